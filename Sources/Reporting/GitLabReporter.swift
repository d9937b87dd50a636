import Linting
import Migration
import Platform

/// GitLab's code quality report: one JSON array.
final class GitLabReporter: Reporter {
  private let output: Output
  private let options: ReportOptions
  @exclusivity(unchecked) private var isFirst = true
  /// The description or fingerprint that is put together.
  @exclusivity(unchecked) private var text: [UInt8] = []
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
    seen.reserveCapacity(seen.count + shown)
    for index in 0..<shown {
      let span = file.span(index)
      let rule = file.rule(index).name
      output.put(isFirst ? "\n" : ",\n")
      isFirst = false
      output.put("{\"description\":")
      text.removeAll(keepingCapacity: true)
      text += rule.utf8
      text += ": ".utf8
      file.renderPlaced(index, into: &text)
      output.putJSON(text)
      output.put(",\"check_name\":")
      output.putJSON(rule)
      output.put(",\"fingerprint\":\"")
      putUnique(PathFingerprint(finding: file.fingerprint(index), path: place))
      output.put("\",\"severity\":\"")
      output.put(GitLabReporter.severity(file.severity(index)))
      output.put("\",\"location\":{\"path\":")
      output.putJSON(path)
      output.put(",\"lines\":{\"begin\":")
      output.put(span.start.line)
      output.put(",\"end\":")
      output.put(max(span.end.line, span.start.line))
      output.put("}}}")
    }
  }

  func end(_ summary: Summary) { output.put(isFirst ? "]\n" : "\n]\n") }

  /// Without the line: a row inserted above must not make every finding a new one.
  private func putUnique(_ key: PathFingerprint) {
    let count = seen[key, default: 0] + 1
    seen[key] = count
    text.removeAll(keepingCapacity: true)
    key.append(to: &text)
    output.put(text)
    if count > 1 {
      output.put("-")
      output.put(Int(count))
    }
  }

  private static func severity(_ severity: Severity) -> StaticString {
    switch severity {
    case .error: "critical"
    case .warning: "minor"
    case .info: "info"
    }
  }
}
