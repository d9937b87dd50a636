import JSON
import Linting
import Migration

/// Findings as LSP has them (LSP 3.17, Diagnostic).
struct Diagnostics {
  static let source = "batchlint"

  private let document: OpenDocument
  private let file: LintResult
  private let client: ClientCapabilities

  init(_ document: OpenDocument, _ file: LintResult, _ client: ClientCapabilities) {
    (self.document, self.file, self.client) = (document, file, client)
  }

  /// Writes the elements of an array: the worst so many, and one that says how many there are more.
  func write(_ writer: inout JSONWriter, most: Int) {
    let chosen = Diagnostics.worst(file.findings, most: most)
    for finding in chosen { write(finding, &writer) }
    let rest = file.findings.count - chosen.count
    guard rest > 0 else { return }
    writer.object { writer in
      writer.member(
        "range", TextRange(start: TextPosition(line: 0, character: 0), end: TextPosition(line: 0, character: 0)))
      writer.member("severity", Severity.info.level)
      writer.member("source", Diagnostics.source)
      writer.member(
        "message",
        """
        \(counted(rest, "more finding")) of this file \(rest == 1 ? "is" : "are") not shown here; `batchlint check` \
        reports all
        """
      )
    }
  }

  /// So many findings, errors before warnings, in the order of the file.
  private static func worst(_ findings: [Finding], most: Int) -> [Finding] {
    guard findings.count > most else { return findings }
    var left = most
    var isTaken = [Bool](repeating: false, count: findings.count)
    for severity in Severity.allCases.sorted(by: { $0.level < $1.level }) {
      for index in findings.indices where left > 0 && findings[index].severity == severity {
        isTaken[index] = true
        left -= 1
      }
    }
    return zip(findings, isTaken).compactMap { $1 ? $0 : nil }
  }

  /// Writes one finding.
  func write(_ finding: Finding, _ writer: inout JSONWriter) {
    let rule = finding.rule.name
    writer.object { writer in
      writer.member("range", document.range(finding.range))
      writer.member("severity", finding.severity.level)
      writer.member("code", rule)
      if client.takesCodeDescription {
        writer.object("codeDescription") { $0.member("href", RuleRegistry.pageURL(rule)) }
      }
      writer.member("source", Diagnostics.source)
      writer.member("message", file.message(of: finding))
      if client.takesUnnecessaryTag, Diagnostics.needless.contains(rule) { writer.array("tags") { $0.integer(1) } }
      guard client.takesRelatedInformation, let related = finding.related else { return }
      writer.array("relatedInformation") { writer in
        writer.object { writer in
          writer.object("location") { writer in
            writer.member("uri", document.uri)
            writer.member("range", document.range(related.range))
          }
          writer.member("message", file.message(of: related, for: finding))
        }
      }
    }
  }

  /// What these rules find can go without anything being lost (DiagnosticTag.Unnecessary).
  private static let needless: Set<String> = ["blank-line", "empty-row", "separator-line", "type-line"]

  /// Writes what is wrong with a configuration.
  static func write(_ problem: Folders.Problem, _ writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("range", TextRange(start: problem.place, end: problem.place))
      writer.member("severity", Severity.error.level)
      writer.member("source", source)
      writer.member("message", problem.text)
    }
  }
}

extension Severity {
  /// LSP 3.17, DiagnosticSeverity: the lower, the worse.
  var level: Int {
    switch self {
    case .error: 1
    case .warning: 2
    case .info: 3
    }
  }
}
