import Linting
import Migration
import Platform

/// GitLab's code quality report: one JSON array.
final class GitLabReporter: Reporter {
  private let output: Output
  private let options: ReportOptions
  @exclusivity(unchecked) private var isFirst = true
  /// How often each fingerprint stood there already: GitLab merges equal ones.
  @exclusivity(unchecked) private var seen: [PathFingerprint: Int32] = [:]

  init(_ output: Output, _ options: ReportOptions) {
    self.output = output
    self.options = options
  }

  func begin() { output.put("[") }

  func report(_ file: any ReportedFile, shown: Int) {
    let path = options.reported(file.path)
    let place = PathFingerprint.hash(path)
    for index in 0..<shown {
      let span = file.span(index)
      let rule = file.rule(index).name
      output.put(isFirst ? "\n" : ",\n")
      isFirst = false
      output.put("{\"description\":")
      output.putJSON("\(rule): \(file.placedMessage(index))")
      output.put(",\"check_name\":")
      output.putJSON(rule)
      output.put(",\"fingerprint\":")
      output.putJSON(unique(PathFingerprint(finding: file.fingerprint(index), path: place)))
      output.put(",\"severity\":\"\(GitLabReporter.severity(file.severity(index)))\",\"location\":{\"path\":")
      output.putJSON(path)
      output.put(",\"lines\":{\"begin\":\(span.start.line),\"end\":\(max(span.end.line, span.start.line))}}}")
    }
  }

  func end(_ summary: Summary) { output.put(isFirst ? "]\n" : "\n]\n") }

  /// Without the line: a row inserted above must not make every finding a new one.
  private func unique(_ key: PathFingerprint) -> String {
    let count = seen[key, default: 0] + 1
    seen[key] = count
    return count == 1 ? key.text : "\(key.text)-\(count)"
  }

  private static func severity(_ severity: Severity) -> String {
    switch severity {
    case .error: "critical"
    case .warning: "minor"
    case .info: "info"
    }
  }
}
