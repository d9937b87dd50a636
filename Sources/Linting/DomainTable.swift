/// The domains of the target addresses: how often each stands, and where the rare ones do.
public struct DomainTable {
  struct Entry {
    var range: Range<Int>
    var hash: UInt64
    var count = 0
    /// The first rows, at most ``rowLimit``.
    var rows: [Int] = []
    var isNoted: Bool
  }
  private(set) var entries: [Entry] = []
  private(set) var total = 0
  private var last = 0
  private static let rowLimit = 256
  private static let limit = 512

  /// Counts a row's domain; true where rules want to know of it.
  @inline(__always)
  mutating func add(_ range: Range<Int>, row: Int, base: UnsafePointer<UInt8>, isNoted: (Range<Int>) -> Bool) -> Bool {
    total &+= 1
    if last < entries.count, sameBytes(base, entries[last].range, range) {
      entries[last].count &+= 1
      if entries[last].rows.count < DomainTable.rowLimit { entries[last].rows.append(row) }
      return entries[last].isNoted
    }
    return addOther(range, row: row, base: base, isNoted: isNoted)
  }

  private mutating func addOther(_ range: Range<Int>, row: Int, base: UnsafePointer<UInt8>, isNoted: (Range<Int>) -> Bool) -> Bool {
    let hash = nameHash(base, range)
    let index = entries.firstIndex { $0.hash == hash && sameName(base, $0.range, range) }
    guard let index = index ?? append(Entry(range: range, hash: hash, isNoted: isNoted(range))) else {
      return isNoted(range)
    }
    last = index
    entries[index].count += 1
    if entries[index].rows.count < DomainTable.rowLimit { entries[index].rows.append(row) }
    return entries[index].isNoted
  }

  private mutating func append(_ entry: Entry) -> Int? {
    guard entries.count < DomainTable.limit else { return nil }
    entries.append(entry)
    return entries.count - 1
  }
}
