import CSV
import Migration

/// What the user said of a file's layout, on the command line or in the configuration.
package struct LayoutOptions: Sendable {
  /// A kind's name; nil detects the kind.
  package var kind: String?
  /// A server's name; nil detects the server.
  package var server: String?
  /// The admin account whose credentials open the mailboxes.
  package var admin: String?
  /// The user's own kinds and servers.
  package var ownKinds: [Kind] = []
  package var ownServers: [Server] = []

  package init() {}
}

/// Works out what files are before their rows are judged: kind, delimiter, header row, columns, server.
package struct LayoutBuilder {
  private let options: LayoutOptions
  let kinds: KindRegistry
  private let servers: ServerRegistry

  package init(_ options: LayoutOptions) {
    self.options = options
    kinds = KindRegistry(options.ownKinds)
    servers = ServerRegistry(options.ownServers)
  }

  /// The layout of a file.
  ///
  /// - Throws: ``UnknownName`` for a kind or server that does not exist, errors of their files, and the kind's own
  ///   error where the service reads no file of this kind.
  package func layout(of document: Document) throws -> FileLayout { try layout(of: document, depth: 0) }

  /// - Parameter depth: how many framings were taken off the rows already.
  private func layout(of document: Document, depth: Int) throws -> FileLayout {
    let server = try servers.named(options.server ?? "any")
    let isText = document.isText && !document.isBlank
    var evidence = TableEvidence.none(document)
    if isText {
      let expected = try kinds.matcher(kinds.named(options.kind ?? KindRegistry.usual))
      evidence = self.evidence(of: document, expected) { kinds.vocabulary }
    }
    if depth == LayoutBuilder.mostFramings { evidence.framing = nil }
    if let framing = evidence.framing { return try framed(document, framing, evidence, depth: depth) }
    var detection = try kindDetection(of: document, evidence.bounds)
    try detection.kind.refuseWithoutFile()
    var shape =
      isText
      ? ShapeFinder(document: document, matcher: kinds.matcher(detection.kind), preamble: detection.preamble).shape()
      : .unreadable(endingAt: document.text.count)
    if shape.isReadable { shape.swapColumns(document, detection.preamble) }
    if shape.isReadable, options.kind == nil {
      evidence.accountList = accountList(document, shape, detection.kind, evidence)
      if evidence.accountList != nil { detection.preamble = FilePreamble(start: detection.preamble.start) }
    }
    if shape.isReadable, shape.header?.isMissing ?? true || shape.isWiderThanHeader {
      let delimiter = detection.preamble.rowDelimiter ?? detection.preamble.delimiter
      evidence.roles = RoleInference(
        RowSample(document.reader(delimiter, from: shape.rowsStart), upTo: max(evidence.bounds.end, shape.rowsStart)))
      if shape.header != nil { shape.identifyColumns(by: evidence.roles, of: detection.kind) }
    }
    let (found, detected, known) = (shape, detection, evidence)
    func layout(_ server: Server, _ reason: String?, _ forms: [SignInForm]) -> FileLayout {
      let choice = ServerChoice(
        server: server, reason: reason, forms: forms, isAdminNamed: options.admin != nil)
      return FileLayout(found, kind: detected, server: choice, of: document, known)
    }
    let first = layout(server, nil, server.forms)
    guard shape.isReadable else { return first }
    let chosen = try options.server == nil ? ServerDetector(layout: first, registry: servers).detect() : nil
    let second = chosen.map { layout($0.server, $0.reason, $0.server.forms) } ?? first
    guard options.admin == nil, OwnSignIn.prevails(in: second) else { return second }
    return layout(second.server, second.serverReason, [])
  }

  /// No more framings than this are taken off rows.
  private static let mostFramings = 3

  /// The layout of a file whose rows have something around them: its kind is that of the rows without it, and
  /// nothing else of it is judged.
  private func framed(_ document: Document, _ framing: RowFraming, _ evidence: TableEvidence, depth: Int) throws
    -> FileLayout
  {
    let inner = Document(copying: framing.removed(from: document.text, evidence.bounds), encoding: nil)
    let within = try layout(of: inner, depth: depth + 1)
    var known = evidence
    known.accountList = within.evidence.accountList
    let detection = KindDetector.Detection(
      kind: within.kind, preamble: FilePreamble(start: evidence.bounds.start), reason: within.kindReason,
      others: within.otherKinds)
    let choice = ServerChoice(
      server: within.server, reason: within.serverReason, forms: within.forms, isAdminNamed: options.admin != nil)
    return FileLayout(.unreadable(endingAt: document.text.count), kind: detection, server: choice, of: document, known)
  }

  private func kindDetection(of document: Document, _ bounds: TableBounds) throws -> KindDetector.Detection {
    guard document.isText, !document.isBlank else {
      return KindDetector.Detection(
        kind: try kinds.named(options.kind ?? KindRegistry.usual), preamble: FilePreamble(start: document.start))
    }
    guard let name = options.kind else { return try kinds.detect(document, bounds) }
    let kind = try kinds.named(name)
    return KindDetector.Detection(kind: kind, preamble: FilePreamble(document, kinds.matcher(kind), bounds))
  }

  /// The first row contains an address where a cell would be, and at most one word that might be a header.
  static func isData(_ cells: [Header.Cell]) -> Bool {
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

  /// So many rows are enough to follow what most of them do.
  package static let enoughRows = 5
}

/// Finds the header row, the columns and the rows of a file of a known kind.
private struct ShapeFinder {
  let document: Document
  let matcher: HeaderMatcher
  let preamble: FilePreamble
  private var kind: Kind { matcher.kind }
  private var rowDelimiter: UInt8 { preamble.rowDelimiter ?? preamble.delimiter }

  init(document: Document, matcher: HeaderMatcher, preamble: FilePreamble) {
    (self.document, self.matcher, self.preamble) = (document, matcher, preamble)
  }

  func shape() -> TableShape {
    var reader = document.reader(preamble.delimiter, from: preamble.start, line: preamble.line)
    guard reader.next() else { return .unreadable(endingAt: document.text.count, line: preamble.line) }
    let place = RowPlace(start: reader.start, line: reader.line, record: preamble.linesAbove.count + 1, row: nil)
    let cells = Header.marksRepeats(matcher.cells(reader.fields, document.text))
    var header = Header(
      cells: cells, place: place, range: reader.start..<reader.end, lineEnd: reader.lineEnd, isMissing: false,
      isUnexpected: false)
    header.isBroken = header.understood == 0 && !reader.defects.isEmpty
    if kind.isPositional { return positional(header, reader) }
    let isData =
      LayoutBuilder.isData(cells)
      || header.understood == 0 && (RowShape(kind).isRow(reader, in: document.text) || isLikeRowsBelow(reader))
    header.isMissing = kind.header == .required && isData
    if isData {
      return TableShape(
        header: header.isMissing ? header : nil, columns: cells.indices.map(columnByPlace),
        expectedCount: reader.count, rowsStart: reader.start, rowsLine: reader.line)
    }
    var columns = cells.map { cell in
      let known = cell.repeats == nil ? cell.meaning.column.map { kind.columns[$0] } : nil
      return FileLayout.Column(known: known, name: known?.name ?? cell.text)
    }
    let (count, fitting) = usualCount(header: reader)
    header.fitsRows = fitting
    while columns.count > count { columns.removeLast() }
    while columns.count < min(count, Reader.capacity) {
      columns.append(FileLayout.Column(known: nil, name: "column \(columns.count + 1)"))
    }
    let (start, line) = rowsPlace(behind: reader)
    return TableShape(header: header, columns: columns, expectedCount: count, rowsStart: start, rowsLine: line)
  }

  /// A value of the first row is what no column name is, such as a domain or a date, and so are all below it.
  private func isLikeRowsBelow(_ first: Reader) -> Bool {
    var rows = document.reader(rowDelimiter, from: first.start)
    rows.expectedCount = first.count
    let sample = RowSample(rows, rows: 50, spread: 0)
    guard sample.rows.count >= 3, sample.counts.count == 1 else { return false }
    let classes: [ValueClasses] = [.domain, .date, .guid, .url, .hash]
    return sample.profiles().contains { profile in
      profile.filled == profile.count && classes.contains { profile.share(of: $0) == 1 }
    }
  }

  /// A file whose columns are identified by position.
  private func positional(_ first: Header, _ reader: Reader) -> TableShape {
    var header = first
    let isHeader = RowShape(kind).isHeader(first, reader, in: document.text)
    header.isUnexpected = isHeader && kind.header == .none
    header.isMissing = !isHeader && kind.header == .required
    var rows = document.reader(rowDelimiter, from: isHeader ? reader.position : reader.start)
    let count = ShapeFinder.usualCount(&rows, expecting: kind.columns.count)
    header.fitsRows = !isHeader || header.cells.count == count
    return TableShape(
      header: isHeader || header.isMissing ? header : nil,
      columns: (0..<min(count, Reader.capacity)).map(columnByPlace), expectedCount: count,
      rowsStart: isHeader ? reader.position : reader.start, rowsLine: isHeader ? lineAfter(reader) : reader.line)
  }

  /// Where the rows begin: below the header row, and below a line that only underlines it.
  private func rowsPlace(behind header: Reader) -> (offset: Int, line: Int) {
    let line = lineAfter(header)
    guard let ruler = preamble.ruler, ruler.range.lowerBound == header.position else { return (header.position, line) }
    return (FilePreamble.endOfLine(document.text, ruler.range.upperBound), line + 1)
  }

  private func columnByPlace(_ index: Int) -> FileLayout.Column {
    let known = index < kind.columns.count ? kind.columns[index] : nil
    return FileLayout.Column(known: known, name: known?.name ?? "column \(index + 1)")
  }

  /// The line on which the next record begins.
  private func lineAfter(_ reader: Reader) -> Int {
    reader.line + 1 + document.text[reader.start..<reader.end].count { $0 == 0x0A }
  }

  /// How many values the rows have: as many as the kind has columns, unless nine in ten of the first rows agree on
  /// another number.
  private static func usualCount(_ rows: inout Reader, expecting count: Int) -> Int {
    let counts = RowShape.counts(&rows)
    let total = counts.values.reduce(0, +)
    let other = counts.first {
      $0.key != count && $0.key > 1 && $0.value * 10 >= total * 9 && total >= LayoutBuilder.enoughRows
    }
    return other?.key ?? count
  }

  /// The number of values that nine in ten of the first rows have, two at least, where all beyond the header's number
  /// are empty; nil where there is none.
  private func emptyExtras(behind header: Reader) -> Int? {
    var reader = document.reader(rowDelimiter, from: header.position)
    reader.expectedCount = header.count
    var (rows, counts) = (0, [Int: Int]())
    while rows < 50, reader.next() {
      if reader.isBlank { continue }
      rows += 1
      let isEmpty = reader.fields.dropFirst(header.count).allSatisfy { $0.flags.contains(.empty) && $0.count == 0 }
      if reader.count > header.count, isEmpty { counts[reader.count, default: 0] += 1 }
    }
    return counts.first { $0.value >= 2 && $0.value * 10 >= rows * 9 }?.key
  }

  /// How many values the rows have: the header's number, unless nine in ten of the first rows agree on another; and
  /// whether they fit the header.
  private func usualCount(header: Reader) -> (count: Int, fitsHeader: Bool) {
    var reader = document.reader(rowDelimiter, from: header.position)
    reader.expectedCount = header.count
    let counts = RowShape.counts(&reader)
    let rows = counts.values.reduce(0, +)
    let trailing = header.fields.reversed().prefix { $0.count == 0 }.count
    for (count, rowsOfIt) in counts where count != header.count && count > 1 && rowsOfIt * 10 >= rows * 9 {
      if rows >= LayoutBuilder.enoughRows || (trailing > 0 && count == header.count - trailing) {
        return (count, count == header.count - trailing)
      }
    }
    if let count = emptyExtras(behind: header) { return (count, true) }
    return (header.count, counts[header.count, default: 0] * 2 >= rows)
  }
}
