import Linting

/// One finding a line, each a JSON object with its file's path.
final class JSONLinesReporter: Reporter {
  private let output: Output

  init(_ output: Output) { self.output = output }

  func begin() {}

  func report(_ file: any ReportedFile, shown: Int) {
    FindingParts(0..<shown, of: file).write(to: output) { JSONLines($0) }
  }

  func end(_ summary: Summary) {}
}

private final class JSONLines: FindingWriter {
  private let output: Output
  private let finding: JSONFinding

  init(_ output: Output) {
    self.output = output
    finding = JSONFinding(output: output, isMergeable: false)
  }

  func write(_ findings: Range<Int>, of file: any ReportedFile) {
    let path = file.path
    for index in findings {
      output.put("{\"path\":")
      output.putJSON(path)
      output.put(",")
      finding.write(index, of: file)
      output.put("\n")
    }
  }
}
