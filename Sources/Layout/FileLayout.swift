import CSV
import Migration

/// What a file is: its dialect, kind and server, its header row, its columns and their roles, and where its rows begin.
///
/// It is worked out once, before anything is judged, quoted or fixed, and does not change afterwards.
package final class FileLayout {
  /// A column of the file.
  package struct Column: Sendable {
    /// The kind's column that it is; nil for one that the kind does not know.
    package var known: Kind.Column?
    package var role: Kind.ColumnRole? { known?.role }
    /// Its values are never shown: it contains secrets, or nothing is known of its values.
    package var isSecret: Bool { known == nil || known?.role == .password }
    /// The name as the kind writes it, else as the file does.
    package var name: String

    package init(known: Kind.Column?, name: String) {
      self.known = known
      self.name = name
    }
  }

  package let document: Document
  package let kind: Kind
  /// Why this kind was chosen; nil where the user named it.
  package let kindReason: String?
  /// Other kinds, by name, that the file fits as well as this one.
  package let otherKinds: [String]
  package let preamble: FilePreamble
  /// The first record where it is a header row, or where one is missing that the kind requires.
  package let header: Header?
  package let columns: [Column]
  /// How many values a row should have.
  package let expectedCount: Int
  /// Byte offset and line of the first record below the header row.
  package let rowsStart: Int
  package let rowsLine: Int
  /// The byte offset behind the last row's line end.
  package let rowsEnd: Int
  /// The bytes are text with at least one record that can be judged.
  package let isReadable: Bool
  /// The two columns whose headers are above each other's values.
  package let swapped: SwappedColumns?
  /// What the file is beyond its kind: where the table is, what is around its rows, what its values are.
  package let evidence: TableEvidence

  package let server: Server
  /// Why this server was chosen; nil where the user named it.
  package let serverReason: String?
  /// The forms that the sign-in names are judged by: the server's, unless most rows are the users' own sign-in.
  package let forms: [SignInForm]
  /// The sign-in names contain an admin's name: the passwords are the admin's.
  package let hasAdminSignIn: Bool

  /// The first column of each role, from 0.
  package let addressColumn: Int?
  package let signInColumn: Int?
  package let passwordColumn: Int?
  package let rootColumn: Int?

  /// The delimiter that the rows use.
  package let rowDelimiter: UInt8
  /// The text's bytes.
  package let base: UnsafePointer<UInt8>

  init(
    _ shape: TableShape, kind detected: KindDetector.Detection, server chosen: ServerChoice, of document: Document,
    _ evidence: TableEvidence
  ) {
    self.document = document
    kind = detected.kind
    kindReason = detected.reason
    otherKinds = detected.others
    preamble = detected.preamble
    header = shape.header
    columns = shape.columns
    expectedCount = shape.expectedCount
    rowsStart = shape.rowsStart
    rowsLine = shape.rowsLine
    self.evidence = evidence
    swapped = shape.swapped
    rowsEnd = max(evidence.bounds.end, shape.rowsStart)
    isReadable = shape.isReadable && evidence.framing == nil && evidence.accountList == nil
    (server, serverReason, forms) = (chosen.server, chosen.reason, chosen.forms)
    addressColumn = shape.first(.address)
    signInColumn = shape.first(.signInName)
    passwordColumn = shape.first(.password)
    rootColumn = shape.first(.root)
    hasAdminSignIn =
      kind.columns.contains { $0.role == .signInName }
      && (chosen.isAdminNamed
        || (server.access == .byRoot ? rootColumn != nil : forms.contains(where: \.hasAdminAndUser)))
    rowDelimiter = preamble.rowDelimiter ?? preamble.delimiter
    base = document.base
  }
}

extension FileLayout {
  // MARK: Reading records

  /// A reader of the rows, or of the rows from a record on.
  ///
  /// - Parameters:
  ///   - offset: the byte offset of a row; nil begins with the first one.
  ///   - line: the line on which this row begins, where line numbers matter.
  ///   - end: the byte offset at which to stop; nil reads to the end of the table.
  package func rowReader(from offset: Int? = nil, line: Int = 1, upTo end: Int? = nil) -> Reader {
    var reader = document.reader(
      rowDelimiter, from: offset ?? rowsStart, line: offset == nil ? rowsLine : line,
      upTo: end ?? rowsEnd)
    reader.expectedCount = expectedCount
    return reader
  }

