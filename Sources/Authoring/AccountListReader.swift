import CSV
import Layout
import Linting
import Migration

/// The accounts of a known export, or of a list whose columns are known by their names or by their values.
public struct AccountListReader {
  /// An account that gets a row.
  public struct Account: Sendable {
    public var person: TemplateFile.Person
    /// The sign-in name on the source server, as the list has it; nil where it has none.
    public var signInName: String?
    /// A secret; nil where the list has none, or only a hash of it.
    public var password: String?
    public var line: Int
  }

  /// Accounts that got no row, by the reason.
  public struct Omissions: Sendable, Equatable {
    public var inactive = 0
    public var system = 0
    /// Lines of another sort: aliases, domains.
    public var others = 0
    /// Accounts with a row whose password is a hash.
    public var hashes = 0
  }

  /// The known export that it is; nil for a list of another program.
  public private(set) var export: Export?
  public private(set) var accounts: [Account] = []
  public private(set) var leftOut: [AddressListReader.LeftOut] = []
  public private(set) var omissions = Omissions()
  /// What each column was taken for, and why, in words; no value of the file.
  public private(set) var explanation: [String] = []

  private let targetDomain: String?

  /// - Parameters:
  ///   - path: the list's name, for errors.
  ///   - targetDomain: completes addresses that the list has without a domain.
  /// - Throws: ``TemplateError`` where no column has addresses, errors of the layout.
  public init(_ document: Document, path: String, targetDomain: String? = nil) throws {
    let layout = try LayoutBuilder(LayoutOptions()).layout(of: document)
    if let framing = layout.evidence.framing {
      self = try AccountListReader(
        Document(copying: framing.removed(from: document.text, layout.evidence.bounds), encoding: nil), path: path,
        targetDomain: targetDomain)
      return
    }
    if let targetDomain, !Address.isDomain(targetDomain) {
      throw TemplateError("--target-domain: `\(targetDomain)` is not a domain")
    }
    self.targetDomain = targetDomain
    let match = layout.evidence.accountList?.match
    export = match?.export
    if let prefix = export?.linePrefix {
      explanation = ["lines that begin with `\(prefix)` → EmailAddress"]
      readLines(document, layout, prefix: prefix)
      return
    }
    let bounds = layout.evidence.bounds
    if let match, let separator = match.separator {
      let columns = try AccountColumns(match.export, path: path) { reference in
        if case .place(let place) = reference { place - 1 } else { nil }
      }
      explain(columns, "by its position") { "column \($0 + 1)" }
      read(document.reader(separator, from: bounds.start, line: bounds.line), columns, upTo: bounds.end)
      return
    }
    try readTable(document, layout, match?.export, path: path)
  }

  // MARK: Finding the columns

  private mutating func readTable(_ document: Document, _ layout: FileLayout, _ export: Export?, path: String) throws {
    let bounds = layout.evidence.bounds
    let start = max(layout.preamble.start, bounds.start)
    let line = document.text[start...].prefix { $0 != 0x0A && $0 != 0x0D }
    let separator = LineCells.likeliestSeparator(UnsafeRawBufferPointer(rebasing: line))
    var reader = document.reader(separator, from: start, line: bounds.line)
    guard reader.next() else { throw TemplateError("\(path): no rows found") }
    let names = reader.fields.map { String(decoding: AccountListReader.content($0, reader), as: UTF8.self) }
    if let export {
      let normalized = names.map(HeaderVocabulary.normalized)
      let columns = try AccountColumns(export, path: path) { reference in
        if case .name(let name) = reference {
          normalized.firstIndex(of: HeaderVocabulary.normalized(name))
        } else {
          nil
        }
      }
      explain(columns, "by its header") { names[$0] }
      return read(reader, columns, upTo: bounds.end)
    }
    if names.contains(where: HeaderVocabulary.isAddress) {
      let rows = document.reader(separator, from: start, line: bounds.line)
      let columns = try AccountColumns(RoleInference(RowSample(rows)), path: path)
      explain(columns, "by its values") { "column \($0 + 1)" }
      return read(rows, columns, upTo: bounds.end)
    }
    let columns = try AccountColumns(
      named: names, rows: RowSample(reader), path: path, acceptsNames: targetDomain != nil)
    explain(columns, "by its header") { names[$0] }
    read(reader, columns, upTo: bounds.end)
  }

  private mutating func explain(_ columns: AccountColumns, _ evidence: String, _ name: (Int) -> String) {
    var lines = ["\(name(columns.address[0])) → EmailAddress (\(evidence))"]
    if let domain = columns.domain { lines.append("\(name(domain)) → the domain of EmailAddress (\(evidence))") }
    if let column = columns.signInName.first { lines.append("\(name(column)) → UserName (\(evidence))") }
    if let column = columns.password { lines.append("\(name(column)) → Password (\(evidence))") }
    explanation = lines
  }

  // MARK: Reading

