import CSV
import Migration
import Settings

/// Finds out what a file is before its rows are judged: kind, delimiter, header, server.
struct TableBuilder {
  let options: LintOptions
  let kinds: KindShelf

  func build(_ input: Input) throws -> Table {
    let document = input.document
    let server = try ServerShelf(options).named(options.server ?? "any")
    guard FileNotCSV.isText(document), !FileEmpty.isEmpty(document) else {
      let kind = try kinds.named(options.kind ?? KindShelf.usual)
      return Table(
        input: input, kind: kind, server: server, options: options, prelude: Prelude(start: document.start), header: nil,
        columns: [], expectedCount: 0, rowsStart: document.text.count, rowsLine: 1, isReadable: false)
    }
    let kind = try options.kind.map(kinds.named) ?? kinds.detected(document)
    let prelude = Prelude(document, kind: kind)
    let table = try build(input, kind: kind, server: server, prelude: prelude)
    if options.server == nil, let found = try ServerDetector(table: table, shelf: ServerShelf(options)).detect() {
      table.server = found.server
      table.serverReason = found.reason
    }
    table.forms = OwnSignIn.prevails(in: table) ? [] : table.server.forms
    return table
  }

  private func build(_ input: Input, kind: Kind, server: Server, prelude: Prelude) throws -> Table {
    let text = input.document.text
    var reader = Reader(text, delimiter: prelude.delimiter, from: prelude.start, line: prelude.line)
    guard reader.next() else {
      return Table(
        input: input, kind: kind, server: server, options: options, prelude: prelude, header: nil, columns: [],
        expectedCount: 0, rowsStart: text.count, rowsLine: prelude.line, isReadable: false)
    }
    let place = RowPlace(start: reader.start, line: reader.line, record: 1, row: nil)
    var headings = reader.fields.map { field in
      let text = String(decoding: text[field.value], as: UTF8.self)
      return Header.Heading(text: text, range: field.value, meaning: Header.meaning(of: text, in: kind))
    }
    headings = Header.marksRepeats(headings)
    var header = Header(headings: headings, place: place, range: reader.start..<reader.end, lineEnd: reader.lineEnd, isMissing: false, isUnexpected: false)
    header.isBroken = header.understood == 0 && !reader.defects.isEmpty
    let isData = TableBuilder.looksLikeData(headings)
    switch kind.header {
    case .required: header.isMissing = isData
    case .none: header.isUnexpected = header.understood > 0 && header.understood * 2 >= headings.count
    case .optional: break
    }
    let isFirstRowData = header.isMissing || (kind.header == .none && !header.isUnexpected) || (kind.header == .optional && isData)
    if isFirstRowData {
      let columns = headings.indices.map { index in
        let known = index < kind.columns.count ? kind.columns[index] : nil
        return Table.Column(known: known, name: known?.name ?? "column \(index + 1)")
      }
      return Table(
        input: input, kind: kind, server: server, options: options, prelude: prelude, header: header.isMissing ? header : nil,
        columns: columns, expectedCount: reader.count, rowsStart: reader.start, rowsLine: reader.line)
    }
    var columns = headings.map { heading in
      let known = heading.repeats == nil ? heading.meaning.column.map { kind.columns[$0] } : nil
      return Table.Column(known: known, name: known?.name ?? heading.text)
    }
    let breaks = text[reader.start..<reader.end].count { $0 == 0x0A }
    let count = usualCount(input.document, prelude, header: reader)
    while columns.count > count { columns.removeLast() }
    while columns.count < min(count, Reader.capacity) { columns.append(Table.Column(known: nil, name: "column \(columns.count + 1)")) }
    return Table(
      input: input, kind: kind, server: server, options: options, prelude: prelude, header: header, columns: columns,
      expectedCount: count, rowsStart: reader.position, rowsLine: reader.line + 1 + breaks)
  }

  /// How many values the rows have: the header's number, unless nine in ten of the first rows agree on another.
  private func usualCount(_ document: Document, _ prelude: Prelude, header: Reader) -> Int {
    var reader = Reader(document.text, delimiter: prelude.rowDelimiter ?? prelude.delimiter, from: header.position)
    reader.expectedCount = header.count
    var counts: [Int: Int] = [:]
    var rows = 0
    while rows < 50, reader.next() {
      guard !reader.isBlank, reader.facts.isDisjoint(with: .quoteDefect) else { continue }
      rows += 1
      counts[reader.count, default: 0] += 1
    }
    let trailing = header.fields.reversed().prefix { $0.count == 0 }.count
    for (count, rowsOfIt) in counts where count != header.count && count > 1 && rowsOfIt * 10 >= rows * 9 {
      if rows >= Tallies.enough || (trailing > 0 && count == header.count - trailing) { return count }
    }
    return header.count
  }

  /// The first row holds an address where a heading would stand, and at most one word that might be one.
  private static func looksLikeData(_ headings: [Header.Heading]) -> Bool {
    let isOneExact = headings.contains { $0.meaning.isByName }
    guard headings.count(where: { $0.meaning.column != nil }) < 2, !isOneExact else { return false }
    return headings.contains { heading in
      var text = heading.text
      return text.withUTF8 { bytes in
        bytes.contains(UInt8(ascii: "@")) && ((try? Address.parse(bytes).get()) != nil || Address.undecorated(bytes) != nil)
      }
    }
  }
}

extension Prelude {
  /// Nothing is known of a file that is not read.
  init(start: Int) { self.start = start }
}

/// The kinds at hand: the program's and the user's.
struct KindShelf {
  static let usual = "imap"
  private let own: [Kind]

  init(_ options: LintOptions) { own = options.ownKinds }

  func named(_ name: String) throws -> Kind {
    if let kind = own.first(where: { $0.name == name }) { return kind }
    if let kind = try Kind.builtIn(name) { return kind }
    throw UnknownName(what: "kind", name: name, known: own.map(\.name) + Kind.builtInNames)
  }

  /// The kind whose columns the header names best; `imap` where nothing speaks against it.
  func detected(_ document: Document) throws -> Kind {
    let usual = try named(KindShelf.usual)
    guard !own.isEmpty else { return usual }
    func score(_ kind: Kind) -> Int {
      let prelude = Prelude(document, kind: kind)
      var reader = Reader(document.text, delimiter: prelude.delimiter, from: prelude.start)
      guard kind.header != .none, reader.next() else { return 0 }
      let meanings = reader.fields.map { Header.meaning(of: String(decoding: document.text[$0.value], as: UTF8.self), in: kind) }
      return meanings.reduce(0) { sum, meaning in
        switch meaning {
        case .exact: sum + 3
        case .unknown, .unnamed: sum - 2
        default: sum + 1
        }
      }
    }
    let best = own.map { ($0, score($0)) }.max { $0.1 < $1.1 }!
    return best.1 > max(score(usual), 0) ? best.0 : usual
  }
}

/// A name that nothing has, with the nearest that something does.
public struct UnknownName: Error, CustomStringConvertible {
  public var what: String
  public var name: String
  public var known: [String]
  /// Where all of them can be read, if they are too many to name.
  public var list: String?

  public init(what: String, name: String, known: [String], list: String? = nil) {
    self.list = list
    self.what = what
    self.name = name
    self.known = known
  }

  public var description: String {
    let hint = nearest(to: name, among: known).map { " Did you mean \($0)?" } ?? ""
    return "there is no \(what) \(name).\(hint) " + (list ?? "Known: \(known.joined(separator: ", "))")
  }
}
