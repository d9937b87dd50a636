/// A sheet of a workbook, as the list of sheets describes it.
public struct Sheet: Equatable, Sendable {
  /// Whether a sheet is shown as a tab.
  public enum Visibility: Sendable { case visible, hidden, veryHidden }

  /// As the tab shows it.
  public let name: String
  public let visibility: Visibility
  /// Where its content is: the member's name (.xlsx), or the table's position in the content (.ods).
  let place: Place

  enum Place: Equatable, Sendable {
    case member(String)
    case table(Int)
  }
}

/// What is known of a sheet besides its cells, once all its rows have been read.
public struct SheetFacts: Equatable, Sendable {
  /// Rows with content that are hidden, by hand or by a filter: their numbers, ascending, without gaps in each range.
  public internal(set) var hiddenRows: [ClosedRange<Int>] = []
  /// Columns that are hidden.
  public internal(set) var hiddenColumns: [ClosedRange<Int>] = []
  /// Whether a filter is what hides rows.
  public internal(set) var isFiltered = false
  /// Merged cells, in the order of the file; at most ``maximumOfCells``.
  public internal(set) var mergedCells: [CellRange] = []
  /// How many ranges ``mergedCells`` and cells ``formulasWithoutValue`` keep.
  public static let maximumOfCells = 10_000
  /// Formulas that no program has computed yet, in the order of the file; at most ``maximumOfCells``.
  public internal(set) var formulasWithoutValue: [CellReference] = []

  /// Nothing is known yet.
  public init() {}

  mutating func addHiddenRow(_ number: Int) {
    if let last = hiddenRows.last, last.upperBound == number - 1 {
      hiddenRows[hiddenRows.count - 1] = last.lowerBound...number
    } else {
      hiddenRows.append(number...number)
    }
  }

  mutating func addFormulaWithoutValue(_ cell: CellReference) {
    if formulasWithoutValue.count < Self.maximumOfCells { formulasWithoutValue.append(cell) }
  }

  mutating func addMergedCells(_ range: CellRange) {
    if range.first != range.last, mergedCells.count < Self.maximumOfCells { mergedCells.append(range) }
  }
}
