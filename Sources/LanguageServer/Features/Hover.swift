import Authoring
import JSON
import Layout
import Linting
import Migration

/// What a cell holds, what is wrong with it, and the rule's page (LSP 3.17, textDocument/hover).
extension LanguageServer {
  func hover(_ params: JSONValue) throws(RPCError) -> Reply {
    let document = try document(params)
    let offset = document.offset(try params.position("position"))
    guard let file = report(document), document.isPlain else { return { $0.null() } }
    let record = file.record(at: offset)
    let cell = record?.cell(at: offset)
    let findings = file.findings.filter { $0.range.lowerBound <= offset && offset <= $0.range.upperBound }.prefix(5)
    guard cell != nil || !findings.isEmpty else { return { $0.null() } }
    let isMarkdown = client.capabilities.readsMarkdown
    var parts: [String] = []
    if let record, let cell { parts.append(ColumnGuide(file, isMarkdown: isMarkdown).text(record, cell)) }
    for finding in findings { parts.append(text(finding, file, isMarkdown: isMarkdown)) }
    let value = parts.joined(separator: isMarkdown ? "\n\n---\n\n" : "\n\n")
    let range = cell.map { document.range($0.field.whole) } ?? document.range(findings[0].range)
    return { writer in
      writer.object { writer in
        writer.object("contents") { writer in
          writer.member("kind", isMarkdown ? "markdown" : "plaintext")
          writer.member("value", value)
        }
        writer.member("range", range)
      }
    }
  }

  private func text(_ finding: Finding, _ file: LintResult, isMarkdown: Bool) -> String {
    let rule = finding.rule.name
    let help = RuleRegistry.rule(named: rule)?.info.help ?? ""
    let message = file.message(of: finding)
    let said = file.serviceMessage(of: finding)
    let parts: [String?] =
      isMarkdown
      ? [
        "**\(finding.severity.rawValue):** \(MarkdownText.escaped(message))", help, said.map { "> \($0)" },
        RulePage.prose(rule), "[\(rule)](\(RuleRegistry.pageURL(rule)))",
      ]
      : [
        "\(finding.severity.rawValue): \(message) [\(rule)]", help, said.map { "The service reports: \($0)" },
        RulePage.prose(rule), RuleRegistry.pageURL(rule),
      ]
    return parts.compactMap { $0 }.joined(separator: "\n\n")
  }
}

/// The sections of a rule's page that explain a finding; samples, options and sources are left to the page itself.
private enum RulePage {
  private static let sections: Set<Substring> = ["## What it does", "## Why it matters", "## Fix"]

  static func prose(_ rule: String) -> String {
    var isShown = true
    var prose: [String] = []
    for line in (RuleRegistry.page(rule) ?? "").split(separator: "\n", omittingEmptySubsequences: false).dropFirst() {
      if line.hasPrefix("## ") { isShown = sections.contains(line) }
      if isShown { prose.append(line.hasPrefix("## ") ? "#" + line : String(line)) }
    }
    return prose.joined(separator: "\n").trimmed
  }
}

enum MarkdownText {
  /// A text that Markdown takes for nothing but text (CommonMark 0.31, section 2.4).
  static func escaped(_ text: String) -> String {
    text.unicodeScalars.reduce(into: "") { result, scalar in
      if "\\`*_{}[]<>()#+-.!|~&".unicodeScalars.contains(scalar) { result += "\\" }
      result.unicodeScalars.append(scalar)
    }
  }
}

/// Says what a column holds, by the kind's and the server's data.
private struct ColumnGuide {
  private let layout: FileLayout
  private let file: LintResult
  private let isMarkdown: Bool

  init(_ file: LintResult, isMarkdown: Bool) {
    (layout, self.file, self.isMarkdown) = (file.layout, file, isMarkdown)
  }

  func text(_ record: Record, _ cell: Record.Cell) -> String {
    let name = file.name(ofColumn: cell.column) ?? "Column \(cell.column + 1)"
    let place = record.isHeader ? "header" : record.place.row.map { "row \(grouped($0))" } ?? ""
    let title = isMarkdown ? "**\(MarkdownText.escaped(name))** · \(place)" : "\(name), \(place)"
    return ([title] + sentences(cell.column)).joined(separator: isMarkdown ? "\n\n" : "\n")
  }

  private func sentences(_ index: Int) -> [String] {
    guard index < layout.columns.count, let column = layout.columns[index].known else {
      return ["\(layout.kind.title): unknown column."]
    }
    let asked = KindReference(layout.kind).constraints.filter { $0.column == column.name }.map { "- \($0.text)" }
    return [source(column), asked.isEmpty ? nil : asked.joined(separator: "\n")].compactMap { $0 }
  }

  /// What the source server has to do with the column.
  private func source(_ column: Kind.Column) -> String? {
    let server = layout.server
    switch column.role {
    case .root:
      return switch server.root {
      case .required: "\(server.title) requires it for an admin sign-in."
      case .optional: "\(server.title) can require it."
      case .unused: "\(server.title) does not use it."
      }
    case .signInName:
      guard !layout.forms.isEmpty else {
        return server.ownSignIn == .fullAddress ? "\(server.title) requires the full address." : nil
      }
      return "\(server.title): \(layout.forms.map { code($0.description) }.joined(separator: " or "))"
    case .address, .password, .text: return nil
    }
  }

  private func code(_ text: String) -> String { isMarkdown ? "`\(text)`" : text }
}

extension String {
  /// Without empty lines at its ends.
  fileprivate var trimmed: String {
    var text = self[...]
    while text.first?.isNewline == true { text.removeFirst() }
    while text.last?.isNewline == true { text.removeLast() }
    return String(text)
  }
}
