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
    let keys = PathFingerprint.all(Array(0..<shown), of: file, path: path)
    seen.reserveCapacity(seen.count + shown)
    let ordinals = keys.map { key in
      let ordinal = seen[key, default: 0] + 1
      seen[key] = ordinal
      return ordinal
    }
    let first = isFirst ? 0 : nil
    FindingParts(0..<shown, of: file).write(to: output) { output in
      GitLabFindings(output, path, keys, ordinals, first: first)
    }
    if shown > 0 { isFirst = false }
  }

  func end(_ summary: Summary) { output.put(isFirst ? "]\n" : "\n]\n") }
}

/// The elements of the array, one a line.
private final class GitLabFindings: FindingWriter {
  private let output: Output
  private let path: String
  /// By finding. Without the line: a row inserted above must not make every finding a new one.
  private let keys: [PathFingerprint]
  /// By finding: how often its fingerprint is there up to it.
  private let ordinals: [Int32]
  /// The first finding of the report; nil where there are others before those of the file.
  private let first: Int?
  /// The description or fingerprint that is put together.
  @exclusivity(unchecked) private var text: [UInt8] = []

  init(_ output: Output, _ path: String, _ keys: [PathFingerprint], _ ordinals: [Int32], first: Int?) {
    (self.output, self.path, self.keys, self.ordinals, self.first) = (output, path, keys, ordinals, first)
  }

  func write(_ findings: Range<Int>, of file: any ReportedFile) {
    for index in findings {
      let span = file.span(index)
      let rule = file.rule(index).name
      output.put(index == first ? "\n" : ",\n")
      output.put("{\"description\":")
      text.removeAll(keepingCapacity: true)
      text += rule.utf8
      text += ": ".utf8
      file.renderPlaced(index, into: &text)
      output.putJSON(text)
      output.put(",\"check_name\":")
      output.putJSON(rule)
      output.put(",\"fingerprint\":\"")
      putKey(index)
      output.put("\",\"severity\":\"")
      output.put(GitLabFindings.severity(file.severity(index)))
      output.put("\",\"location\":{\"path\":")
      output.putJSON(path)
      output.put(",\"lines\":{\"begin\":")
      output.put(span.start.line)
      output.put(",\"end\":")
      output.put(max(span.end.line, span.start.line))
      output.put("}}}")
    }
  }

  private func putKey(_ index: Int) {
    text.removeAll(keepingCapacity: true)
    keys[index].append(to: &text)
    output.put(text)
    if ordinals[index] > 1 {
      output.put("-")
      output.put(Int(ordinals[index]))
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
