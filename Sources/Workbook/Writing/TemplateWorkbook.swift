/// A workbook to fill in: a sheet whose columns are text, and a sheet of instructions behind it.
public struct TemplateWorkbook: Sendable {
  /// A column of the sheet.
  public struct Column: Sendable {
    public var name: String
    /// What belongs in it, a line each; shown beside the header cell.
    public var notes: [String]
    /// The values that it takes; empty where any does.
    public var choices: [String]

    public init(name: String, notes: [String], choices: [String]) {
      (self.name, self.notes, self.choices) = (name, notes, choices)
    }
  }

  public enum Format: Sendable { case xlsx, ods }

  public var sheetName: String
  /// Lines above the header row that the kind demands.
  public var linesAbove: [String]
  public var columns: [Column]
  /// The names of the columns are a row of the sheet.
  public var hasHeader: Bool
  public var rows: [[String]]
  /// The lines of the sheet behind the table.
  public var instructions: [String]

  public init(
    sheetName: String, linesAbove: [String], columns: [Column], hasHeader: Bool, rows: [[String]],
    instructions: [String]
  ) {
    self.sheetName = sheetName
    self.linesAbove = linesAbove
    self.columns = columns
    self.hasHeader = hasHeader
    self.rows = rows
    self.instructions = instructions
  }

  /// The name of the second sheet.
  static let instructionsName = "Instructions"

  /// The rows of the sheet above those of values.
  var headRows: Int { linesAbove.count + (hasHeader ? 1 : 0) }

  /// The width of a column, in characters.
  func width(of index: Int) -> Int {
    let longest = rows.prefix(1000).compactMap { index < $0.count ? $0[index].count : nil }.max() ?? 0
    return min(max(columns[index].name.count + 4, longest + 2, 14), 60)
  }

  /// The file's bytes; equal workbooks give equal ones.
  public func bytes(_ format: Format) -> [UInt8] {
    switch format {
    case .xlsx: XLSXWriter(self).bytes()
    case .ods: ODSWriter(self).bytes()
    }
  }
}

/// Text as XML content or attribute value; characters that XML 1.0 cannot contain (section 2.2) are left out.
func xmlText(_ text: String) -> String {
  var result = ""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "&": result += "&amp;"
    case "<": result += "&lt;"
    case ">": result += "&gt;"
    case "\"": result += "&quot;"
    case "\n": result += "&#10;"
    case "\t", "\r": result += "&#\(scalar.value);"
    default:
      if scalar.value >= 0x20, scalar.value != 0xFFFE, scalar.value != 0xFFFF { result.unicodeScalars.append(scalar) }
    }
  }
  return result
}
