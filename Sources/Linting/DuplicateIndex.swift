/// Finds rows with an equal value: eight bytes for each entry of an open-addressed table.
///
/// An entry is the upper half of the value's hash beside the row's number. Equal halves are only a hint;
/// the caller compares the values.
struct DuplicateIndex {
  private var slots: UnsafeMutablePointer<UInt64>
  private var mask: Int
  private var count = 0

  /// - Parameter rows: how many rows to expect.
  init(rows: Int) {
    mask = max(1024, (rows + rows / 2).nextPowerOf2()) - 1
    slots = DuplicateIndex.allocate(mask + 1)
  }

  func deallocate() { slots.deallocate() }

  /// The earliest row with the same value, or nil after keeping this one.
  @inline(__always)
  mutating func insert(_ hash: UInt64, row: Int, isSame: (Int) -> Bool) -> Int? {
    let tag = hash >> 32
    var slot = Int(truncatingIfNeeded: tag) & mask
    while true {
      let entry = slots[slot]
      if entry == 0 { break }
      if entry >> 32 == tag, isSame(Int(entry & 0xFFFF_FFFF)) { return Int(entry & 0xFFFF_FFFF) }
      slot = (slot &+ 1) & mask
    }
    slots[slot] = tag << 32 | UInt64(row)
    count &+= 1
    if count &* 4 > mask &* 3 { grow() }
    return nil
  }

  private mutating func grow() {
    let old = slots
    let oldCount = mask + 1
    mask = oldCount * 2 - 1
    slots = DuplicateIndex.allocate(mask + 1)
    for index in 0..<oldCount where old[index] != 0 {
      var slot = Int(truncatingIfNeeded: old[index] >> 32) & mask
      while slots[slot] != 0 { slot = (slot + 1) & mask }
      slots[slot] = old[index]
    }
    old.deallocate()
  }

  private static func allocate(_ count: Int) -> UnsafeMutablePointer<UInt64> {
    let slots = UnsafeMutablePointer<UInt64>.allocate(capacity: count)
    slots.initialize(repeating: 0, count: count)
    return slots
  }
}

extension Int {
  fileprivate func nextPowerOf2() -> Int {
    var power = 1
    while power < self { power *= 2 }
    return power
  }
}