  /// A reader of the header row, or of another record above the rows.
  ///
  /// - Parameter offset: the byte offset of the record; nil begins with the header row.
  package func headerReader(from offset: Int? = nil) -> Reader {
    let place = header?.place ?? .file
    var reader = document.reader(
      preamble.delimiter, from: max(offset ?? place.start, document.start), line: offset == nil ? place.line : 1)
    reader.expectedCount = header?.cells.count
    return reader
  }

  /// A reader of the record at a place: with the header's delimiter above the rows.
  package func reader(at place: RowPlace) -> Reader {
    isAboveRows(place) ? headerReader(from: place.start) : rowReader(from: max(place.start, document.start))
  }

  /// The place is the header row's or that of a line above it.
  package func isAboveRows(_ place: RowPlace) -> Bool { place.row == nil && place.start < rowsStart }

  // MARK: Text

  /// The bytes of a part of the text.
  package func bytes(_ range: Range<Int>) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: base + range.lowerBound, count: range.count)
  }

  /// A part of the text that is no secret.
  package func text(_ range: Range<Int>) -> String { String(decoding: bytes(range), as: UTF8.self) }

  /// The meaning of a value: without its quotes, doubled quotes made single, no space trimmed.
  package func content(_ field: Field) -> [UInt8] {
    let bytes = bytes(field.value)
    guard field.flags.contains(.doubledQuote) else { return Array(bytes) }
    var content: [UInt8] = []
    content.reserveCapacity(bytes.count)
    var isSecond = false
    for byte in bytes {
      isSecond = byte == UInt8(ascii: "\"") && !isSecond && content.last == UInt8(ascii: "\"")
      if !isSecond { content.append(byte) }
    }
    return content
  }

  /// What two values have in common that count as the same.
  package func key(_ range: Range<Int>, _ uniqueness: Kind.Uniqueness) -> String {
    let text = text(range)
    return uniqueness == .caseSensitive ? text : text.lowercased()
  }

  /// The parts of a sign-in name by the first form that it has; nil where it has none.
  package func signInName(_ range: Range<Int>) -> SignInName? {
    let bytes = bytes(range)
    guard !forms.isEmpty else { return SignInName(own: bytes) }
    for form in forms {
      if let signInName = form.match(bytes) { return signInName }
    }
    return nil
  }

  // MARK: Columns

  /// The header row has nameless columns at its end that the rows do not have.
  package var endsInUnnamedColumns: Bool {
    guard let header, header.cells.count > expectedCount else { return false }
    return header.cells[expectedCount...].allSatisfy { $0.meaning == .unnamed }
  }

  /// Those of some columns in which no row has a value.
  package func emptyColumns(among columns: some Sequence<Int>) -> Set<Int> {
    var empty = Set(columns)
    var reader = rowReader()
    while !empty.isEmpty, reader.next() {
      empty = empty.filter { $0 >= reader.fields.count || reader.fields[$0].count == 0 }
    }
    return empty
  }

  /// The column that a byte offset of a row is in.
  package func column(at offset: Int, in place: RowPlace) -> Int? {
    var reader = rowReader(from: place.start)
    return reader.next() ? reader.fields.firstIndex { $0.whole.contains(offset) } : nil
  }
}

/// Where a file's header row and rows are, and what its columns are.
struct TableShape {
  var header: Header?
  var columns: [FileLayout.Column] = []
  var expectedCount = 0
  var rowsStart: Int
  var rowsLine = 1
  var isReadable = true

  /// A file that is not read.
  static func unreadable(endingAt end: Int, line: Int = 1) -> TableShape {
    TableShape(header: nil, rowsStart: end, rowsLine: line, isReadable: false)
  }

  /// The rows have more values than the header row has names: which name is whose must be found by content.
  var isWiderThanHeader: Bool { header.map { !$0.fitsRows && expectedCount > $0.cells.count } ?? false }

  /// The two columns whose headers are above each other's values.
  var swapped: SwappedColumns?

  func first(_ role: Kind.ColumnRole) -> Int? { columns.firstIndex { $0.role == role } }
}

/// The server whose sign-in names a file contains.
struct ServerChoice {
  var server: Server
  var reason: String?
  var forms: [SignInForm]
  /// The user named the admin.
  var isAdminNamed: Bool
}

/// Two columns, from 0, whose headers are above each other's values.
package struct SwappedColumns: Sendable, Equatable {
  package var first: Int
  package var second: Int
}
