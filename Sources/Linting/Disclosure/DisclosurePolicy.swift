import CSV
import Layout
import Migration
import YAML

/// A row as it is read again to be quoted.
struct QuotedRecord {
  var fields: [Field]
  var count: Int
}

extension QuotedRecord {
  /// The record that was read last.
  init(_ reader: Reader) { self.init(fields: Array(reader.fields), count: reader.count) }
}

/// Which cells may be shown.
///
/// Never those of a password column or of one that nobody knows. But the position of a column is no proof of
/// what a cell contains: a comma too few or too many, a header that does not belong to its rows, two columns
/// swapped, and the password is in another. So a cell must look like what its column should hold, by
/// its own text and beside the row's other cells; one that does not is masked, whatever it is.
struct DisclosurePolicy {
  private let context: LintContext
  private let record: QuotedRecord
  private let hasNamedColumns: Bool
  /// The columns are where the header says, and the row has as many.
  private let isInPlace: Bool

  init(_ context: LintContext, _ record: QuotedRecord, _ trust: ColumnTrust) {
    self.context = context
    self.record = record
    hasNamedColumns = trust.isNamed
    isInPlace = record.count == context.layout.expectedCount && trust.isInPlace
  }

  func shows(_ index: Int) -> Bool {
    guard index < context.layout.columns.count, index < record.fields.count else { return false }
    guard hasNamedColumns else { return isAddressAmongAddresses(index) }
    switch context.layout.columns[index].role {
    case .address: return index == context.layout.addressColumn && showsAddress
    case .signInName: return index == context.layout.signInColumn && isInPlace && showsLogin
    case .root: return isInPlace && isPath(bytes(index)) && (namesMailbox(index) || isOfMailboxes(index))
    case .text:
      return isInPlace && record.fields.allSatisfy { $0.flags.isDisjoint(with: .quoteDefect) }
        && isNoDisplacedPassword(index)
    case .password, nil: return false
    }
  }

  /// Without a header row, only an address is shown, in the first column of addresses.
  private func isAddressAmongAddresses(_ index: Int) -> Bool {
    guard let roles = context.layout.evidence.roles, record.count == context.layout.expectedCount,
      roles.roles.firstIndex(where: { $0?.role == .address }) == index
    else { return false }
    return ValueClasses(UnsafeRawBufferPointer(bytes(index))) == .address
  }

  /// A value of a column of text is shown only where the kind permits certain values, and it is one of them, or a
  /// word that means one.
  private func isNoDisplacedPassword(_ index: Int) -> Bool {
    guard let permitted = context.layout.columns[index].known?.permitted else { return false }
    // A form such as that of a path says less than a list of values: beside a password it proves nothing.
    let isProof = !permitted.values.isEmpty || !permitted.forms.isEmpty && context.layout.passwordColumn == nil
    guard isProof else { return false }
    switch ConstraintValidator.refusal(of: bytes(index), permitted, context.patterns) {
    case nil, .meant, .otherCase: return true
    default: return false
    }
  }

  private func bytes(_ index: Int) -> UnsafeBufferPointer<UInt8> { context.layout.bytes(record.fields[index].value) }

  /// The address itself, and one with a slip in it, unless the row's address may be in another column; nothing of a row
  /// whose values may be in other columns.
  private var showsAddress: Bool {
    guard let column = context.layout.addressColumn, column < record.fields.count else { return false }
    let cell = bytes(column)
    guard isInPlace else { return false }
    if holdsSeparators(cell) {
      guard context.layout.passwordColumn != nil, record.fields[column].flags.isDisjoint(with: .quoteDefect) else {
        return false
      }
      return Address.undecorated(cell) != nil
        || (record.fields[column].flags.contains(.quoted) && DisclosurePolicy.isLikeAddress(cell))
    }
    if DisclosurePolicy.isLikeAddress(cell) || holdsCommonDomain(cell) { return true }
    guard let signInName = context.layout.signInColumn, let password = context.layout.passwordColumn,
      endsInLikelyDomain(cell)
    else { return false }
    if holdsLocalPart(bytes(signInName), of: cell) { return true }
    // A slip in an address, where the other rows have one and neither of the other values looks like it.
    let roles = context.contentRoles.roles
    return column < roles.count && roles[column]?.role == .address && record.fields[password].count > 0
      && ![signInName, password].contains { DisclosurePolicy.isLikeAddress(bytes($0)) }
  }

