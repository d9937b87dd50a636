import Linting
import Migration

/// How many findings each rule has, and the worst severity among them.
struct RuleCounts {
  struct Entry {
    var rule: RuleID
    var severity: Severity
    var count: Int
  }

  /// By the rule's index.
  private var entries: [Entry?] = Array(repeating: nil, count: RuleRegistry.rules.count)

  mutating func add(_ file: any ReportedFile) {
    for index in 0..<file.count {
      let rule = file.rule(index)
      let severity = file.severity(index)
      let known = entries[rule.index]
      entries[rule.index] = Entry(
        rule: rule, severity: max(known?.severity ?? severity, severity), count: (known?.count ?? 0) + 1)
    }
  }

  var isEmpty: Bool { entries.allSatisfy { $0 == nil } }

  /// What to fix first: errors before warnings, the most frequent first.
  var sorted: [Entry] {
    entries.compactMap(\.self).sorted { ($1.severity, $1.count, $0.rule.name) < ($0.severity, $0.count, $1.rule.name) }
  }
}
