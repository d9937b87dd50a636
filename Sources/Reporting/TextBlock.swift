import Linting

/// Findings of one row as text: their messages, the row once with a marker under each value, notes and help.
final class TextBlock {
  private let file: any ReportedFile
  private let style: TerminalStyle
  /// The rule and help that were printed last; the same help is not repeated for the next finding of the rule.
  private var lastAdvice: (rule: RuleID, text: String)?

  /// The columns of a terminal that a line may have.
  private static let width = 80
  private static let longestMarker = 200

  init(_ file: any ReportedFile, _ style: TerminalStyle) {
    self.file = file
    self.style = style
  }

  /// Whether two findings can be shown with one excerpt.
  func shareExcerpt(_ first: Int, _ second: Int) -> Bool {
    guard file.start(first).line == file.start(second).line, file.record(first) == file.record(second),
      let one = file.excerpt(first), let other = file.excerpt(second)
    else { return false }
    return one.text == other.text
  }

  /// The block of findings that share an excerpt; a note says what else they are about.
  func text(_ findings: [Int], note: String? = nil) -> String {
    let start = file.start(findings[0])
    let number = String(start.line)
    let gutter = String(repeating: " ", count: number.count)
    var text = findings.map(title).joined()
    let places = findings.map { PlainText.plain(file.place($0)) }.joined(separator: ", ")
    text += "\(gutter)" + style.faint("--> ") + "\(PlainText.plain(file.path)):\(places)\n"
    text += excerpt(findings, number, gutter)
    for index in findings { text += notes(index, gutter, subject: subject(index, among: findings)) }
    if let note { text += item("note", note, gutter) }
    return text + "\n"
  }

  private func title(_ index: Int) -> String {
    let rule = file.rule(index).name
    let label = "\(file.severity(index).rawValue)[\(rule)]: "
    let lines = TextBlock.wrapped(PlainText.plain(file.message(index)), first: label.count, rest: 2)
    let severity = style.severity(file.severity(index), padded: 0)
    let name = style.link(rule, to: RuleRegistry.pageURL(rule))
    return "\(severity)[\(name)]: " + lines.map(style.bold).joined(separator: "\n  ") + "\n"
  }

  private func excerpt(_ findings: [Int], _ number: String, _ gutter: String) -> String {
    let excerpts = findings.compactMap(file.excerpt)
    guard let first = excerpts.first else { return "" }
    let marks = zip(excerpts.map(\.mark), findings.map(file.severity)).sorted {
      $0.0.lowerBound < $1.0.lowerBound
    }
    let union = marks[0].0.lowerBound..<(marks.map(\.0.upperBound).max() ?? first.mark.upperBound)
    let window = Excerpt(text: PlainText.plain(first.text), mark: union).trimmed(
      to: TextBlock.width - number.count - 3)
    var text = style.faint("\(number) | ") + window.text + "\n" + style.faint("\(gutter) | ")
    var column = 0
    for (mark, severity) in marks {
      let from = max(mark.lowerBound - window.offset, column)
      let to = min(mark.upperBound - window.offset, from + TextBlock.longestMarker, window.columns + 1)
      guard from < to else { continue }
      text += String(repeating: " ", count: from - column)
      text += style.mark(String(repeating: "^", count: to - from), severity)
      column = to
    }
    return text + "\n"
  }

  /// Which of a block's findings a note is about, ` (5:18)`: its place, or its rule where another has the same place;
  /// nothing where there is one finding only.
  private func subject(_ index: Int, among findings: [Int]) -> String {
    guard findings.count > 1 else { return "" }
    let place = PlainText.plain(file.place(index))
    let isShared = findings.count { PlainText.plain(file.place($0)) == place } > 1
    return " (\(isShared ? file.rule(index).name : place))"
  }

  private func notes(_ index: Int, _ gutter: String, subject: String) -> String {
    var text = ""
    if let related = file.related(index) {
      let note = "\(PlainText.plain(related.message)): \(file.relatedPlace(index, related))"
      text += item("note", note + subject, gutter)
    }
    if let service = file.service(index) { text += item("service", service + subject, gutter) }
    let advice = PlainText.plain(file.advice(index))
    let rule = file.rule(index)
    if lastAdvice.map({ $0.rule != rule || $0.text != advice }) ?? true {
      text += item("help", advice + subject, gutter)
    }
    lastAdvice = (rule, advice)
    return text
  }

  private func item(_ name: String, _ text: String, _ gutter: String) -> String {
    let label = "\(gutter) = \(name): "
    let indent = String(repeating: " ", count: label.count)
    let lines = TextBlock.wrapped(text, first: label.count, rest: label.count)
    return style.faint("\(gutter) = ") + style.bold(name) + ": " + lines.joined(separator: "\n\(indent)") + "\n"
  }

  /// Lines of words that fit the width after an indentation; a longer word has a line of its own.
  static func wrapped(_ text: String, first: Int, rest: Int) -> [String] {
    var lines: [String] = [""]
    var room = width - first
    for word in text.split(separator: " ", omittingEmptySubsequences: false) {
      let last = lines.count - 1
      if lines[last].isEmpty {
        lines[last] = String(word)
      } else if lines[last].count + 1 + word.count <= room {
        lines[last] += " " + word
      } else {
        lines.append(String(word))
        room = width - rest
      }
    }
    return lines
  }
}
