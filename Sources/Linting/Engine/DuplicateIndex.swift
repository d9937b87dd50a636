/// Finds rows with an equal value: eight bytes for each entry of an open-addressed table.
///
/// An entry is the upper half of the value's hash beside the row's number. Equal halves are only a hint;
/// the values are compared. A table of millions of rows fits no cache, so rows are gathered and looked up
/// a batch at a time: the processor then waits for many entries at once instead of one after the other.
struct DuplicateIndex {
  /// Pairs of rows with an equal value: a later row and the first one.
  private(set) var duplicates: [(row: Int, first: Int)] = []

  private var slots: UnsafeMutablePointer<UInt64>
  private var mask: Int
  private var count = 0
  private let pending: UnsafeMutablePointer<UInt64>
  private var pendingCount = 0
  /// What was read ahead; kept so that the reading is not optimised away.
  private var readAhead: UInt64 = 0
  private static let batch = 128
  /// The rows of a part of a file, for the index of another part; nil where they are looked up here.
  private var gathered: [UInt64]?

  /// - Parameters:
  ///   - rows: how many rows to expect.
  ///   - gathers: the rows are only gathered, for ``take(_:rows:isSame:)`` of another index.
  init(rows: Int, gathers: Bool) {
    guard !gathers else {
      gathered = []
      gathered?.reserveCapacity(rows)
      (slots, pending, mask) = (.allocate(capacity: 1), .allocate(capacity: 1), 0)
      return
    }
    var capacity = 1024
    while capacity * 7 < rows * 8 { capacity *= 2 }
    mask = capacity - 1
    slots = DuplicateIndex.allocate(capacity)
    pending = .allocate(capacity: DuplicateIndex.batch)
  }

  func deallocate() {
    slots.deallocate()
    pending.deallocate()
  }

  /// Notes a row's value; ``flush(isSame:)`` is due when this returns true.
  @inline(__always)
  mutating func add(_ hash: UInt64, row: Int) -> Bool {
    if gathered != nil {
      gathered!.append((hash & ~0xFFFF_FFFF) | UInt64(truncatingIfNeeded: row))
      return false
    }
    pending[pendingCount] = (hash & ~0xFFFF_FFFF) | UInt64(truncatingIfNeeded: row)
    pendingCount &+= 1
    return pendingCount == DuplicateIndex.batch
  }

  /// Looks up the rows that another index gathered, counted on from `rows`.
  mutating func take(_ other: DuplicateIndex, rows: Int, isSame: (_ row: Int, _ earlier: Int) -> Bool) {
    flush(isSame: isSame)
    for entry in other.gathered ?? [] {
      if add(entry, row: Int(entry & 0xFFFF_FFFF) + rows) { flush(isSame: isSame) }
    }
    flush(isSame: isSame)
  }

  /// Looks the gathered rows up and keeps them.
  mutating func flush(isSame: (_ row: Int, _ earlier: Int) -> Bool) {
    while (count &+ pendingCount) &* 8 > mask &* 7 { grow() }
    var ahead: UInt64 = 0
    for index in 0..<pendingCount { ahead ^= slots[home(pending[index])] }
    readAhead = ahead
    for index in 0..<pendingCount { insert(pending[index], isSame) }
    pendingCount = 0
  }

  @inline(__always)
  private func home(_ entry: UInt64) -> Int { Int(truncatingIfNeeded: entry >> 32) & mask }

  @inline(__always)
  private mutating func insert(_ entry: UInt64, _ isSame: (Int, Int) -> Bool) {
    let row = Int(entry & 0xFFFF_FFFF)
    var slot = home(entry)
    while slots[slot] != 0 {
      let earlier = Int(slots[slot] & 0xFFFF_FFFF)
      if slots[slot] >> 32 == entry >> 32, isSame(row, earlier) {
        duplicates.append((row, earlier))
        return
      }
      slot = (slot &+ 1) & mask
    }
    slots[slot] = entry
    count &+= 1
  }

  private mutating func grow() {
    let old = slots
    let oldCount = mask + 1
    mask = oldCount * 2 - 1
    slots = DuplicateIndex.allocate(mask + 1)
    for index in 0..<oldCount where old[index] != 0 {
      var slot = home(old[index])
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
