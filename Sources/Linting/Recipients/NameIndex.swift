/// Finds entries by the hash of their names: eight bytes for each in an open-addressed table.
struct NameIndex {
  private var slots: [UInt64]
  private var mask: Int
  private var count = 0

  /// - Parameter expected: how many entries there will be about.
  init(expecting expected: Int) {
    var capacity = 1024
    while capacity < expected * 2, capacity < 1 << 24 { capacity *= 2 }
    slots = [UInt64](repeating: 0, count: capacity)
    mask = capacity - 1
  }

  /// The entry of a hash for which `isSame` is true.
  @inline(__always)
  func find(_ hash: UInt64, isSame: (Int) -> Bool) -> Int? {
    slots.withUnsafeBufferPointer { slots in
      var slot = Int(truncatingIfNeeded: hash >> 32) & mask
      while slots[slot] != 0 {
        let entry = Int(slots[slot] & 0xFFFF_FFFF) - 1
        if slots[slot] >> 32 == hash >> 32, isSame(entry) { return entry }
        slot = (slot &+ 1) & mask
      }
      return nil
    }
  }

  /// The entry of a hash for which `isSame` is true; where there is none, a new one is added.
  @inline(__always)
  mutating func findOrInsert(_ hash: UInt64, _ new: Int, isSame: (Int) -> Bool) -> Int? {
    if count * 3 > mask * 2 { grow() }
    let mask = mask
    let known = slots.withUnsafeMutableBufferPointer { slots -> Int? in
      var slot = Int(truncatingIfNeeded: hash >> 32) & mask
      while slots[slot] != 0 {
        let entry = Int(slots[slot] & 0xFFFF_FFFF) - 1
        if slots[slot] >> 32 == hash >> 32, isSame(entry) { return entry }
        slot = (slot &+ 1) & mask
      }
      slots[slot] = (hash & ~0xFFFF_FFFF) | UInt64(new + 1)
      return nil
    }
    if known == nil { count += 1 }
    return known
  }

  private mutating func grow() {
    let old = slots
    slots = [UInt64](repeating: 0, count: old.count * 2)
    mask = slots.count - 1
    for value in old where value != 0 {
      var slot = Int(truncatingIfNeeded: value >> 32) & mask
      while slots[slot] != 0 { slot = (slot &+ 1) & mask }
      slots[slot] = value
    }
  }
}
