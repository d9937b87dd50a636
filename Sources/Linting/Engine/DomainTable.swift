/// The domains of the target addresses: how often each occurs, and where the rare ones do.
public struct DomainTable {
  package struct Entry {
    package var range: Range<Int>
    var hash: UInt64
    package var count = 0
    /// The first rows, at most ``rowLimit``.
    package var rows: [Int] = []
    var isNoted: Bool
  }
  package private(set) var entries: [Entry] = []
  private(set) var total = 0
  /// The domain of the row before, counted apart: most rows have the same one.
  private var last: Range<Int> = 0..<0
  private var lastIndex = -1
  private var lastRun = 0
  private var lastIsNoted = false
  private static let rowLimit = 256
  private static let limit = 512

  /// Counts a row's domain; true where rules want to know of it.
  @inline(__always)
  mutating func add(_ range: Range<Int>, row: Int, base: UnsafePointer<UInt8>, isNoted: (Range<Int>) -> Bool) -> Bool {
    total &+= 1
    if lastRun >= DomainTable.rowLimit, sameBytes(base, last, range) {
      lastRun &+= 1
      return lastIsNoted
    }
    return addOther(range, row: row, base: base, isNoted: isNoted)
  }

  private mutating func addOther(
    _ range: Range<Int>, row: Int, base: UnsafePointer<UInt8>, isNoted: (Range<Int>) -> Bool
  ) -> Bool {
    if lastIndex < 0 || !sameBytes(base, last, range) {
      settle()
      let hash = nameHash(base, range)
      let index = entries.firstIndex { $0.hash == hash && sameName(base, $0.range, range) }
      lastIndex = index ?? append(Entry(range: range, hash: hash, isNoted: isNoted(range))) ?? -1
      guard lastIndex >= 0 else { return isNoted(range) }
      last = range
      lastIsNoted = entries[lastIndex].isNoted
    }
    lastRun += 1
    if entries[lastIndex].rows.count < DomainTable.rowLimit { entries[lastIndex].rows.append(row) }
    return lastIsNoted
  }

  /// Takes what was counted in a later part of the file; both are settled.
  mutating func append(_ other: DomainTable, rows: Int, base: UnsafePointer<UInt8>) {
    total += other.total
    for entry in other.entries {
      let known = entries.firstIndex { $0.hash == entry.hash && sameName(base, $0.range, entry.range) }
      guard let index = known ?? append(Entry(range: entry.range, hash: entry.hash, isNoted: entry.isNoted)) else {
        continue
      }
      entries[index].count += entry.count
      entries[index].rows += entry.rows.prefix(
        DomainTable.rowLimit - min(entries[index].rows.count, DomainTable.rowLimit)
      ).map { $0 + rows }
    }
  }

  /// Adds what was counted apart.
  mutating func settle() {
    if lastIndex >= 0 { entries[lastIndex].count += lastRun }
    lastRun = 0
    lastIndex = -1
  }

  private mutating func append(_ entry: Entry) -> Int? {
    guard entries.count < DomainTable.limit else { return nil }
    entries.append(entry)
    return entries.count - 1
  }
}
