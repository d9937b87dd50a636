import Linting

/// One finding a line, each a JSON object with its file's path.
final class JSONLinesReporter: Reporter {
  private let output: Output
  private let writer: JSONFinding

  init(_ output: Output) {
    self.output = output
    writer = JSONFinding(output: output, isMergeable: false)
  }

  func begin() {}

  func report(_ file: any ReportedFile, shown: Int) {
    let path = file.path
    for index in 0..<shown {
      output.put("{\"path\":")
      output.putJSON(path)
      output.put(",")
      writer.write(index, of: file)
      output.put("\n")
    }
  }

  func end(_ summary: Summary) {}
}
