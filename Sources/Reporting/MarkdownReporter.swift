import Linting

/// Markdown for a pull request's comment or a job's summary: the verdict, a table by rule, the first findings of
/// each file.
final class MarkdownReporter: Reporter {
  private let output: Output
  @exclusivity(unchecked) private var ruleCounts = RuleCounts()
  private var probes = ""
  private var details = ""
  /// Findings that are shown of a file, and files that are shown: summaries have a limit, and so have readers.
  private static let mostFindings = 50
  private static let mostFiles = 50
  @exclusivity(unchecked) private var files = 0

  init(_ output: Output) { self.output = output }

  func begin() {}

  func report(_ file: any ReportedFile, shown: Int) {
    ruleCounts.add(file)
    if let probe = file.facts.probe { add(probe, of: file.path) }
    let listed = min(shown, MarkdownReporter.mostFindings)
    guard listed > 0, files < MarkdownReporter.mostFiles else { return }
    files += 1
    details +=
      "\n### \(MarkdownReporter.escaped(file.path))\n\n| line | severity | rule | finding |\n|---:|---|---|---|\n"
    for index in 0..<listed {
      let rule = file.rule(index).name
      details +=
        """
        | \(place(index, of: file)) | \(file.severity(index).rawValue) | [\(rule)](\(RuleRegistry.pageURL(rule))) \
        | \(MarkdownReporter.escaped(file.message(index))) |\n
        """
    }
    if file.count > listed { details += "\n\(grouped(file.count - listed)) more in this file.\n" }
  }

  func end(_ summary: Summary) {
    output.put("## batchlint\n\n\(Verdict.text(summary))\n")
    output.put(probes)
    guard !ruleCounts.isEmpty else { return }
    output.put("\n| count | severity | rule | |\n|---:|---|---|---|\n")
    for entry in ruleCounts.sorted {
      let rule = entry.rule.name
      output.put(
        """
        | \(grouped(entry.count)) | \(entry.severity.rawValue) | [\(rule)](\(RuleRegistry.pageURL(rule))) | \
        \(MarkdownReporter.escaped(RuleRegistry.summary(rule))) |\n
        """
      )
    }
    output.put(details)
  }

  private func add(_ probe: ProbeFacts, of path: String) {
    let digest = ProbeDigest(probe)
    probes +=
      """
      \n### Sign-ins of \(MarkdownReporter.escaped(path))\n\nAt \(MarkdownReporter.escaped(ProbeText.place(probe))). \
      \(MarkdownReporter.escaped(ProbeText.extent(probe, digest)))
      """
    if let half = digest.time(ofShare: 50), let most = digest.time(ofShare: 95), let slowest = digest.times.last {
      probes +=
        """
         Sign-in times: median \(ProbeText.time(half)), 95 % within \(ProbeText.time(most)), slowest \
        \(ProbeText.time(slowest)).
        """
    }
    probes += "\n\n| rows | verdict | |\n|---:|---|---|\n"
    for verdict in digest.verdicts {
      let name = verdict.name == "ok" ? "ok" : "[\(verdict.name)](\(RuleRegistry.pageURL(verdict.name)))"
      probes +=
        "| \(grouped(verdict.rows)) | \(name) | \(MarkdownReporter.escaped(ProbeText.meaning(verdict.name))) |\n"
    }
    add(ProbeText.servers(probe), "server")
    add(ProbeText.domains(probe), "domain")
  }

  private func add(_ groups: [ProbeText.Group], _ head: String) {
    guard !groups.isEmpty else { return }
    probes += "\n| rows | opened | \(head) |\n|---:|---:|---|\n"
    for group in groups {
      probes +=
        "| \(grouped(group.rows)) | \(grouped(group.opened)) | \(MarkdownReporter.escaped(group.name)) |\n"
    }
  }

  private func place(_ index: Int, of file: any ReportedFile) -> String {
    file.sheetCell(index).map { MarkdownReporter.escaped($0.description) } ?? file.place(index)
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
