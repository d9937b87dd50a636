import Linting

/// Markdown for a pull request's comment or a job's summary: the verdict, a table by rule, the first findings of each file.
final class MarkdownReporter: Reporter {
  private let output: Output
  private var tally = RuleTally()
  private var details = ""
  /// Findings that are shown of a file, and files that are shown: summaries have a limit, and so have readers.
  private static let mostFindings = 50
  private static let mostFiles = 50
  private var files = 0

  init(_ output: Output) { self.output = output }

  func begin() {}

  func report(_ file: any ReportedFile, shown: Int) {
    tally.add(file)
    let listed = min(shown, MarkdownReporter.mostFindings)
    guard listed > 0, files < MarkdownReporter.mostFiles else { return }
    files += 1
    details += "\n### \(MarkdownReporter.escaped(file.path))\n\n| line | severity | rule | finding |\n|---:|---|---|---|\n"
    for index in 0..<listed {
      let start = file.start(index)
      let rule = file.rule(index).name
      details += "| \(start.line):\(start.column) | \(file.severity(index).rawValue) | [\(rule)](\(Catalogue.help(rule))) | \(MarkdownReporter.escaped(file.message(index))) |\n"
    }
    if file.count > listed { details += "\n\(grouped(file.count - listed)) more in this file.\n" }
  }

  func end(_ summary: Summary) {
    output.put("## batchlint\n\n\(Verdict.text(summary))\n")
    guard !tally.isEmpty else { return }
    output.put("\n| count | severity | rule | |\n|---:|---|---|---|\n")
    for entry in tally.sorted {
      let rule = entry.rule.name
      output.put("| \(grouped(entry.count)) | \(entry.severity.rawValue) | [\(rule)](\(Catalogue.help(rule))) | \(MarkdownReporter.escaped(Catalogue.summary(rule))) |\n")
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
