import Linting

/// `file:line:column: severity: message [rule]`, as gcc writes it: what editors and problem matchers read.
final class ConciseReporter: Reporter {
  private let output: Output
  private var message: [UInt8] = []

  init(_ output: Output) { self.output = output }

  func begin() {}

  func report(_ file: FileReport, shown: Int) {
    var path = Array(file.path.utf8)
    PlainText.disarm(&path)
    for finding in file.findings.prefix(shown) {
      let start = file.position(of: finding.range.lowerBound, in: finding.place)
      output.put(path)
      output.put(":")
      output.put(start.line)
      output.put(":")
      output.put(start.column)
      output.put(": ")
      output.put(finding.severity.rawValue)
      output.put(": ")
      message.removeAll(keepingCapacity: true)
      file.render(finding.message, of: finding, into: &message)
      PlainText.disarm(&message)
      output.put(message)
      output.put(" [")
      output.put(finding.rule.name)
      output.put("]\n")
    }
  }

  func end(_ summary: Summary) {}
}
