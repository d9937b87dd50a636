import Linting

/// Markdown for a pull request's comment or a job's summary: the verdict, a table by rule, the first findings of each file.
final class MarkdownReporter: Reporter {
  private let output: Output
  private var tally: [RuleID: (severity: Severity, count: Int)] = [:]
  private var details = ""
  /// Findings that are shown of a file, and files that are shown: summaries have a limit, and so have readers.
  private static let mostFindings = 50
  private static let mostFiles = 50
  private var files = 0

  init(_ output: Output) { self.output = output }

  func begin() {}

  func report(_ file: FileReport, shown: Int) {
    for finding in file.findings { tally[finding.rule] = (max(tally[finding.rule]?.severity ?? finding.severity, finding.severity), (tally[finding.rule]?.count ?? 0) + 1) }
    let findings = file.findings.prefix(min(shown, MarkdownReporter.mostFindings))
    guard !findings.isEmpty, files < MarkdownReporter.mostFiles else { return }
    files += 1
    details += "\n### \(MarkdownReporter.escaped(file.path))\n\n| line | severity | rule | finding |\n|---:|---|---|---|\n"
    for finding in findings {
      let start = file.position(of: finding.range.lowerBound, in: finding.place)
      details += "| \(start.line):\(start.column) | \(finding.severity.rawValue) | [\(finding.rule.name)](\(Catalogue.help(finding.rule.name))) | \(MarkdownReporter.escaped(file.message(of: finding))) |\n"
    }
    if file.findings.count > findings.count { details += "\n\(grouped(file.findings.count - findings.count)) more in this file.\n" }
  }

  func end(_ summary: Summary) {
    output.put("## batchlint\n\n\(Verdict.text(summary))\n")
    guard !tally.isEmpty else { return }
    output.put("\n| count | severity | rule | |\n|---:|---|---|---|\n")
    for (rule, entry) in tally.sorted(by: { ($1.value.severity, $1.value.count, $0.key.name) < ($0.value.severity, $0.value.count, $1.key.name) }) {
      output.put("| \(grouped(entry.count)) | \(entry.severity.rawValue) | [\(rule.name)](\(Catalogue.help(rule.name))) | \(MarkdownReporter.escaped(Catalogue.summary(rule.name))) |\n")
    }
    output.put(details)
  }

  /// Text that means nothing to Markdown, on one line.
  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in PlainText.plain(text).unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\\", "`", "*", "_", "[", "]", "|", "#", "~", "!", "@", ":": result += "&#\(scalar.value);"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}

/// What a run came to, in a sentence.
enum Verdict {
  static func text(_ summary: Summary) -> String {
    let scope = "\(counted(summary.files, "file")), \(counted(summary.rows, "row"))"
    guard summary.findings > 0 else { return "Nothing to mend in \(scope)." }
    var parts: [String] = []
    if summary.errors > 0 { parts.append(counted(summary.errors, "error")) }
    if summary.warnings > 0 { parts.append(counted(summary.warnings, "warning")) }
    if summary.infos > 0 { parts.append(counted(summary.infos, "remark")) }
    return "\(parts.joined(separator: ", ")) in \(scope)."
  }
}