  /// The value names the row's mailbox.
  private func namesMailbox(_ index: Int) -> Bool {
    guard let address = context.layout.addressColumn, address < record.fields.count else { return false }
    return holdsLocalPart(bytes(index), of: bytes(address))
  }

  /// The column's values name the mailboxes of most rows, and nothing suggests that the password is in this place.
  private func isOfMailboxes(_ index: Int) -> Bool {
    let agreement = context.contentRoles.agreement
    guard index < agreement.count, agreement[index] >= 0.5, let address = context.layout.addressColumn else {
      return false
    }
    guard let password = context.layout.passwordColumn else { return true }
    guard password < record.fields.count, record.fields[password].count > 0 else { return false }
    return !holdsLocalPart(bytes(password), of: bytes(address)) && !isPath(bytes(password))
  }

  /// A sign-in name of this row's mailbox; or any, where those of most rows name theirs.
  private var showsLogin: Bool {
    guard let signInName = context.layout.signInColumn, let column = context.layout.addressColumn,
      column < record.fields.count
    else {
      return false
    }
    let cell = bytes(signInName)
    guard !holdsSeparators(cell), showsAddress else { return false }
    if namesMailbox(signInName) { return true }
    return isOfMailboxes(signInName) && context.layout.passwordColumn.map { signInName < $0 } ?? true
  }

  private func isPath(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
    let first = cell.first { !$0.isSpaceOrTab }
    return (first == UInt8(ascii: "/") || first == UInt8(ascii: "\\")) && !holdsSeparators(cell)
  }

  /// A cell contains something that separates cells.
  private func holdsSeparators(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = cell.firstIndex(where: { !$0.isSpaceOrTab }),
      let last = cell.lastIndex(where: { !$0.isSpaceOrTab })
    else { return false }
    return cell[first...last].contains {
      $0 == 0x09 || $0 == 0x0A || $0 == 0x0D || $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: ";")
        || $0 == UInt8(ascii: "|")
    }
  }

  private func holdsLocalPart(_ cell: UnsafeBufferPointer<UInt8>, of address: UnsafeBufferPointer<UInt8>) -> Bool {
    let end = address.lastIndex(of: UInt8(ascii: "@")) ?? address.count
    let name = UnsafeBufferPointer(rebasing: address[..<end])
    return name.count >= 2 && DisclosurePolicy.contains(cell, name)
  }

  /// Behind the last `@` is nothing, one of the file's domains or its first label, with a slip or two in it, or an
  /// address literal (RFC 5321, section 4.1.3).
  ///
  /// What else is there could be a password, as in `anna@contoso.com_…`, or be one, as in `Pa@ssword`.
  private func endsInLikelyDomain(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let at = cell.lastIndex(of: UInt8(ascii: "@")) else { return false }
    let domain = cell[(at + 1)...].filter { !$0.isSpaceOrTab && $0 != UInt8(ascii: ">") }.map(lowercase)
    guard domain.count <= DisclosurePolicy.longestDomain else { return false }
    if domain.isEmpty || DisclosurePolicy.isAddressLiteral(domain) { return true }
    return context.statistics.domains.entries.contains { entry in
      let known = context.layout.bytes(entry.range)
      return entry.count > 1
        && [known.count, known.firstIndex(of: UInt8(ascii: ".")) ?? known.count].contains { end in
          abs(end - domain.count) <= 2 && editDistance(domain, known[..<end].map(lowercase)) <= 2
        }
    }
  }

  private static func isAddressLiteral(_ domain: [UInt8]) -> Bool {
    domain.first == UInt8(ascii: "[") && domain.last == UInt8(ascii: "]")
      && domain.dropFirst().dropLast().allSatisfy { "0123456789abcdefipv.:".utf8.contains($0) }
  }

  /// The longest domain name (RFC 1035, section 2.3.4).
  private static let longestDomain = 253

  /// `annacontoso.com` beside many an `…@contoso.com`.
  private func holdsCommonDomain(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let common = context.statistics.domains.entries.max(by: { $0.count < $1.count }), common.count > 1 else {
      return false
    }
    guard context.layout.bytes(common.range).contains(UInt8(ascii: ".")) else { return false }
    let domain = context.layout.bytes(common.range)
    // What is joined to it could be a password.
    let end = cell.lastIndex { !" \t>.,;)]\"'".utf8.contains($0) }.map { $0 + 1 } ?? 0
    return end >= domain.count
      && DisclosurePolicy.contains(UnsafeBufferPointer(rebasing: cell[(end - domain.count)..<end]), domain)
  }

  /// Something, an `@`, and behind it a domain name with letters at its end.
  static func isLikeAddress(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
    var end = cell.count
    while end > 0, cell[end - 1] == UInt8(ascii: ">") || cell[end - 1].isSpaceOrTab { end -= 1 }
    guard let at = cell[..<end].lastIndex(of: UInt8(ascii: "@")), at > 0 else { return false }
    let domain = cell[(at + 1)..<end]
    let isName = domain.allSatisfy { byte in
      lowercase(byte) &- 0x61 < 26 || byte &- 0x30 < 10 || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
        || byte >= 0x80
    }
    guard isName else { return false }
    guard let dot = domain.lastIndex(of: UInt8(ascii: ".")), dot > at + 1 else { return false }
    let top = domain[(dot + 1)...]
    return top.count >= 2 && top.allSatisfy { $0 >= 0x80 || lowercase($0) &- 0x61 < 26 }
  }

  /// Whether one text contains another, letter case of ASCII aside.
  private static func contains(_ text: UnsafeBufferPointer<UInt8>, _ part: UnsafeBufferPointer<UInt8>) -> Bool {
    guard part.count <= text.count, !part.isEmpty else { return false }
    return (0...(text.count - part.count)).contains { start in
      part.indices.allSatisfy { lowercase(text[start + $0]) == lowercase(part[$0]) }
    }
  }
}

