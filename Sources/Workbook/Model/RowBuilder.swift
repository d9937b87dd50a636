import Platform

/// Collects the cells of a row and hands the row out; no memory is allocated for a row but where it is the longest yet.
struct RowBuilder: ~Copyable {
  /// Receives each row; false ends the reading.
  typealias Receiver = (SheetRow) -> Bool

  private(set) var text = ByteBuffer()
  private var cells: [Cell] = []
  private var isSorted = true
  private var total = 0

  mutating func begin() {
    cells.removeAll(keepingCapacity: true)
    text.removeAll()
    isSorted = true
  }

  var isEmpty: Bool { cells.isEmpty }
  /// Whether the row may be handed out `count` times, by the number of its cells.
  func canEmit(_ count: Int) -> Bool {
    count <= WorkbookLimits.rows && total + cells.count * count <= WorkbookLimits.cells
  }
  /// Where the next own text starts.
  var textStart: Int { text.count }

  mutating func append(text bytes: UnsafeRawBufferPointer) { text.append(bytes) }
  mutating func append(byte: UInt8) { text.append(byte) }
  /// Resolves the escapes of the own text from `start` on.
  mutating func resolveEscapes(from start: Int) { EscapeScanner.resolve(&text, from: start) }
  mutating func truncateText(to count: Int) { text.truncate(to: count) }
  func ownText(from start: Int) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(start: text.start + start, count: text.count - start)
  }

  /// Replaces the own text from `start` on.
  mutating func replaceText(from start: Int, with string: String) {
    text.truncate(to: start)
    var string = string
    string.withUTF8 { text.append(UnsafeRawBufferPointer($0)) }
  }

  /// Adds a cell whose text is the own text from `start` on; an empty text adds none.
  mutating func addCell(column: Int, kind: Cell.Kind, isFormula: Bool, number: Double = 0, from start: Int) {
    add(
      Cell(
        column: Int32(column), kind: kind, isFormula: isFormula, number: number, start: start,
        length: Int32(text.count - start), isShared: false))
  }

  /// Adds a text cell whose text is a shared one.
  mutating func addCell(column: Int, isFormula: Bool, shared: SharedStrings.Place) {
    add(
      Cell(
        column: Int32(column), kind: .text, isFormula: isFormula, number: 0, start: shared.start,
        length: shared.length, isShared: true))
  }

  /// Adds the last cell once more, `count` times, in the columns that follow it.
  mutating func repeatLastCell(_ count: Int) {
    guard let cell = cells.last else { return }
    for offset in 1...count {
      add(
        Cell(
          column: cell.column + Int32(offset), kind: cell.kind, isFormula: cell.isFormula, number: cell.number,
          start: cell.start, length: cell.length, isShared: cell.isShared))
    }
  }

  private mutating func add(_ cell: Cell) {
    guard cell.length > 0 else { return }
    if let last = cells.last, last.column >= cell.column { isSorted = false }
    cells.append(cell)
  }

  /// Hands the row out if it has cells.
  mutating func emit(
    number: Int, isHidden: Bool, sharedText: UnsafeRawPointer, to receiver: Receiver
  ) throws(WorkbookError) -> Bool {
    guard !cells.isEmpty else { return true }
    if text.count > WorkbookLimits.rowSize { throw WorkbookError.limit(.row(number)) }
    total += cells.count
    if total > WorkbookLimits.cells { throw WorkbookError.limit(.cells) }
    if !isSorted { sort() }
    return cells.withUnsafeBufferPointer { cells in
      receiver(
        SheetRow(number: number, isHidden: isHidden, cells: cells, ownText: text.start, sharedText: sharedText))
    }
  }

  /// Of several cells in one column the last one counts, as in other readers.
  private mutating func sort() {
    var byColumn: [Int32: Cell] = [:]
    for cell in cells { byColumn[cell.column] = cell }
    cells = byColumn.values.sorted { $0.column < $1.column }
    isSorted = true
  }
}

/// Bytes that grow in place; cleared without giving memory back.
struct ByteBuffer: ~Copyable {
  private var storage: UnsafeMutableRawPointer
  private var capacity: Int
  private(set) var count = 0

  init(capacity: Int = 4096) {
    storage = malloc(capacity)!
    self.capacity = capacity
  }

  deinit { free(storage) }

  var start: UnsafeRawPointer { UnsafeRawPointer(storage) }

  mutating func append(_ bytes: UnsafeRawBufferPointer) {
    guard !bytes.isEmpty else { return }
    reserve(bytes.count)
    memcpy(storage + count, bytes.baseAddress!, bytes.count)
    count += bytes.count
  }

  mutating func append(_ byte: UInt8) {
    reserve(1)
    storage.storeBytes(of: byte, toByteOffset: count, as: UInt8.self)
    count += 1
  }

  mutating func removeAll() { count = 0 }
  mutating func truncate(to count: Int) { self.count = count }

  /// The bytes from `start` on, to be changed in place.
  func mutableBytes(from start: Int) -> UnsafeMutableRawBufferPointer {
    UnsafeMutableRawBufferPointer(start: storage + start, count: count - start)
  }

  private mutating func reserve(_ extra: Int) {
    guard count + extra > capacity else { return }
    capacity = max(capacity * 2, count + extra)
    storage = realloc(storage, capacity)!
  }
}
