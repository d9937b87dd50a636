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
    let reading = kinds.reading(try options.kind.map(kinds.named) ?? kinds.detected(document))
    let table = build(input, reading, server: server, prelude: Prelude(document, reading))
    if options.server == nil, let found = try ServerDetector(table: table, shelf: ServerShelf(options)).detect() {
      table.server = found.server
      table.serverReason = found.reason
    }
    table.forms = OwnSignIn.prevails(in: table) ? [] : table.server.forms
    return table
  }

  private func build(_ input: Input, _ reading: HeadingReader, server: Server, prelude: Prelude) -> Table {
    let text = input.document.text
    let kind = reading.kind
    var reader = input.document.reader(prelude.delimiter, from: prelude.start, line: prelude.line)
    guard reader.next() else {
      return Table(
        input: input, kind: kind, server: server, options: options, prelude: prelude, header: nil, columns: [],
        expectedCount: 0, rowsStart: text.count, rowsLine: prelude.line, isReadable: false)
    }
    let place = RowPlace(start: reader.start, line: reader.line, record: 1, row: nil)
    let headings = Header.marksRepeats(reading.headings(reader.fields, text))
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
    let (count, fitting) = usualCount(input.document, prelude, header: reader)
    header.fitsRows = fitting
    while columns.count > count { columns.removeLast() }
    while columns.count < min(count, Reader.capacity) { columns.append(Table.Column(known: nil, name: "column \(columns.count + 1)")) }
    return Table(
      input: input, kind: kind, server: server, options: options, prelude: prelude, header: header, columns: columns,
      expectedCount: count, rowsStart: reader.position, rowsLine: reader.line + 1 + breaks)
  }

  /// How many values the rows have: the header's number, unless nine in ten of the first rows agree on another; and
  /// whether they fit the header.
  private func usualCount(_ document: Document, _ prelude: Prelude, header: Reader) -> (count: Int, fitsHeader: Bool) {
    var reader = document.reader(prelude.rowDelimiter ?? prelude.delimiter, from: header.position)
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
      if rows >= Tallies.enough || (trailing > 0 && count == header.count - trailing) { return (count, count == header.count - trailing) }
    }
    return (header.count, counts[header.count, default: 0] * 2 >= rows)
  }

  /// The first row holds an address where a heading would stand, and at most one word that might be one.
  private static func looksLikeData(_ headings: [Header.Heading]) -> Bool {
    let isOneExact = headings.contains { $0.meaning.isByName }
    guard headings.count(where: { $0.meaning.column != nil }) < 2, !isOneExact else { return false }
    return headings.contains { heading in
      var text = heading.text
      while text.first == " " || text.first == "\t" { text.removeFirst() }
      while text.last == " " || text.last == "\t" { text.removeLast() }
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
