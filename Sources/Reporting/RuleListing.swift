import Linting

/// Prints the catalogue of rules and its pages.
public struct RuleListing {
  private let output: Output
  private let style: TerminalStyle

  public init(_ output: Output, color: Bool) {
    self.output = output
    style = TerminalStyle(isColored: color)
  }

  /// A line for each rule, under the cells of their sections.
  public func writeAll() {
    var section: RuleInfo.Section?
    for info in RuleRegistry.rules.map(\.info) {
      if info.section != section { output.put((section == nil ? "" : "\n") + style.bold(info.section.rawValue) + "\n") }
      section = info.section
      output.put("  " + info.name + String(repeating: " ", count: max(1, 26 - info.name.count)))
      output.put(style.severity(info.severity, padded: 8) + " " + RuleRegistry.summary(info.name) + "\n")
    }
  }

  /// An array with an object for each rule.
  public func writeAllAsJSON() {
    output.put("[")
    for (index, info) in RuleRegistry.rules.map(\.info).enumerated() {
      output.put(index == 0 ? "\n" : ",\n")
      put(members(info))
    }
    output.put("\n]\n")
  }

  /// A rule's page: Markdown, and coloured where that is wanted.
  public func write(_ info: RuleInfo) {
    guard let page = RuleRegistry.readablePage(info.name) else { return }
    output.put(style.isColored ? PageHighlighter(style).paint(page) : page)
  }

  /// An object with the members that ``writeAllAsJSON()`` writes of a rule, and its page as Markdown.
  public func writeAsJSON(_ info: RuleInfo) {
    put(members(info) + [("page", RuleRegistry.readablePage(info.name) ?? "")])
    output.put("\n")
  }

  private func members(_ info: RuleInfo) -> [(String, String)] {
    [
      ("name", info.name), ("severity", info.severity.rawValue), ("section", info.section.rawValue),
      ("summary", RuleRegistry.summary(info.name)), ("advice", info.help), ("help", RuleRegistry.pageURL(info.name)),
    ]
  }

  private func put(_ members: [(String, String)]) {
    for (position, (key, value)) in members.enumerated() {
      output.put(position == 0 ? "{" : ",")
      output.putJSON(key)
      output.put(":")
      output.putJSON(value)
    }
    output.put("}")
  }
}

/// Colours the Markdown of a rule's page for a terminal; not a letter of it is lost.
struct PageHighlighter {
  private let style: TerminalStyle

  init(_ style: TerminalStyle) { self.style = style }

  func paint(_ page: String) -> String {
    var isSample = false
    return page.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      let text = String(line)
      if text.hasPrefix("```") {
        isSample.toggle()
        return style.faint(text)
      }
      if isSample || text.isEmpty { return text }
      return text.hasPrefix("#") ? style.bold(text) : paintCode(text)
    }.joined(separator: "\n")
  }

  /// Text between backticks, including these.
  private func paintCode(_ line: String) -> String {
    let parts = line.split(separator: "`", omittingEmptySubsequences: false).map(String.init)
    guard parts.count % 2 == 1 else { return line }
    return parts.enumerated().map { $0.offset % 2 == 1 ? style.code("`\($0.element)`") : $0.element }.joined()
  }
}
