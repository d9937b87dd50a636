import Layout
import Linting
import Migration
import Workbook

/// What has to be decided before a workbook's sheet becomes CSV text.
struct SheetConversion {
  /// What was decided, in sentences; no value of the sheet is in them.
  private(set) var decisions: [String] = []
  /// What cannot be decided, in sentences.
  private(set) var obstacles: [String] = []

  private let origin: SheetOrigin
  /// So many cells are named.
  private static let mostCells = 5

  /// - Parameter layout: the layout of the sheet's text.
  init(_ origin: SheetOrigin, _ layout: FileLayout) {
    self.origin = origin
    let tableStart = origin.row(at: layout.header?.place.start ?? layout.evidence.bounds.start)
    findObstacles(from: tableStart)
    findSecondTable(layout)
    findDecisions(from: tableStart)
  }

  private mutating func findObstacles(from tableStart: Int) {
    let facts = origin.facts
    block("error values", typed(from: tableStart) { $0.kind == .error })
    block(
      "formulas without a result: save the workbook in Excel or LibreOffice first",
      facts.formulasWithoutValue.filter { $0.row >= tableStart && origin.columns.contains($0.column) })
    block("numbers of more than 15 digits, which have lost the others", typed(from: tableStart) { $0.hasLostDigits })
    let merged = facts.mergedCells.filter {
      $0.last.row >= tableStart && ($0.first.column...$0.last.column).overlaps(origin.columns)
    }
    if !merged.isEmpty { block("merged cells: which rows have the value?", merged.map(\.first)) }
  }

  /// Columns with other names behind an empty one.
  private mutating func findSecondTable(_ layout: FileLayout) {
    guard let header = layout.header, !header.isMissing else { return }
    let gaps = header.cells.indices.dropLast().filter { index in
      header.cells[index].meaning == .unnamed && header.cells[index + 1].meaning == .unknown
    }
    guard let gap = layout.emptyColumns(among: gaps).min() else { return }
    let cell = origin.cell(at: header.place.start, field: gap + 1)
    block("a second table beside the first: move it to another sheet", [cell])
  }

  private mutating func findDecisions(from tableStart: Int) {
    let facts = origin.facts
    let hidden = facts.hiddenRows.reduce(0) { $0 + $1.count }
    if hidden > 0 { decisions.append("\(counted(hidden, facts.isFiltered ? "filtered row" : "hidden row")) included") }
    let columns = facts.hiddenColumns.filter { $0.overlaps(origin.columns) }.reduce(0) {
      $0 + $1.clamped(to: origin.columns).count
    }
    if columns > 0 { decisions.append("\(counted(columns, "hidden column")) included") }
    decide(
      "numbers, written with all their digits; zeros in front, if there were any, are lost",
      typed(from: tableStart) { $0.kind == .number && !$0.isPadded && !$0.hasLostDigits })
    decide("numbers, written with the zeros in front that their format shows", typed(from: tableStart) { $0.isPadded })
    decide("dates or times, written as in ISO 8601", typed(from: tableStart) { $0.kind == .date || $0.kind == .time })
    decide("logical values, written as TRUE or FALSE", typed(from: tableStart) { $0.kind == .boolean })
    decide(
      "formulas, of which the last result is written", typed(from: tableStart) { $0.isFormula && $0.kind != .error })
  }

  private func typed(from row: Int, _ isWanted: (SheetOrigin.TypedCell) -> Bool) -> [CellReference] {
    origin.typedCells.filter { $0.row >= row && isWanted($0) }.map {
      CellReference(row: Int($0.row), column: Int($0.column))
    }
  }

  private mutating func block(_ what: String, _ cells: [CellReference]) {
    if !cells.isEmpty { obstacles.append("\(list(cells)): \(what)") }
  }

  private mutating func decide(_ what: String, _ cells: [CellReference]) {
    if !cells.isEmpty { decisions.append("\(list(cells)): \(what)") }
  }

  private func list(_ cells: [CellReference]) -> String {
    let named = cells.prefix(SheetConversion.mostCells).map(\.description).joined(separator: ", ")
    let more = cells.count - SheetConversion.mostCells
    return more > 0 ? "\(named) and \(grouped(more)) more cells" : named
  }
}
