import CSV
import Layout
import Migration

/// The people of a list of addresses, one a line, or of a directory's export with other columns.
public struct AddressListReader {
  /// A row that is nobody's.
  public struct LeftOut: Sendable, Equatable {
    public var line: Int
    /// In plain words, without any text of the row.
    public var reason: String

    public init(line: Int, reason: String) {
      self.line = line
      self.reason = reason
    }
  }

  public private(set) var people: [TemplateFile.Person] = []
  /// By person: the line.
  public private(set) var lines: [Int] = []
  public private(set) var leftOut: [LeftOut] = []

  /// Which column identifies the people, as far as the first record shows; the best one last.
  fileprivate enum Source: Int {
    /// No cells, one value a line; the first one is no right address.
    case line
    /// No cells: the first value that is an address.
    case value
    /// A slip of a cell.
    case slip
    /// The sign-in name of Microsoft 365, mostly the address as well.
    case principalName
    /// All addresses of a mailbox, the primary one marked by `SMTP:` in capitals.
    case proxyAddresses
    case alias
    case name
  }

  private static let principalNames = ["userprincipalname", "upn"]
  private static let proxyNames = ["proxyaddresses", "emailaddresses"]

  /// - Parameters:
  ///   - path: the list's name, for errors.
  ///   - kind: the kind whose cells for addresses are understood.
  /// - Throws: ``TemplateError`` where no column has addresses.
  public init(_ document: Document, path: String, kind: Kind) throws(TemplateError) {
    guard document.isText, !document.isBlank else { throw TemplateError("\(path): not a list of addresses") }
    let cells = HeaderMatcher(kind)
    let preamble = FilePreamble(document, cells)
    func reader(_ delimiter: UInt8) -> Reader { document.reader(delimiter, from: preamble.start, line: preamble.line) }
    var best: (source: Source, column: Int, delimiter: UInt8)?
    for delimiter in [UInt8(ascii: ",")] + DialectDetector.candidates {
      guard let found = AddressListReader.source(reader(delimiter), cells),
        found.source.rawValue > best?.source.rawValue ?? -1
      else { continue }
      best = (found.source, found.column, delimiter)
    }
    guard let best else {
      throw TemplateError(
        """
        \(path): no column with addresses; expected one address per line, or a header such as EmailAddress, \
        proxyAddresses or User principal name
        """
      )
    }
    var rows = reader(best.delimiter)
    if best.source.rawValue > Source.value.rawValue { _ = rows.next() }
    read(&rows, best.source, best.column)
  }

  private static func source(_ reader: Reader, _ cells: HeaderMatcher) -> (source: Source, column: Int)? {
    var reader = reader
    guard reader.next() else { return nil }
    var best: (source: Source, column: Int)?
    for (column, cell) in cells.cells(reader.fields, reader.bytes).enumerated() {
      guard let source = source(cell, cells), source.rawValue > best?.source.rawValue ?? -1 else { continue }
      best = (source, column)
    }
    if let best { return best }
    if let column = reader.fields.firstIndex(where: { (try? address(text($0, reader), .value).get()) != nil }) {
      return (.value, column)
    }
    return reader.count == 1 && text(reader.fields[0], reader).contains(UInt8(ascii: "@")) ? (.line, 0) : nil
  }

  private static func source(_ cell: Header.Cell, _ cells: HeaderMatcher) -> Source? {
    let name = HeaderMatcher.normalised(cell.text)
    if proxyNames.contains(name) { return .proxyAddresses }
    if principalNames.contains(name) { return .principalName }
    guard let column = cell.meaning.column, cells.kind.columns[column].role == .address else { return nil }
    switch cell.meaning {
    case .exact, .otherCase: return .name
    case .alias: return .alias
    default: return .slip
    }
  }

  private mutating func read(_ reader: inout Reader, _ source: Source, _ column: Int) {
    var known: [String: Int] = [:]
    while reader.next() {
      if reader.isBlank { continue }
      let line = reader.line
      let text = column < reader.fields.count ? AddressListReader.text(reader.fields[column], reader) : []
      switch AddressListReader.address(text, source) {
      case .success(let person):
        let first = known[person.address.lowercased(), default: line]
        known[person.address.lowercased()] = first
        if first != line {
          leftOut.append(LeftOut(line: line, reason: "duplicate address, first used in line \(first)"))
        } else {
          people.append(person)
          lines.append(line)
        }
      case .failure(let problem): leftOut.append(LeftOut(line: line, reason: problem.description))
      }
    }
  }

