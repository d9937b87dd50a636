/// Reads a worksheet part, `xl/worksheets/sheet1.xml`, row by row.
final class SheetPart: XMLHandler {
  private(set) var facts = SheetFacts()
  private let context: Context
  private let receiver: RowBuilder.Receiver
  private var builder = RowBuilder()

  private var isInSheetData = false
  private var row = 0
  private var isRowHidden = false
  private var cell = OpenCell()
  private var isCollecting = false
  private var isInInlineString = false
  /// Where the text of an inline string's run starts.
  private var runStart = 0
  private var phoneticDepth = 0
  private var isFilterActive = false

  /// What cells refer to.
  struct Context {
    let strings: SharedStrings?
    let formats: [NumberFormat]
    let is1904: Bool
  }

  /// The cell that is being read.
  private struct OpenCell {
    var column = 0
    var type = CellType.number
    var format = NumberFormat.number
    var isFormula = false
    var hasValue = false
    var textStart = 0
  }

  /// The `t` of a cell (ECMA-376 part 1, 18.18.11).
  private enum CellType { case number, shared, formulaText, inline, boolean, error, date }

  init(part: String, context: Context, receiver: @escaping RowBuilder.Receiver) {
    self.context = context
    self.receiver = receiver
    super.init(part: part)
  }

  override func start(_ name: XMLName, _ attributes: XMLAttributes) {
    guard isInSheetData else { return startOutside(name, attributes) }
    if name.isOneByte {
      switch name.firstByte {
      case UInt8(ascii: "c"): startCell(attributes)
      case UInt8(ascii: "v"):
        isCollecting = !isInInlineString
        cell.hasValue = true
      case UInt8(ascii: "f"): cell.isFormula = true
      case UInt8(ascii: "t"):
        isCollecting = isInInlineString && phoneticDepth == 0
        runStart = builder.textStart
      default: break
      }
      return
    }
    switch name {
    case "row": startRow(attributes)
    case "is": isInInlineString = true
    case "rPh": phoneticDepth += 1
    default: break
    }
  }

  override func end(_ name: XMLName) {
    guard isInSheetData else { return }
    if name.isOneByte {
      if isCollecting, isInInlineString { builder.resolveEscapes(from: runStart) }
      isCollecting = false
      if name.firstByte == UInt8(ascii: "c") { endCell() }
      return
    }
    switch name {
    case "row": endRow()
    case "is": isInInlineString = false
    case "rPh": phoneticDepth -= 1
    case "sheetData": isInSheetData = false
    default: break
    }
  }

  override func text(_ bytes: UnsafeRawBufferPointer) {
    if isCollecting {
      builder.append(text: bytes)
      if builder.textStart > WorkbookLimits.rowSize { fail(.limit(.row(row))) }
    }
  }

  // MARK: Around the rows

  private func startOutside(_ name: XMLName, _ attributes: XMLAttributes) {
    switch name {
    case "sheetData": isInSheetData = true
    case "col":
      guard attributes.flag("hidden"), let first = attributes.integer("min"), let last = attributes.integer("max"),
        first >= 1, first <= last, first <= WorkbookLimits.columns
      else { return }
      facts.hiddenColumns.append(first...min(last, WorkbookLimits.columns))
    case "filterColumn": facts.isFiltered = !facts.hiddenRows.isEmpty
    case "mergeCell":
      if let range = attributes.bytes("ref").flatMap(CellRange.init) { facts.addMergedCells(range) }
    default: break
    }
  }

  // MARK: Rows

  private func startRow(_ attributes: XMLAttributes) {
    var number = row + 1
    isRowHidden = false
    for index in 0..<attributes.count {
      let name = attributes.name(index)
      if name == "r" {
        number = XMLAttributes.integer(attributes.bytes(index)) ?? number
      } else if name == "hidden" {
        isRowHidden = attributes.flag("hidden")
      }
    }
    guard number > row else {
      return fail(.malformed(part: part, line: 0, reason: "row \(number) follows row \(row)"))
    }
    guard number <= WorkbookLimits.rows else { return fail(.limit(.position)) }
    row = number
    cell.column = 0
    builder.begin()
  }