/// What a file's header row says of its columns; the same for all rows.
struct ColumnTrust {
  /// The columns are known by a header row.
  let isNamed: Bool
  /// The columns are the header's, not a guess at a file whose header and rows do not agree.
  let isInPlace: Bool

  init(_ layout: FileLayout) {
    guard let header = layout.header else {
      (isNamed, isInPlace) = (false, layout.kind.header != .required)
      return
    }
    isNamed = !header.isMissing && !header.isUnexpected
    isInPlace =
      !header.isMissing && header.isTrusted
      && (header.cells.count == layout.expectedCount || layout.endsInUnnamedColumns)
  }
}

extension Header {
  /// Whether these are cells beyond doubt, and no row of data whose password looks like one.
  var isTrusted: Bool {
    let isLone = cells.count == 1 && understood == 1
    guard understood >= 2 || isLone || cells.contains(where: { $0.meaning.isByName }) else { return false }
    return cells.allSatisfy { cell in
      if cell.isNameInLines { return true }
      return cell.range.count <= Header.longest
        && !cell.text.unicodeScalars.contains { scalar in
          scalar == "@" || scalar.value < 0x20 || scalar.value == 0x85 || scalar.value == 0x2028
            || scalar.value == 0x2029
        }
    }
  }

  /// Whether a cell may be shown.
  func shows(_ index: Int) -> Bool {
    guard !isMissing, index < cells.count else { return false }
    if cells[index].meaning.isByName { return true }
    return isTrusted && fitsRows && (cells[index].meaning.column != nil || Header.isWords(cells[index].text))
  }

  /// Whether a cell is a column's name beyond doubt: one that may be shown, or that of a known export.
  func isName(_ index: Int) -> Bool {
    !isMissing && (shows(index) || Header.exportNames.contains(HeaderVocabulary.normalized(cells[index].text)))
  }

  private static let exportNames = Set(ExportMatcher.builtIn.columnNames.map(HeaderVocabulary.normalized))

  /// Words, at most one digit behind them: no password that came into the header by a missing line end.
  private static func isWords(_ text: String) -> Bool {
    let scalars = Array(text.unicodeScalars)
    return scalars.indices.allSatisfy { index in
      let scalar = scalars[index]
      if scalar.properties.numericType != nil { return index == scalars.count - 1 }
      return scalar.properties.isAlphabetic || " -_./()#'&".unicodeScalars.contains(scalar) || scalar.value > 0x7F
    }
  }
}

extension Header.Cell {
  /// A column's name whose words are in several lines, as a narrow column of a spreadsheet shows it; nothing else can
  /// be in it.
  fileprivate var isNameInLines: Bool {
    meaning.column != nil
      && text.unicodeScalars.allSatisfy { $0.properties.isAlphabetic || $0 == " " || $0 == "\n" || $0 == "\r" }
  }
}
