import CSV
import Migration

/// A file as the rules see it: what it is, its columns, and where its rows begin.
public final class Table {
  /// A column of the file.
  public struct Column: Sendable {
    /// The kind's column that it is; nil for one that the kind does not know.
    public var known: Kind.Column?
    public var role: Kind.ColumnRole? { known?.role }
    /// Its values are never shown: it holds secrets, or nobody knows what it holds.
    public var isSecret: Bool { known == nil || known?.role == .password }
    /// The cell as the kind writes it, else as the file does.
    public var name: String
  }

  public let input: Input
  public var document: Document { input.document }
  public let kind: Kind
  public let options: LintOptions
  public let preamble: FilePreamble
  public let header: Header?
  public let columns: [Column]
  /// How many values a row should have.
  public let expectedCount: Int
  /// Byte offset and line of the first record behind the header.
  public let rowsStart: Int
  public let rowsLine: Int
  public internal(set) var server: Server
  /// The forms that the signInNames are judged by: the server's, unless most rows are the users' own sign-in.
  public internal(set) var forms: [SignInForm] = []
  /// Why this server was taken, for the collector; nil where the user named it.
  public internal(set) var serverReason: String?
  /// Why this kind was taken, for the collector; nil where the user named it.
  public internal(set) var kindReason: String?
  /// Other kinds, by name, that the cells fit as well as they do this one's.
  public internal(set) var otherKinds: [String] = []
  /// The regular expressions of the kind's columns.
  let patterns = RegexCache()
  /// Whether the bytes are text with at least one record.
  public let isReadable: Bool
  /// The data rows read so far.
  public internal(set) var rowCount = 0

  public let addressColumn: Int?
  public let signInColumn: Int?
  public let passwordColumn: Int?
  public let rootColumn: Int?

  /// What the scanner has counted.
  public internal(set) var statistics = FileStatistics()
  package var rowIndex = RowIndex()

  init(
    input: Input, kind: Kind, server: Server, options: LintOptions, preamble: FilePreamble, header: Header?,
    columns: [Column], expectedCount: Int, rowsStart: Int, rowsLine: Int, isReadable: Bool = true
  ) {
    self.input = input
    self.kind = kind
    self.server = server
    self.options = options
    self.preamble = preamble
    self.header = header
    self.columns = columns
    self.expectedCount = expectedCount
    self.rowsStart = rowsStart
    self.rowsLine = rowsLine
    self.isReadable = isReadable
    func first(_ holding: Kind.ColumnRole) -> Int? { columns.firstIndex { $0.role == holding } }
    addressColumn = first(.address)
    signInColumn = first(.signInName)
    passwordColumn = first(.password)
    rootColumn = first(.root)
  }

  /// The same table from another row on, with nothing counted yet.
  func shard(from offset: Int) -> Table {
    let shard = Table(
      input: input, kind: kind, server: server, options: options, preamble: preamble, header: nil, columns: columns,
      expectedCount: expectedCount, rowsStart: offset, rowsLine: 1)
    shard.serverReason = serverReason
    shard.kindReason = kindReason
    shard.otherKinds = otherKinds
    shard.forms = forms
    return shard
  }

  /// Forgets the rows read so far.
  func forgetRows() {
    rowCount = 0
    rowIndex = RowIndex()
  }

  /// Takes what was counted in a later part.
  func append(_ shard: Table, shifted shift: RowShift) {
    rowCount += shard.rowCount
    rowIndex.append(shard.rowIndex, shifted: shift)
    statistics.append(shard.statistics, shifted: shift, base: base)
  }

  /// The header has nameless columns at its end that the rows do not have.
  var endsInUnnamedColumns: Bool {
    guard let header, header.cells.count > expectedCount else { return false }
    return header.cells[expectedCount...].allSatisfy { $0.meaning == .unnamed }
  }

