/// Reads one table of `content.xml`, row by row. Repeated rows and cells are handed out one by one where they hold
/// something, and skipped otherwise.
final class ODSTable: XMLHandler {
  private(set) var facts = SheetFacts()
  private let wanted: Int
  private let receiver: RowBuilder.Receiver
  private var builder = RowBuilder()
  private var text = ODSText()

  private var depth = 0
  private var spreadsheetDepth = 0
  private var tables = 0
  private var isInTable = false
  /// The depth of an element whose content is no text of the table; 0 outside of one.
  private var skippedDepth = 0

  private var column = 0
  private var nextRow = 1
  private var repeatedRows = 1
  private var rowVisibility = Visibility.visible
  private var hiddenGroups: [Int] = []
  /// The column of the next cell.
  private var nextColumn = 1
  private var cell = OpenCell()
  private var cellDepth = 0
  private var paragraphDepth = 0

  private enum Visibility { case visible, hidden, filtered }

  private struct OpenCell {
    var kind = Cell.Kind.text
    var repeated = 1
    var isFormula = false
    var number = 0.0
    /// What an attribute says the cell holds, instead of its paragraphs.
    var value: String?
    var textStart = 0
  }

  init(_ table: Int, receiver: @escaping RowBuilder.Receiver) {
    wanted = table
    self.receiver = receiver
    super.init(part: "content.xml")
  }

  override func start(_ name: XMLName, _ attributes: XMLAttributes) {
    depth += 1
    if skippedDepth > 0 { return }
    guard isInTable else {
      if name == "spreadsheet" {
        spreadsheetDepth = depth
      } else if spreadsheetDepth > 0, depth == spreadsheetDepth + 1, name == "table" {
        isInTable = tables == wanted
        tables += 1
      }
      return
    }
    if paragraphDepth > 0 { return startInParagraph(name, attributes) }
    if cellDepth > 0 {
      guard name == "p" else { return skip() }
      paragraphDepth = depth
      text.beginParagraph(&builder)
      return
    }
    switch name {
    case "table-cell", "covered-table-cell": startCell(attributes)
    case "table-row": startRow(attributes)
    case "table-column": addColumns(attributes)
    case "table-row-group", "table-column-group":
      if attributes.text("display") == "false" { hiddenGroups.append(depth) }
    case "table-rows", "table-columns", "table-header-rows", "table-header-columns": break
    default: skip()
    }
  }

  override func end(_ name: XMLName) {
    defer { depth -= 1 }
    if skippedDepth > 0 {
      if depth == skippedDepth { skippedDepth = 0 }
      return
    }
    guard isInTable else { return }
    if depth == paragraphDepth {
      paragraphDepth = 0
    } else if depth == cellDepth {
      endCell()
    } else if depth == hiddenGroups.last {
      hiddenGroups.removeLast()
    } else if cellDepth == 0 {
      switch name {
      case "table-row": endRow()
      case "table" where depth == spreadsheetDepth + 1: stop()
      default: break
      }
    }
  }

  override func text(_ bytes: UnsafeRawBufferPointer) {
    guard paragraphDepth > 0, skippedDepth == 0 else { return }
    text.append(bytes, to: &builder)
    checkSize()
  }

  private func startInParagraph(_ name: XMLName, _ attributes: XMLAttributes) {
    switch name {
    case "s": text.append(0x20, count: attributes.integer("c") ?? 1, to: &builder)
    case "tab": text.append(0x09, count: 1, to: &builder)
    case "line-break": text.append(0x0A, count: 1, to: &builder)
    case "annotation", "note", "ruby-text": skip()
    default: break
    }
    checkSize()
  }

  private func skip() { skippedDepth = depth }

  private func checkSize() {
    if builder.textStart > WorkbookLimits.rowSize { fail(.limit(.row(nextRow))) }
  }

  // MARK: Rows and columns

  private static func visibility(_ attributes: XMLAttributes) -> Visibility {
    switch attributes.text("visibility") {
    case "collapse": .hidden
    case "filter": .filtered
    default: .visible
    }
  }

  private func addColumns(_ attributes: XMLAttributes) {
    let count = min(max(1, attributes.integer("number-columns-repeated") ?? 1), WorkbookLimits.columns)
    if Self.visibility(attributes) != .visible || !hiddenGroups.isEmpty, column < WorkbookLimits.columns {
      facts.hiddenColumns.append(column + 1...min(column + count, WorkbookLimits.columns))
    }
    column += count
  }