  /// A value without its quotes and the blanks around it.
  private static func text(_ field: Field, _ reader: Reader) -> [UInt8] {
    var text: [UInt8] = []
    var isDoubled = false
    for byte in reader.bytes[field.value] {
      isDoubled = byte == UInt8(ascii: "\"") && field.flags.contains(.doubledQuote) && !isDoubled
      if !isDoubled { text.append(byte) }
    }
    while let last = text.last, last.isSpaceOrTab { text.removeLast() }
    return Array(text.drop(while: \.isSpaceOrTab))
  }

  fileprivate static func address(_ text: [UInt8], _ source: Source) -> Result<TemplateFile.Person, TemplateError> {
    if text.isEmpty { return .failure(TemplateError("no address")) }
    var text = text
    if source == .proxyAddresses {
      guard let primary = ProxyAddresses.primary(text) else {
        return .failure(TemplateError("no primary address, marked by `SMTP:` in capitals"))
      }
      text = primary
    } else if ProxyAddresses.scheme(text)?.lowercased() == "smtp" {
      text.removeFirst(5)
    }
    guard text.allSatisfy({ (0x21...0x7E).contains($0) || $0.isSpaceOrTab }) else {
      return .failure(
        TemplateError(
          "non-ASCII or invisible character; write a domain in its ASCII form (`xn--…`)"
        ))
    }
    return text.withUnsafeBufferPointer { bytes in
      if case .success(let address) = Address.parse(bytes) { return .success(person(bytes, address)) }
      if let (reason, range) = Address.undecorated(bytes) {
        if reason == .severalAddresses { return .failure(TemplateError("more than one address")) }
        let inner = UnsafeBufferPointer(rebasing: bytes[range])
        if case .success(let address) = Address.parse(inner) { return .success(person(inner, address)) }
      }
      guard case .failure(let failure) = Address.parse(bytes) else { preconditionFailure("parsed above") }
      return .failure(TemplateError("invalid e-mail address: \(explanation(failure.defect))"))
    }
  }

  private static func person(_ bytes: UnsafeBufferPointer<UInt8>, _ address: Address) -> TemplateFile.Person {
    TemplateFile.Person(
      localPart: String(decoding: bytes[address.localPart], as: UTF8.self),
      domain: String(decoding: bytes[address.domain], as: UTF8.self))
  }

  /// The defect's clause, but for those that quote a character.
  private static func explanation(_ defect: Address.Defect) -> String {
    switch defect {
    case .specialInLocalPart: "invalid character in the local part"
    case .specialInDomain: "invalid character in the domain"
    default: defect.explanation
    }
  }
}

/// `SMTP:alberta@contoso.com+smtp:a.adams@contoso.com`, as directories export all addresses of a mailbox; the
/// separator may be a comma, a semicolon, a bar or a blank as well.
enum ProxyAddresses {
  /// The address marked by `SMTP:` in capitals, or the only one; nil where no other is marked.
  static func primary(_ text: [UInt8]) -> [UInt8]? {
    let entries = entries(text)
    if let marked = entries.first(where: { scheme($0) == "SMTP" }) { return Array(marked.dropFirst(5)) }
    return entries.count == 1 && scheme(entries[0]) == nil ? entries[0] : nil
  }

  /// The text before the first colon, if it has only letters and digits.
  static func scheme(_ entry: [UInt8]) -> String? {
    guard let colon = entry.firstIndex(of: UInt8(ascii: ":")), colon > 0 else { return nil }
    let name = String(decoding: entry[..<colon], as: UTF8.self)
    return name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) } ? name : nil
  }

  /// A plus sign separates only before another scheme: it may stand in an address.
  private static func entries(_ text: [UInt8]) -> [[UInt8]] {
    text.split { ",;| ".utf8.contains($0) }.flatMap { list in
      list.split(separator: UInt8(ascii: "+")).reduce(into: [[UInt8]]()) { entries, part in
        if let last = entries.indices.last, scheme(Array(part)) == nil {
          entries[last] += [UInt8(ascii: "+")] + part
        } else {
          entries.append(Array(part))
        }
      }
    }
  }
}

extension AddressListReader {
  /// The person whose address a text is: itself, with a name around it, or the primary one of several under schemes.
  static func person(_ text: String) -> Result<TemplateFile.Person, TemplateError> {
    let lower = text.lowercased()
    if lower.contains("proxyaddresscollection") || lower.hasPrefix("system.") || lower.hasPrefix("microsoft.exchange.")
    {
      return .failure(TemplateError("type name instead of addresses; export the addresses as text"))
    }
    if lower.contains("#ext#") { return .failure(TemplateError("guest account of another tenant")) }
    let isSchemed = lower.contains("smtp:")
    return address(Array(text.utf8), isSchemed ? .proxyAddresses : .value)
  }
}