  /// Those of some columns in which no row has a value.
  func emptyColumns(among columns: some Sequence<Int>) -> Set<Int> {
    var empty = Set(columns)
    var reader = document.reader(rowDelimiter, from: rowsStart)
    reader.expectedCount = expectedCount
    while !empty.isEmpty, reader.next() {
      empty = empty.filter { $0 >= reader.fields.count || reader.fields[$0].count == 0 }
    }
    return empty
  }

  /// The row that a byte offset is in, among those read so far; the header or the file before them.
  func place(containing offset: Int) -> RowPlace {
    if let row = rowIndex.row(containing: offset) { return rowIndex.place(ofRow: row) }
    if let header, header.range.contains(offset) { return header.place }
    return .file
  }

  /// The column that a byte offset of a row is in.
  func column(at offset: Int, in place: RowPlace) -> Int? {
    var reader = document.reader(rowDelimiter, from: place.start)
    reader.expectedCount = expectedCount
    return reader.next() ? reader.fields.firstIndex { $0.whole.contains(offset) } : nil
  }

  /// The text's bytes.
  @inline(__always)
  var base: UnsafePointer<UInt8> { document.text.baseAddress!.assumingMemoryBound(to: UInt8.self) }

  /// The delimiter that the rows really use.
  var rowDelimiter: UInt8 { preamble.rowDelimiter ?? preamble.delimiter }

  /// The bytes of a part of the text.
  public func bytes(_ range: Range<Int>) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: base + range.lowerBound, count: range.count)
  }

  /// The text at some place, for messages about what is no secret.
  func text(_ range: Range<Int>) -> String { String(decoding: bytes(range), as: UTF8.self) }

  /// The signInNames carry an admin's name: the passwords are the admin's.
  public var hasAdminSignIn: Bool {
    guard kind.columns.contains(where: { $0.role == .signInName }) else { return false }
    if options.admin != nil { return true }
    return server.access == .byRoot ? rootColumn != nil : forms.contains(where: \.hasAdminAndUser)
  }

  /// Takes a signInName apart by the first form that it has; nil where it has none.
  public func signInName(_ range: Range<Int>) -> SignInName? {
    let bytes = bytes(range)
    guard !forms.isEmpty else { return SignInName(own: bytes) }
    for form in forms {
      if let signInName = form.match(bytes) { return signInName }
    }
    return nil
  }
}

/// Where the data rows begin: byte offsets by row, and the lines where they are not one a row.
package struct RowIndex {
  private var starts: [Int] = []
  /// From these rows on, the line is the row's index plus `shift`.
  private var shifts: [(row: Int, shift: Int, record: Int)] = []

  mutating func reserve(_ rows: Int) { starts.reserveCapacity(rows) }

  /// Notes the next row; rows are numbered from 1.
  @inline(__always)
  mutating func append(start: Int, line: Int, record: Int) {
    let shift = line &- starts.count
    let records = record &- starts.count
    if shifts.isEmpty || shifts[shifts.count &- 1].shift != shift || shifts[shifts.count &- 1].record != records {
      shifts.append((starts.count, shift, records))
    }
    starts.append(start)
  }

  mutating func append(_ other: RowIndex, shifted shift: RowShift) {
    starts += other.starts
    shifts += other.shifts.map {
      ($0.row + shift.rows, $0.shift + shift.lines - shift.rows, $0.record + shift.records - shift.rows)
    }
  }

  /// The last row that begins at or before a byte offset.
  func row(containing offset: Int) -> Int? {
    guard let first = starts.first, first <= offset else { return nil }
    var low = 0
    var high = starts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= offset { low = middle } else { high = middle }
    }
    return low + 1
  }

  package func place(ofRow row: Int) -> RowPlace {
    let index = row - 1
    var low = 0
    var high = shifts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if shifts[middle].row <= index { low = middle } else { high = middle }
    }
    return RowPlace(start: starts[index], line: index + shifts[low].shift, record: index + shifts[low].record, row: row)
  }
}