  private mutating func read(_ first: Reader, _ columns: AccountColumns, upTo end: Int) {
    var reader = first
    var known: [String: Int] = [:]
    while reader.position < end, reader.next() {
      if reader.isBlank || reader.bytes[reader.start] == UInt8(ascii: "#") { continue }
      let fields = reader.fields
      func text(_ column: Int?) -> String? {
        guard let column, column < fields.count else { return nil }
        return String(decoding: AccountListReader.content(fields[column], reader), as: UTF8.self)
      }
      func first(_ columns: [Int]) -> String {
        columns.lazy.compactMap { text($0) }.first { !$0.isEmpty } ?? ""
      }
      func has(_ condition: AccountColumns.Condition) -> Bool {
        text(condition.column).map(condition.filter.matches) ?? false
      }
      if columns.only.map({ !has($0) }) ?? false || columns.others.contains(where: has) {
        omissions.others += 1
        continue
      }
      if columns.inactive.contains(where: has) {
        omissions.inactive += 1
        continue
      }
      let domain = text(columns.domain) ?? ""
      func joined(_ name: String, _ domain: String) -> String {
        name.contains("@") || name.isEmpty || domain.isEmpty ? name : "\(name)@\(domain)"
      }
      var address = first(columns.address)
      if let separator = columns.addressSeparator {
        address = address.split(separator: separator).first?.trimmingPrefix { $0 == " " }.description ?? ""
      }
      var password = text(columns.password)
      var isHashed = columns.hashed.contains(where: has)
      if let schemes = columns.plainSchemes, let value = password, !value.isEmpty {
        password = AccountListReader.clear(value, schemes)
        isHashed = isHashed || password == nil
      }
      keep(
        joined(address, domain.isEmpty ? targetDomain ?? "" : domain), joined(first(columns.signInName), domain),
        password, isHashed: isHashed, reader.line,
        columns.systemAccounts, &known)
    }
  }

  /// A password behind its scheme; nil for a hash: where a value names no scheme, it is of the server's own.
  private static func clear(_ password: String, _ schemes: Set<String>) -> String? {
    guard password.first == "{", let end = password.firstIndex(of: "}") else { return nil }
    let scheme = password[password.index(after: password.startIndex)..<end].lowercased()
    return schemes.contains(scheme) ? String(password[password.index(after: end)...]) : nil
  }

  private mutating func readLines(_ document: Document, _ layout: FileLayout, prefix: String) {
    var known: [String: Int] = [:]
    let wanted = Array(prefix.utf8)
    for (index, range) in TextLines(document.text, from: document.start).enumerated()
    where document.text[range].starts(with: wanted) {
      let address = String(decoding: document.text[range.dropFirst(wanted.count)], as: UTF8.self)
      keep(address, address, nil, isHashed: false, index + 1, export?.systemAccounts ?? [], &known)
    }
  }

  private mutating func keep(
    _ text: String, _ signInName: String?, _ password: String?, isHashed: Bool, _ line: Int, _ system: [String],
    _ known: inout [String: Int]
  ) {
    switch AddressListReader.person(text) {
    case .failure where !text.isEmpty && targetDomain == nil && AccountListReader.isLocalPart(text):
      leftOut.append(.init(line: line, reason: AccountColumns.noDomain))
    case .failure(let problem): leftOut.append(.init(line: line, reason: problem.description))
    case .success(let person):
      let key = person.address.lowercased()
      if let first = known[key] {
        return leftOut.append(.init(line: line, reason: "duplicate address, first used in line \(first)"))
      }
      known[key] = line
      if system.contains(where: person.localPart.lowercased().hasPrefix) { return omissions.system += 1 }
      var secret = password.flatMap { $0.isEmpty ? nil : $0 }
      let classes = secret.map { secret in
        var secret = secret
        return secret.withUTF8 { ValueClasses(UnsafeRawBufferPointer($0)) }
      }
      if isHashed || classes?.contains(.hash) == true {
        omissions.hashes += 1
        secret = nil
      } else if classes?.contains(.masked) == true {
        secret = nil
      }
      // A column of addresses under several schemes names no account of the source.
      let isName = signInName.map { !$0.isEmpty && !$0.contains(":") } ?? false
      accounts.append(
        Account(person: person, signInName: isName ? signInName : nil, password: secret, line: line))
    }
  }

  private static func isLocalPart(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { ValueClasses(UnsafeRawBufferPointer($0)).contains(.localPart) }
  }

  /// A value without quotes and, where it had none, without spaces at its ends.
  private static func content(_ field: Field, _ reader: Reader) -> [UInt8] {
    var text: [UInt8] = []
    var isSecond = false
    for byte in reader.bytes[field.value] {
      isSecond = byte == UInt8(ascii: "\"") && field.flags.contains(.doubledQuote) && !isSecond && text.last == byte
      if !isSecond { text.append(byte) }
    }
    if field.flags.contains(.quoted) { return text }
    while let last = text.last, last == 0x20 || last == 0x09 { text.removeLast() }
    return Array(text.drop { $0 == 0x20 || $0 == 0x09 })
  }
}
