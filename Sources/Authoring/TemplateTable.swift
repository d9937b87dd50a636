import Linting
import Migration
import Workbook

/// The header row and rows of a file to start from.
public struct TemplateTable: Sendable {
  package let kind: Kind
  /// The names of the columns.
  package let columns: [String]
  package let rows: [[String]]

  /// The file as CSV, lines ending in CRLF as RFC 4180 has it.
  public var text: String {
    let above = kind.linesAboveHeader.map { [$0] }
    let header = kind.isPositional ? [] : [columns]
    return (above + header + rows).map { $0.map(TemplateFile.quoted).joined(separator: ",") + "\r\n" }.joined()
  }

  /// The file as a workbook whose cells are text, so that a spreadsheet changes none of them.
  public func workbook(_ format: TemplateWorkbook.Format) -> [UInt8] {
    let constraints = KindReference(kind).constraints
    let columns = columns.map { name in
      TemplateWorkbook.Column(
        name: name, notes: constraints.filter { $0.column == name }.map { TemplateTable.sentence($0.text) },
        choices: kind.columns.first { $0.name == name }?.permitted.values ?? [])
    }
    return TemplateWorkbook(
      sheetName: "Users", linesAbove: kind.linesAboveHeader, columns: columns, hasHeader: !kind.isPositional,
      rows: rows, instructions: instructions(constraints)
    ).bytes(format)
  }

  private func instructions(_ constraints: [KindReference.Constraint]) -> [String] {
    var lines = [
      "\(kind.title)", "",
      "Fill in one row per mailbox on the first sheet, and replace the samples. All cells are text: a spreadsheet keeps "
        + "leading zeros and long numbers as they are typed. Paste with Paste Special > Values or Text only.",
      "The service accepts only CSV. Write it with `batchlint convert users.xlsx -o users.csv`, and check it with "
        + "`batchlint check users.csv`.",
      "The workbook contains passwords: keep it private, and delete it after the migration.", "",
    ]
    for column in columns {
      lines.append("\(column):")
      lines += constraints.filter { $0.column == column }.map { "  \(TemplateTable.sentence($0.text))" }
    }
    lines.append("The file:")
    lines += constraints.filter { $0.column == nil }.map { "  \(TemplateTable.sentence($0.text))" }
    return lines
  }

  private static func sentence(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }
}
