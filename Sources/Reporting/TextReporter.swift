import Linting

/// What a person wants to read: place, message, the row with secrets masked, a marker under the value, how
/// to mend it; and at the end a summary by rule.
final class TextReporter: Reporter {
  private let output: Output
  private let options: ReportOptions
  private let ink: Ink
  /// What servers were taken from the rows, and why; for a few files this is told unasked.
  private var guesses: [String] = []
  private var tally: [RuleID: (severity: Severity, count: Int)] = [:]

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

  func report(_ file: FileReport, shown: Int) {
    for finding in file.findings {
      let known = tally[finding.rule]
      tally[finding.rule] = (max(known?.severity ?? finding.severity, finding.severity), (known?.count ?? 0) + 1)
    }
    for group in groups(file.findings.prefix(shown)) {
      write(group[0], of: file)
      if group.count > TextReporter.repeats {
        writeRest(group, of: file)
      } else {
        for finding in group.dropFirst() { write(finding, of: file) }
      }
    }
    if let reason = file.table.serverReason {
      guesses.append("\(plain(file.path)) was taken for server \(file.table.server.name): \(reason).\n")
    }
    if options.isVerbose || shown < file.findings.count { writeFacts(file, shown: shown) }
  }

  func end(_ summary: Summary) {
    guard !options.isQuiet, summary.files > 0 else { return }
    let severities = tally.values.map(\.severity)
    let width = max(tally.values.map { grouped($0.count).count }.max() ?? 0, 4)
    for (rule, entry) in tally.sorted(by: { ($1.value.severity, $1.value.count, $0.key.name) < ($0.value.severity, $0.value.count, $1.key.name) }) {
      let count = grouped(entry.count)
      output.put(String(repeating: " ", count: width - count.count) + count + "  ")
      output.put(ink.severity(entry.severity, padded: severities.map(\.rawValue.count).max() ?? 0) + "  ")
      output.put(ink.bold(rule.name) + "  " + Catalogue.summary(rule.name) + "\n")
    }
    if !tally.isEmpty { output.put("\n") }
    if !options.isVerbose, guesses.count <= TextReporter.guesses { for guess in guesses { output.put(guess) } }
    output.put(ink.bold(Verdict.text(summary)) + "\n")
  }

  /// Findings of one rule that say the same stand together, at the place of the first.
  private func groups(_ findings: ArraySlice<Finding>) -> [[Finding]] {
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
    var counts: [Key: Int] = [:]
    for finding in findings { counts[Key(rule: finding.rule, template: finding.message.template, severity: finding.severity), default: 0] += 1 }
    var groups: [[Finding]] = []
    var gathered: [Key: Int] = [:]
    for finding in findings {
      let key = Key(rule: finding.rule, template: finding.message.template, severity: finding.severity)
      if counts[key]! <= TextReporter.repeats {
        groups.append([finding])
      } else if let index = gathered[key] {
        groups[index].append(finding)
      } else {
        gathered[key] = groups.count
        groups.append([finding])
      }
    }
    return groups
  }

  private func write(_ finding: Finding, of file: FileReport) {
    let start = file.position(of: finding.range.lowerBound, in: finding.place)
    output.put(ink.bold("\(plain(file.path)):\(start.line):\(start.column)") + ": ")
    output.put(ink.severity(finding.severity, padded: 0) + ": ")
    output.put(ink.bold(plain(file.message(of: finding))) + " [\(finding.rule.name)]\n")
    if let excerpt = file.excerpt(of: finding) {
      let number = String(start.line)
      let gutter = String(repeating: " ", count: number.count)
      output.put(ink.faint(" \(number) | ") + plain(excerpt.text) + "\n")
      let marker = String(repeating: " ", count: excerpt.mark.lowerBound) + String(repeating: "^", count: min(excerpt.mark.count, 200))
      output.put(ink.faint(" \(gutter) | ") + ink.mark(marker, finding.severity) + "\n")
    }
    if let related = finding.related {
      let place = file.position(of: related.range.lowerBound, in: related.place)
      output.put(ink.faint("   = ") + "\(plain(file.message(of: related, for: finding))): line \(place.line)\n")
    }
    if let info = Catalogue.rule(named: finding.rule.name)?.info { output.put(ink.faint("   = ") + "mend: \(info.mend)\n") }
    if let service = file.serviceMessage(of: finding) { output.put(ink.faint("   = ") + "the service says: \(service)\n") }
    output.put(ink.faint("   = help: \(Catalogue.help(finding.rule.name))") + "\n\n")
  }

  private func writeRest(_ group: [Finding], of file: FileReport) {
    let rest = group.dropFirst()
    let lines = rest.prefix(TextReporter.places).map { String(file.position(of: $0.range.lowerBound, in: $0.place).line) }
    let more = rest.count - lines.count
    output.put("   \(grouped(rest.count)) more like it [\(group[0].rule.name)]: lines \(lines.joined(separator: ", "))")
    output.put(more > 0 ? " and \(grouped(more)) others\n\n" : "\n\n")
  }

  private func writeFacts(_ file: FileReport, shown: Int) {
    if options.isVerbose {
      let table = file.table
      let server = table.serverReason.map { "\(table.server.name) (\($0))" } ?? table.server.name
      output.put("\(plain(file.path)): kind \(table.kind.name), server \(server), \(table.document.encodingName), \(grouped(file.rows)) rows\n\n")
    }
    if shown < file.findings.count {
      output.put("\(plain(file.path)): \(grouped(file.findings.count - shown)) findings are not shown (--max-findings)\n\n")
    }
  }

  private func plain(_ text: String) -> String { PlainText.plain(text) }
}

/// Colours of a terminal, or none.
struct Ink {
  var isColored: Bool

  func bold(_ text: String) -> String { paint(text, "1") }
  func faint(_ text: String) -> String { paint(text, "2") }
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
