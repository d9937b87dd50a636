import Files
import Platform
import Workbook

// Prints the cells of a workbook for the tests that compare them with other readers', one a line:
// sheet, reference, kind and text, separated by tabs; a backslash, a tab and a line break in the text are escaped.
//
//   workbook-cells FILE            all sheets
//   workbook-cells --count FILE    only the number of cells of the first sheet, for measuring

var arguments = Array(CommandLine.arguments.dropFirst())
let countsOnly = arguments.first == "--count"
if countsOnly { arguments.removeFirst() }

func escaped(_ text: String) -> String {
  var result = ""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\\": result += "\\\\"
    case "\t": result += "\\t"
    case "\n": result += "\\n"
    case "\r": result += "\\r"
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result
}

do {
  let contents = try FileContents.open(path: arguments[0])
  let workbook = try Workbook(contents.bytes)
  if countsOnly {
    var cells = 0
    var bytes = 0
    try workbook.read(workbook.sheets[0]) { row in
      cells += row.cells.count
      for cell in row.cells { bytes += row.text(of: cell).count }
      return true
    }
    print(cells, bytes)
  } else {
    for sheet in workbook.sheets {
      var lines = ""
      let facts = try workbook.read(sheet) { row in
        for cell in row.cells {
          let reference = CellReference(row: row.number, column: Int(cell.column))
          let formula = cell.isFormula ? "=" : ""
          lines += "\(escaped(sheet.name))\t\(reference)\t\(formula)\(cell.kind)\t\(escaped(row.string(of: cell)))\n"
        }
        return true
      }
      print(lines, terminator: "")
      print(
        "\(escaped(sheet.name))\t\tsheet\t\(sheet.visibility) \(facts.hiddenRows) \(facts.hiddenColumns) "
          + "\(facts.isFiltered) \(facts.mergedCells)")
    }
  }
  withExtendedLifetime(contents) {}
} catch {
  let message = Array("workbook-cells: \(error)\n".utf8)
  write(STDERR_FILENO, message, message.count)
  exit(1)
}
