import Linting

/// `file:line:column: severity: message [rule]`, as gcc writes it: what editors and problem matchers read. A workbook's
/// places are cells.
final class ConciseReporter: Reporter {
  private let output: Output
  @exclusivity(unchecked) private var message: [UInt8] = []

  init(_ output: Output) { self.output = output }

  func begin() {}

  func report(_ file: any ReportedFile, shown: Int) {
    var path = Array(file.path.utf8)
    PlainText.disarm(&path)
    for index in 0..<shown {
      output.put(path)
      output.put(":")
      putPlace(index, of: file)
      output.put(": ")
      output.put(file.severity(index).rawValue)
      output.put(": ")
      message.removeAll(keepingCapacity: true)
      file.render(index, into: &message)
      PlainText.disarm(&message)
      output.put(message)
      output.put(" [")
      output.put(file.rule(index).name)
      output.put("]\n")
    }
  }

  private func putPlace(_ index: Int, of file: any ReportedFile) {
    if let cell = file.sheetCell(index) { return output.put(PlainText.plain(cell.description)) }
    let start = file.start(index)
    output.put(start.line)
    output.put(":")
    output.put(start.column)
  }

  func end(_ summary: Summary) {}
}