  private func startRow(_ attributes: XMLAttributes) {
    repeatedRows = max(1, attributes.integer("number-rows-repeated") ?? 1)
    rowVisibility = Self.visibility(attributes)
    if rowVisibility == .visible, !hiddenGroups.isEmpty { rowVisibility = .hidden }
    nextColumn = 1
    builder.begin()
  }

  private func endRow() {
    defer { nextRow += min(repeatedRows, WorkbookLimits.rows + 1) }
    guard !builder.isEmpty else { return }
    guard builder.canEmit(repeatedRows) else { return fail(.limit(.cells)) }
    for number in nextRow..<nextRow + repeatedRows {
      guard number <= WorkbookLimits.rows else { return fail(.limit(.position)) }
      if rowVisibility != .visible {
        facts.addHiddenRow(number)
        if rowVisibility == .filtered { facts.isFiltered = true }
      }
      do throws(WorkbookError) {
        let isHidden = rowVisibility != .visible
        if try !builder.emit(number: number, isHidden: isHidden, sharedText: builder.text.start, to: receiver) {
          return stop()
        }
      } catch {
        return fail(error)
      }
    }
  }

  // MARK: Cells

  private func startCell(_ attributes: XMLAttributes) {
    cellDepth = depth
    cell = OpenCell()
    cell.textStart = builder.textStart
    text.beginCell()
    var spans = (rows: 1, columns: 1)
    for index in 0..<attributes.count {
      switch attributes.name(index) {
      case "value-type" where attributes.namespace(index, endsIn: "office:1.0"):
        if cell.kind != .error { cell.kind = Self.kind(attributes.bytes(index)) }
      case "value-type": if attributes.bytes(index).elementsEqual("error".utf8) { cell.kind = .error }
      case "value":
        let bytes = attributes.bytes(index)
        cell.number = NumberText.parse(bytes) ?? 0
        cell.value =
          NumberText.isPlainInteger(bytes) ? String(decoding: bytes, as: UTF8.self) : NumberText.text(of: cell.number)
      case "date-value": cell.value = ODSValue.date(XMLAttributes.text(attributes.bytes(index)))
      case "time-value": cell.value = ODSValue.duration(XMLAttributes.text(attributes.bytes(index)))
      case "boolean-value": cell.value = attributes.bytes(index).elementsEqual("true".utf8) ? "TRUE" : "FALSE"
      case "string-value": cell.value = XMLAttributes.text(attributes.bytes(index))
      case "formula": cell.isFormula = true
      case "number-columns-repeated": cell.repeated = max(1, XMLAttributes.integer(attributes.bytes(index)) ?? 1)
      case "number-columns-spanned": spans.columns = XMLAttributes.integer(attributes.bytes(index)) ?? 1
      case "number-rows-spanned": spans.rows = XMLAttributes.integer(attributes.bytes(index)) ?? 1
      default: break
      }
    }
    let first = CellReference(row: nextRow, column: nextColumn)
    facts.addMergedCells(
      CellRange(
        first,
        CellReference(
          row: first.row + min(max(1, spans.rows), WorkbookLimits.rows) - 1,
          column: first.column + min(max(1, spans.columns), WorkbookLimits.columns) - 1)))
  }

  private static func kind(_ bytes: UnsafeRawBufferPointer) -> Cell.Kind {
    switch bytes.first {
    case UInt8(ascii: "f"), UInt8(ascii: "p"), UInt8(ascii: "c"): .number
    case UInt8(ascii: "d"): .date
    case UInt8(ascii: "t"): .time
    case UInt8(ascii: "b"): .boolean
    default: .text
    }
  }

  private func endCell() {
    cellDepth = 0
    let first = nextColumn
    nextColumn += min(cell.repeated, WorkbookLimits.columns + 1)
    if cell.kind != .error, let value = cell.value { builder.replaceText(from: cell.textStart, with: value) }
    guard builder.textStart > cell.textStart else { return }
    guard nextColumn - 1 <= WorkbookLimits.columns else { return fail(.limit(.position)) }
    builder.addCell(
      column: first, kind: cell.kind, isFormula: cell.isFormula, number: cell.number, from: cell.textStart)
    if cell.repeated > 1 { builder.repeatLastCell(cell.repeated - 1) }
    checkSize()
  }
}
