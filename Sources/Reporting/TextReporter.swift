import Linting
import Migration

/// The report for people: each finding with its place, the row with secrets masked, a marker under the value, and help;
/// at the end a summary and the addresses of the rules' pages.
final class TextReporter: Reporter {
  private let output: Output
  private let options: ReportOptions
  private let style: TerminalStyle
  /// What was detected, and on what evidence.
  @exclusivity(unchecked) private var detections: [String] = []
  @exclusivity(unchecked) private var ruleCounts = RuleCounts()
  @exclusivity(unchecked) private var hasSafeFix = false
  @exclusivity(unchecked) private var hasUnsafeFix = false

  /// Findings with the same message template beyond this number are printed as one, with the first places.
  private static let repeats = 5
  private static let places = 8
  private static let detections = 3
  /// With fewer findings the summary by rule would repeat what is on the screen.
  private static let summarized = 10

  init(_ output: Output, _ options: ReportOptions) {
    self.output = output
    self.options = options
    style = TerminalStyle(isColored: options.color, hasLinks: options.hasHyperlinks)
  }

  func begin() {}

  func report(_ file: any ReportedFile, shown: Int) {
    ruleCounts.add(file)
    let block = TextBlock(file, style)
    var row: [Int] = []
    func flush() {
      if !row.isEmpty { output.put(block.text(row)) }
      row = []
    }
    for group in groups(file, shown) {
      noteFix(file, group[0])
      if group.count > TextReporter.repeats {
        flush()
        output.put(block.text([group[0]], note: rest(group, of: file)))
      } else {
        for index in group {
          if let last = row.last, !block.shareExcerpt(last, index) { flush() }
          row.append(index)
        }
      }
    }
    flush()
    noteDetections(file.facts)
    if options.isVerbose || shown < file.count { writeFacts(file, shown: shown) }
  }

  func end(_ summary: Summary) {
    guard !options.isQuiet, summary.files > 0 else { return }
    let rules = ruleCounts.sorted
    if summary.findings >= TextReporter.summarized { writeSummary(rules) }
    for entry in rules { output.put(style.faint(RuleRegistry.pageURL(entry.rule.name)) + "\n") }
    if !rules.isEmpty { output.put("\n") }
    if !options.isVerbose, detections.count <= TextReporter.detections {
      for detection in detections { output.put(detection) }
    }
    output.put(style.bold(Verdict.text(summary)) + "\n")
    if options.offersFixes, let offer { output.put(offer + "\n") }
  }

  private func noteFix(_ file: any ReportedFile, _ index: Int) {
    guard options.offersFixes, !hasSafeFix || !hasUnsafeFix, let title = file.fixTitle(index) else { return }
    if title.isSafe { hasSafeFix = true } else { hasUnsafeFix = true }
  }

  /// How to apply the fixes of what is printed; nil where there are none.
  private var offer: String? {
    switch (hasSafeFix, hasUnsafeFix) {
    case (true, false): "Fixable with `batchlint fix`; preview the changes with --diff."
    case (true, true): "Fixable with `batchlint fix`, some with --unsafe; preview the changes with --diff."
    case (false, true): "Fixable with `batchlint fix --unsafe`; preview the changes with --diff."
    case (false, false): nil
    }
  }

  private func writeSummary(_ rules: [RuleCounts.Entry]) {
    let width = max(rules.map { grouped($0.count).count }.max() ?? 0, 4)
    let names = rules.map(\.rule.name.count).max() ?? 0
    for entry in rules {
      let count = grouped(entry.count)
      output.put(String(repeating: " ", count: width - count.count) + count + "  ")
      output.put(style.severity(entry.severity, padded: rules.map(\.severity.rawValue.count).max() ?? 0) + "  ")
      output.put(style.bold(entry.rule.name) + String(repeating: " ", count: names - entry.rule.name.count + 2))
      output.put(RuleRegistry.summary(entry.rule.name) + "\n")
    }
    output.put("\n")
  }

  /// Findings of one rule with the same template together, at the place of the first.
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

  /// How many more findings a group has, and where.
  private func rest(_ group: [Int], of file: any ReportedFile) -> String {
    let rest = group.dropFirst()
    let first = file.start(group[0]).line
    let unit = file.sheetCell(group[0]) == nil ? "line" : "row"
    var lines: [Int] = []
    var covered = 0
    for index in rest {
      let line = file.start(index).line
      if line != lines.last {
        if lines.count == TextReporter.places { break }
        lines.append(line)
      }
      covered += 1
    }
    if covered == rest.count, lines == [first] { return "\(grouped(covered)) more in this \(unit)" }
    let more = rest.count - covered
    return "\(grouped(rest.count)) more: \(unit)s \(lines.map(String.init).joined(separator: ", "))"
      + (more > 0 ? " and \(grouped(more)) others" : "")
  }

  private func noteDetections(_ facts: FileFacts) {
    if let reason = facts.kindReason {
      detections.append("\(plain(facts.path)): detected kind \(facts.kind): \(reason)\n")
    }
    if let reason = facts.serverReason {
      detections.append("\(plain(facts.path)): detected server \(facts.server): \(reason)\n")
    }
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
      output.put("\(plain(file.path)): \(grouped(file.count - shown)) findings not shown (--max-findings)\n\n")
    }
  }

  private func plain(_ text: String) -> String { PlainText.plain(text) }
}
