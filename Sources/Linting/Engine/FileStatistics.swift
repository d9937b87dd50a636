import CSV
import Layout
import Migration
import Platform

/// What is counted over the rows, for the rules that compare a row with the others.
public struct FileStatistics {
  /// The admins in the sign-in names, the passwords, the forms of the sign-in names.
  public internal(set) var admins = ValueFrequency()
  /// The mailboxes in the sign-in names, where one of them could be the admin's name.
  public internal(set) var users = ValueFrequency()
  public internal(set) var passwords = ValueFrequency()
  /// How many sign-in names have each of the server's forms, and the first row of each.
  public internal(set) var forms = [(count: Int, firstRow: Int)](repeating: (0, 0), count: formLimit)
  static let formLimit = 16
  public internal(set) var domains = DomainTable()
  /// Rows whose sign-in name names the row's mailbox, and rows whose sign-in name names another.
  public internal(set) var agreeingLogins = 0
  public internal(set) var disagreeingLogins: [Int] = []
  public internal(set) var agreeingRoots = 0
  public internal(set) var disagreeingRoots: [Int] = []
  /// Of the disagreeing rows: how many name a neighbour's mailbox, and the sums of the hashes of both
  /// columns' names, equal where the same names stand in another order.
  public internal(set) var neighbours = 0
  public internal(set) var addressSum: UInt64 = 0
  public internal(set) var loginSum: UInt64 = 0
  /// How many rows have a root, and which have none.
  public internal(set) var rowsWithRoot = 0
  public internal(set) var rowsWithoutRoot: [Int] = []
  /// A root has a character that the server shows otherwise.
  var holdsAlteredRoot = false
  /// Rows whose target, or whose source, an earlier row has already; in the order of the later ones.
  public internal(set) var sameTargets: [(row: Int, first: Int)] = []
  public internal(set) var sameSources: [(row: Int, first: Int)] = []

  /// How many records end in each way, and the byte offset of the first such end.
  public internal(set) var lineEnds = [(count: Int, first: Int, place: RowPlace)](repeating: (0, 0, .file), count: 4)

  /// How many lines end with CR CR LF.
  public internal(set) var doubledLineEnds = 0

  @inline(__always)
  mutating func count(_ lineEnd: LineEnd, at offset: Int, in place: RowPlace) {
    let index = Int(lineEnd.rawValue)
    if lineEnds[index].count == 0 {
      lineEnds[index].first = offset
      lineEnds[index].place = place
    }
    lineEnds[index].count &+= 1
  }

  /// Takes what was counted in a later part of the file.
  mutating func append(_ other: FileStatistics, shifted shift: RowShift, base: UnsafePointer<UInt8>) {
    admins.append(other.admins, rows: shift.rows, base: base)
    users.append(other.users, rows: shift.rows, base: base)
    passwords.append(other.passwords, rows: shift.rows, base: base)
    for (index, form) in other.forms.enumerated() where form.count > 0 {
      if forms[index].count == 0 { forms[index].firstRow = form.firstRow + shift.rows }
      forms[index].count += form.count
    }
    domains.append(other.domains, rows: shift.rows, base: base)
    agreeingLogins += other.agreeingLogins
    agreeingRoots += other.agreeingRoots
    disagreeingLogins += other.disagreeingLogins.map { $0 + shift.rows }
    disagreeingRoots += other.disagreeingRoots.map { $0 + shift.rows }
    neighbours += other.neighbours
    addressSum &+= other.addressSum
    loginSum &+= other.loginSum
    rowsWithRoot += other.rowsWithRoot
    rowsWithoutRoot += other.rowsWithoutRoot.map { $0 + shift.rows }
    holdsAlteredRoot = holdsAlteredRoot || other.holdsAlteredRoot
    doubledLineEnds += other.doubledLineEnds
    for (index, end) in other.lineEnds.enumerated() where end.count > 0 {
      if lineEnds[index].count == 0 {
        (lineEnds[index].first, lineEnds[index].place) = (end.first, end.place.shifted(by: shift))
      }
      lineEnds[index].count += end.count
    }
  }

  /// Adds what was counted apart.
  mutating func settle(_ base: UnsafePointer<UInt8>) {
    domains.settle()
    admins.settle(base)
    users.settle(base)
    passwords.settle(base)
  }

  /// Whether two rows fill the same target: then duplicate-mailbox has said it.
  func haveSameTarget(_ row: Int, _ first: Int) -> Bool {
    let index = sameTargets.partitioningIndex { $0.row >= row }
    return index < sameTargets.count && sameTargets[index] == (row, first)
  }

  /// What the others do counts from this number of rows on.
  static let enough = LayoutBuilder.enoughRows

  /// Nine in ten of `total` at least, and enough of them to speak of.
  static func most(_ count: Int, of total: Int) -> Bool {
    total >= enough && count * 10 >= total * 9
  }
}

/// Whether two parts of the text are equal.
@inline(__always)
func sameBytes(_ base: UnsafePointer<UInt8>, _ a: Range<Int>, _ b: Range<Int>) -> Bool {
  a.count == b.count && areEqual(base + a.lowerBound, base + b.lowerBound, a.count)
}

/// Whether two parts of the text are equal but for the case of ASCII letters.
@inline(__always)
func sameName(_ base: UnsafePointer<UInt8>, _ a: Range<Int>, _ b: Range<Int>) -> Bool {
  guard a.count == b.count else { return false }
  var i = 0
  while i &+ 8 <= a.count {
    let x = UnsafeRawPointer(base).loadUnaligned(fromByteOffset: a.lowerBound &+ i, as: UInt64.self)
    let y = UnsafeRawPointer(base).loadUnaligned(fromByteOffset: b.lowerBound &+ i, as: UInt64.self)
    if x != y { break }
    i &+= 8
  }
  while i < a.count {
    let x = base[a.lowerBound &+ i]
    let y = base[b.lowerBound &+ i]
    if x != y, lowercase(x) != lowercase(y) { return false }
    i &+= 1
  }
  return true
}

@inline(__always)
func lowercase(_ byte: UInt8) -> UInt8 { byte &- 0x41 < 26 ? byte | 0x20 : byte }

/// A hash of a part of the text, letter case of ASCII aside. Never leaves the process.
@inline(__always)
func nameHash(_ base: UnsafePointer<UInt8>, _ range: Range<Int>) -> UInt64 {
  var hash: UInt64 = 0x9E37_79B9_7F4A_7C15 ^ UInt64(truncatingIfNeeded: range.count)
  var p = range.lowerBound
  while p &+ 8 <= range.upperBound {
    let word = UnsafeRawPointer(base).loadUnaligned(fromByteOffset: p, as: UInt64.self)
    hash = mixed(hash ^ (word | 0x2020_2020_2020_2020))
    p &+= 8
  }
  var rest: UInt64 = 0
  while p < range.upperBound {
    rest = rest << 8 | UInt64(base[p] | 0x20)
    p &+= 1
  }
  return mixed(hash ^ rest)
}

@inline(__always)
private func mixed(_ value: UInt64) -> UInt64 {
  let product = value.multipliedFullWidth(by: 0xA076_1D64_78BD_642F)
  return product.high ^ product.low
}
