import CSV
import Migration
import YAML

/// Finds out what a file is before its rows are judged: kind, delimiter, header, server.
struct TableBuilder {
  let options: LintOptions
  let kinds: KindRegistry
  let servers: ServerRegistry

  func build(_ input: Input) throws -> Table {
    let document = input.document
    let server = try servers.named(options.server ?? "any")
    guard document.isText, !document.isBlank else {
      let kind = try kinds.named(options.kind ?? KindRegistry.usual)
      try kind.refuseWithoutFile()
      return Table(
        input: input, kind: kind, server: server, options: options, preamble: FilePreamble(start: document.start),
        header: nil,
        columns: [], expectedCount: 0, rowsStart: document.text.count, rowsLine: 1, isReadable: false)
    }
    let detection = try options.kind == nil ? kinds.detect(document) : nil
    let kind = try detection?.kind ?? kinds.named(options.kind!)
    try kind.refuseWithoutFile()
    let reading = kinds.reading(kind)
    let table = build(input, reading, server: server, preamble: detection?.preamble ?? FilePreamble(document, reading))
    table.kindReason = detection?.reason
    table.otherKinds = detection?.others ?? []
    if options.server == nil, let found = try ServerDetector(table: table, registry: servers).detect() {
      table.server = found.server
      table.serverReason = found.reason
    }
    table.forms = OwnSignIn.prevails(in: table) ? [] : table.server.forms
    return table
  }

  private func build(_ input: Input, _ reading: HeaderMatcher, server: Server, preamble: FilePreamble) -> Table {
    let text = input.document.text
    let kind = reading.kind
    var reader = input.document.reader(preamble.delimiter, from: preamble.start, line: preamble.line)
    guard reader.next() else {
      return Table(
        input: input, kind: kind, server: server, options: options, preamble: preamble, header: nil, columns: [],
        expectedCount: 0, rowsStart: text.count, rowsLine: preamble.line, isReadable: false)
    }
    let place = RowPlace(start: reader.start, line: reader.line, record: preamble.linesAbove.count + 1, row: nil)
    let cells = Header.marksRepeats(reading.cells(reader.fields, text))
    var header = Header(
      cells: cells, place: place, range: reader.start..<reader.end, lineEnd: reader.lineEnd, isMissing: false,
      isUnexpected: false)
    header.isBroken = header.understood == 0 && !reader.defects.isEmpty
    if kind.isPositional { return build(input, header, reader, reading, server: server, preamble: preamble) }
    let isData = TableBuilder.looksLikeData(cells) || header.understood == 0 && RowShape(kind).isRow(reader, in: text)
    header.isMissing = kind.header == .required && isData
    if isData {
      let columns = cells.indices.map { index in
        let known = index < kind.columns.count ? kind.columns[index] : nil
        return Table.Column(known: known, name: known?.name ?? "column \(index + 1)")
      }
      return Table(
        input: input, kind: kind, server: server, options: options, preamble: preamble,
        header: header.isMissing ? header : nil,
        columns: columns, expectedCount: reader.count, rowsStart: reader.start, rowsLine: reader.line)
    }
    var columns = cells.map { cell in
      let known = cell.repeats == nil ? cell.meaning.column.map { kind.columns[$0] } : nil
      return Table.Column(known: known, name: known?.name ?? cell.text)
    }
    let (count, fitting) = usualCount(input.document, preamble, header: reader)
    header.fitsRows = fitting
    while columns.count > count { columns.removeLast() }
    while columns.count < min(count, Reader.capacity) {
      columns.append(Table.Column(known: nil, name: "column \(columns.count + 1)"))
    }
    return Table(
      input: input, kind: kind, server: server, options: options, preamble: preamble, header: header, columns: columns,
      expectedCount: count, rowsStart: reader.position, rowsLine: TableBuilder.lineBehind(reader, text))
  }

  /// A file whose columns are told apart by their place.
  private func build(
    _ input: Input, _ first: Header, _ reader: Reader, _ reading: HeaderMatcher, server: Server, preamble: FilePreamble
  ) -> Table {
    let text = input.document.text
    let kind = reading.kind
    var header = first
    let shape = RowShape(kind)
    let isHeader = shape.isHeader(first, reader, in: text)
    header.isUnexpected = isHeader && kind.header == .none
    header.isMissing = !isHeader && kind.header == .required
    var rows = input.document.reader(
      preamble.rowDelimiter ?? preamble.delimiter, from: isHeader ? reader.position : reader.start)
    let count = TableBuilder.usualCount(&rows, expecting: kind.columns.count)
    header.fitsRows = !isHeader || header.cells.count == count
    let columns = (0..<min(count, Reader.capacity)).map { index in
      let known = index < kind.columns.count ? kind.columns[index] : nil
      return Table.Column(known: known, name: known?.name ?? "column \(index + 1)")
    }
    return Table(
      input: input, kind: kind, server: server, options: options, preamble: preamble,
      header: isHeader || header.isMissing ? header : nil,
      columns: columns, expectedCount: count, rowsStart: isHeader ? reader.position : reader.start,
      rowsLine: isHeader ? TableBuilder.lineBehind(reader, text) : reader.line)
  }

  /// The line on which the record behind this one begins.
  private static func lineBehind(_ reader: Reader, _ text: UnsafeRawBufferPointer) -> Int {
    reader.line + 1 + text[reader.start..<reader.end].count { $0 == 0x0A }
  }

  /// How many values the rows have: as many as the kind has columns, unless nine in ten of the first rows agree on
  /// another number.
  private static func usualCount(_ rows: inout Reader, expecting count: Int) -> Int {
    let counts = RowShape.counts(&rows)
    let total = counts.values.reduce(0, +)
    let other = counts.first {
      $0.key != count && $0.key > 1 && $0.value * 10 >= total * 9 && total >= FileStatistics.enough
    }
    return other?.key ?? count
  }

  /// How many values the rows have: the header's number, unless nine in ten of the first rows agree on another; and
  /// whether they fit the header.
  private func usualCount(_ document: Document, _ preamble: FilePreamble, header: Reader) -> (
    count: Int, fitsHeader: Bool
  ) {
    var reader = document.reader(preamble.rowDelimiter ?? preamble.delimiter, from: header.position)
    reader.expectedCount = header.count
    let counts = RowShape.counts(&reader)
    let rows = counts.values.reduce(0, +)
    let trailing = header.fields.reversed().prefix { $0.count == 0 }.count
    for (count, rowsOfIt) in counts where count != header.count && count > 1 && rowsOfIt * 10 >= rows * 9 {
      if rows >= FileStatistics.enough || (trailing > 0 && count == header.count - trailing) {
        return (count, count == header.count - trailing)
      }
    }
    return (header.count, counts[header.count, default: 0] * 2 >= rows)
  }

  /// The first row holds an address where a cell would stand, and at most one word that might be one.
  static func looksLikeData(_ cells: [Header.Cell]) -> Bool {
    let isOneExact = cells.contains { $0.meaning.isByName }
    guard cells.count(where: { $0.meaning.column != nil }) < 2, !isOneExact else { return false }
    return cells.contains { cell in
      var text = cell.text
      while text.first == " " || text.first == "\t" { text.removeFirst() }
      while text.last == " " || text.last == "\t" { text.removeLast() }
      return text.withUTF8 { bytes in
        bytes.contains(UInt8(ascii: "@"))
          && ((try? Address.parse(bytes).get()) != nil || Address.undecorated(bytes) != nil)
      }
    }
  }
}

extension FilePreamble {
  /// Nothing is known of a file that is not read.
  init(start: Int) { self.start = start }
}