  private func endRow() {
    if isRowHidden, !builder.isEmpty { facts.addHiddenRow(row) }
    do throws(WorkbookError) {
      let text = context.strings?.text ?? builder.text.start
      if try !builder.emit(number: row, isHidden: isRowHidden, sharedText: text, to: receiver) { stop() }
    } catch {
      fail(error)
    }
  }

  // MARK: Cells

  private func startCell(_ attributes: XMLAttributes) {
    var column = cell.column + 1
    cell = OpenCell()
    for index in 0..<attributes.count {
      let name = attributes.name(index)
      guard name.isOneByte else { continue }
      let value = attributes.bytes(index)
      switch name.firstByte {
      case UInt8(ascii: "r"): column = Self.column(value) ?? column
      case UInt8(ascii: "s"):
        let style = XMLAttributes.integer(value) ?? 0
        cell.format = style < context.formats.count ? context.formats[style] : .number
      case UInt8(ascii: "t"): cell.type = Self.type(value)
      default: break
      }
    }
    if column > WorkbookLimits.columns { fail(.limit(.position)) }
    cell.column = column
    cell.textStart = builder.textStart
  }

  /// The letters of a reference; its row is the one that the cell is in.
  private static func column(_ reference: UnsafeRawBufferPointer) -> Int? {
    var column = 0
    for byte in reference {
      switch byte {
      case 0x41...0x5A: column = column * 26 + Int(byte - 0x40)
      case 0x61...0x7A: column = column * 26 + Int(byte - 0x60)
      default: return column > 0 ? column : nil
      }
      if column > WorkbookLimits.columns { return column }
    }
    return column > 0 ? column : nil
  }

  private static func type(_ value: UnsafeRawBufferPointer) -> CellType {
    guard let first = value.first else { return .number }
    switch (first, value.count) {
    case (UInt8(ascii: "s"), 1): return .shared
    case (UInt8(ascii: "s"), _): return .formulaText
    case (UInt8(ascii: "i"), _): return .inline
    case (UInt8(ascii: "b"), _): return .boolean
    case (UInt8(ascii: "e"), _): return .error
    case (UInt8(ascii: "d"), _): return .date
    default: return .number
    }
  }

  private func endCell() {
    guard builder.textStart > cell.textStart else {
      if cell.isFormula, !(cell.hasValue && cell.type == .formulaText) {
        facts.addFormulaWithoutValue(CellReference(row: row, column: cell.column))
      }
      return
    }
    switch cell.type {
    case .shared:
      let text = builder.ownText(from: cell.textStart)
      guard let place = XMLAttributes.integer(text).flatMap({ context.strings?.place($0) }) else {
        let reference = CellReference(row: row, column: cell.column)
        return fail(.damaged(part: part, reason: "\(reference) refers to a shared string that does not exist"))
      }
      builder.truncateText(to: cell.textStart)
      builder.addCell(column: cell.column, isFormula: cell.isFormula, shared: place)
    case .formulaText:
      builder.resolveEscapes(from: cell.textStart)
      add(.text)
    case .inline: add(.text)
    case .boolean:
      let isTrue = builder.ownText(from: cell.textStart).elementsEqual([0x31])
      builder.replaceText(from: cell.textStart, with: isTrue ? "TRUE" : "FALSE")
      add(.boolean)
    case .error: add(.error)
    case .date: add(.date)
    case .number: addNumber()
    }
  }

  private func add(_ kind: Cell.Kind, number: Double = 0) {
    builder.addCell(column: cell.column, kind: kind, isFormula: cell.isFormula, number: number, from: cell.textStart)
  }

  private func addNumber() {
    let text = builder.ownText(from: cell.textStart)
    guard let number = NumberText.parse(text) else { return add(.text) }
    let replacement: (String, Cell.Kind)? =
      switch cell.format {
      case .date: SerialDate.date(number, is1904: context.is1904).map { ($0, .date) }
      case .time where number < 1, .duration: SerialDate.time(number).map { ($0, .time) }
      case .time: SerialDate.date(number, is1904: context.is1904).map { ($0, .date) }
      case .padded(let digits): (NumberText.padded(number, digits: digits), .number)
      case .number: nil
      }
    if let (text, kind) = replacement {
      builder.replaceText(from: cell.textStart, with: text)
      return add(kind, number: number)
    }
    if !NumberText.isPlainInteger(text) {
      builder.replaceText(from: cell.textStart, with: NumberText.text(of: number))
    }
    add(.number, number: number)
  }
}
