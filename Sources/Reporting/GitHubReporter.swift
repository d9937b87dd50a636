import Linting
import Migration
import Platform

/// GitHub Actions' annotations (`::error file=…::…`), most severe first.
///
/// A step shows ten of each level: where there are more, the tenth says how many are left out.
final class GitHubReporter: Reporter {
  private let output: Output
  private let options: ReportOptions
  /// By severity: the first annotations, and how many there are.
  @exclusivity(unchecked) private var kept: [Severity: [String]] = [:]
  @exclusivity(unchecked) private var counts: [Severity: Int] = [:]
  private static let limit = 10

  init(_ output: Output, _ options: ReportOptions) {
    self.output = output
    self.options = options
  }

  func begin() {}

  func report(_ file: any ReportedFile, shown: Int) {
    for index in 0..<shown {
      let severity = file.severity(index)
      counts[severity, default: 0] += 1
      if kept[severity, default: []].count < GitHubReporter.limit {
        kept[severity, default: []].append(annotation(index, of: file))
      }
    }
  }

  func end(_ summary: Summary) {
    for severity in [Severity.error, .warning, .info] {
      let all = kept[severity] ?? []
      let count = counts[severity] ?? 0
      let isCut = count > GitHubReporter.limit
      for line in isCut ? all.dropLast() : all[...] { output.put(line) }
      if isCut {
        output.put(
          """
          ::\(GitHubReporter.level(severity)) title=batchlint::\(grouped(count - all.count + 1)) more of this level \
          are in the log\n
          """
        )
      }
    }
  }

  private func annotation(_ index: Int, of file: any ReportedFile) -> String {
    let span = file.span(index)
    let rule = file.rule(index).name
    var place = "line=\(span.start.line),endLine=\(span.end.line)"
    // GitHub takes columns only on one line.
    if span.start.line == span.end.line {
      place += ",col=\(span.start.column),endColumn=\(max(span.end.column, span.start.column))"
    }
    let path = GitHubReporter.property(PlainText.plain(options.reported(file.path)))
    let message = GitHubReporter.data(PlainText.plain(file.placedMessage(index)))
    return
      """
      ::\(GitHubReporter.level(file.severity(index))) file=\(path),\(place),title=\(rule)::\(message) \
      \(RuleRegistry.pageURL(rule))\n
      """
  }

  private static func level(_ severity: Severity) -> String {
    switch severity {
    case .error: "error"
    case .warning: "warning"
    case .info: "notice"
    }
  }

  /// As actions/toolkit escapes the text behind `::`: the percent sign first.
  static func data(_ text: String) -> String {
    text.replacing("%", with: "%25").replacing("\r", with: "%0D").replacing("\n", with: "%0A")
  }

  /// As actions/toolkit escapes a property.
  static func property(_ text: String) -> String { data(text).replacing(":", with: "%3A").replacing(",", with: "%2C") }
}
