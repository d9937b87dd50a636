import Linting
import Migration

/// What a person wants to read: place, message, the row with secrets masked, a marker under the value, how
/// to mend it; and at the end a summary by rule.
final class TextReporter: Reporter {
  private let output: Output
  private let options: ReportOptions
  private let ink: Ink
  /// What servers were taken from the rows, and why; for a few files this is told unasked.
  private var guesses: [String] = []
  private var tally = RuleTally()

  /// Findings that say the same more often than this are told once, with the first places.
  private static let repeats = 5
  private static let places = 8
  private static let guesses = 3

  init(_ output: Output, _ options: ReportOptions) {
    self.output = output
    self.options = options
    ink = Ink(isColored: options.color)
  }

  func begin() {}

  func report(_ file: any ReportedFile, shown: Int) {
    tally.add(file)
    for group in groups(file, shown) {
      write(group[0], of: file)
      if group.count > TextReporter.repeats {
        writeRest(group, of: file)
      } else {
        for index in group.dropFirst() { write(index, of: file) }
      }
    }
    if let reason = file.facts.kindReason {
      guesses.append("\(plain(file.path)) was taken for kind \(file.facts.kind): \(reason).\n")
    }
    if let reason = file.facts.serverReason {
      guesses.append("\(plain(file.path)) was taken for server \(file.facts.server): \(reason).\n")
    }
    if options.isVerbose || shown < file.count { writeFacts(file, shown: shown) }
  }

  func end(_ summary: Summary) {
    guard !options.isQuiet, summary.files > 0 else { return }
    let rules = tally.sorted
    let width = max(rules.map { grouped($0.count).count }.max() ?? 0, 4)
    for entry in rules {
      let count = grouped(entry.count)
      output.put(String(repeating: " ", count: width - count.count) + count + "  ")
      output.put(ink.severity(entry.severity, padded: rules.map(\.severity.rawValue.count).max() ?? 0) + "  ")
      output.put(ink.bold(entry.rule.name) + "  " + RuleRegistry.summary(entry.rule.name) + "\n")
    }
    if !rules.isEmpty { output.put("\n") }
    if !options.isVerbose, guesses.count <= TextReporter.guesses { for guess in guesses { output.put(guess) } }
    output.put(ink.bold(Verdict.text(summary)) + "\n")
  }

  /// Findings of one rule that say the same stand together, at the place of the first.
  private func groups(_ file: any ReportedFile, _ shown: Int) -> [[Int]] {
    struct Key: Hashable {
      var rule: RuleID
      var template: String
      var severity: Severity

      // A rule has few templates; their whole text need not be hashed for every finding.
      func hash(into hasher: inout Hasher) {
        hasher.combine(rule)
        hasher.combine(template.utf8.count)
      }
    }
    func key(_ index: Int) -> Key {
      Key(rule: file.rule(index), template: file.template(index), severity: file.severity(index))
    }
    var counts: [Key: Int] = [:]
    for index in 0..<shown { counts[key(index), default: 0] += 1 }
    var groups: [[Int]] = []
    var gathered: [Key: Int] = [:]
    for index in 0..<shown {
      let key = key(index)
      if counts[key]! <= TextReporter.repeats {
        groups.append([index])
      } else if let group = gathered[key] {
        groups[group].append(index)
      } else {
        gathered[key] = groups.count
        groups.append([index])
      }
    }
    return groups
  }

  private func write(_ index: Int, of file: any ReportedFile) {
    let start = file.start(index)
    let severity = file.severity(index)
    let rule = file.rule(index)
    output.put(ink.bold("\(plain(file.path)):\(start.line):\(start.column)") + ": ")
    output.put(ink.severity(severity, padded: 0) + ": ")
    output.put(ink.bold(plain(file.message(index))) + " [\(rule.name)]\n")
    if let excerpt = file.excerpt(index) {
      let number = String(start.line)
      let gutter = String(repeating: " ", count: number.count)
      output.put(ink.faint(" \(number) | ") + plain(excerpt.text) + "\n")
      let marker =
        String(repeating: " ", count: excerpt.mark.lowerBound)
        + String(repeating: "^", count: min(excerpt.mark.count, 200))
      output.put(ink.faint(" \(gutter) | ") + ink.mark(marker, severity) + "\n")
    }
    if let related = file.related(index) {
      output.put(ink.faint("   = ") + "\(plain(related.message)): line \(related.start.line)\n")
    }
    output.put(ink.faint("   = ") + "mend: \(RuleRegistry.rules[rule.index].info.help)\n")
    if let service = file.service(index) { output.put(ink.faint("   = ") + "the service says: \(service)\n") }
    output.put(ink.faint("   = help: \(RuleRegistry.pageURL(rule.name))") + "\n\n")
  }

  private func writeRest(_ group: [Int], of file: any ReportedFile) {
    let rest = group.dropFirst()
    let lines = rest.prefix(TextReporter.places).map { String(file.start($0).line) }
    let more = rest.count - lines.count
    output.put(
      "   \(grouped(rest.count)) more like it [\(file.rule(group[0]).name)]: lines \(lines.joined(separator: ", "))")
    output.put(more > 0 ? " and \(grouped(more)) others\n\n" : "\n\n")
  }

  private func writeFacts(_ file: any ReportedFile, shown: Int) {
    if options.isVerbose {
      let facts = file.facts
      let server = facts.serverReason.map { "\(facts.server) (\($0))" } ?? facts.server
      let kind = facts.kindReason.map { "\(facts.kind) (\($0))" } ?? facts.kind
      output.put(
        "\(plain(file.path)): kind \(kind), server \(server), \(facts.encoding), \(grouped(facts.rows)) rows\n\n")
    }
    if shown < file.count {
      output.put("\(plain(file.path)): \(grouped(file.count - shown)) findings are not shown (--max-findings)\n\n")
    }
  }

  private func plain(_ text: String) -> String { PlainText.plain(text) }
}

/// Colours of a terminal, or none.
struct Ink {
  var isColored: Bool

  func bold(_ text: String) -> String { paint(text, "1") }
  func faint(_ text: String) -> String { paint(text, "2") }
  func code(_ text: String) -> String { paint(text, "36") }
  func mark(_ text: String, _ severity: Severity) -> String { paint(text, Ink.code(severity)) }

  func severity(_ severity: Severity, padded width: Int) -> String {
    let pad = String(repeating: " ", count: max(0, width - severity.rawValue.count))
    return paint(severity.rawValue, "1;" + Ink.code(severity)) + pad
  }

  private func paint(_ text: String, _ code: String) -> String {
    isColored ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }

  private static func code(_ severity: Severity) -> String {
    switch severity {
    case .error: "31"
    case .warning: "33"
    case .info: "36"
    }
  }
}
