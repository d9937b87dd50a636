import CSV
import Layout
import Migration

/// What is done with a column's values, worked out once.
struct ColumnPlan {
  enum Role: UInt8 { case address, signInName, password, root, other }
  var role: Role
  /// FieldFlags that every value of the column has.
  var always: FieldFlags
  var triggers: FieldFlags
  var maximumLength: Int
  var rules: [Triggered]

  /// A rule, and what is asked before it is.
  struct Triggered {
    var triggers: FieldFlags
    var requiresWellFormedText: Bool
    var id: RuleID
    var rule: any ValueRule
  }
}

extension ColumnPlan {
  static func plans(for context: LintContext, _ collector: FindingCollector) -> [ColumnPlan] {
    let rules = collector.enabled(\.asValueRule)
    return context.layout.columns.enumerated().map { index, column in
      let fitting = rules.filter { rule in
        guard let holds = rule.rule.roles else { return true }
        return column.role.map(holds.contains) ?? false
      }
      let role: Role =
        switch index {
        case context.layout.addressColumn: .address
        case context.layout.signInColumn: .signInName
        case context.layout.passwordColumn: .password
        case context.layout.rootColumn: .root
        default: .other
        }
      return ColumnPlan(
        role: role, always: column.known?.isJudged == true ? .alwaysChecked : [],
        triggers: fitting.reduce(FieldFlags()) { $0.union($1.rule.triggers) },
        maximumLength: column.known?.suspiciousLength ?? ValueTooLong.undocumentedLimit,
        rules: fitting.map { entry in
          Triggered(
            triggers: entry.rule.triggers, requiresWellFormedText: entry.rule.requiresWellFormedText, id: entry.id,
            rule: entry.rule)
        })
    }
  }
}

/// How many rows a part of a file probably has, from its first ones: for memory taken once.
enum RowEstimate {
  static func rows(in text: UnsafeRawBufferPointer, from start: Int) -> Int {
    let rest = text.count - start
    let sample = text[start...].prefix(16384)
    let lines = sample.count { $0 == 0x0A || $0 == 0x0D }
    guard lines > 0, !sample.isEmpty else { return 16 }
    return min(rest, lines * rest / sample.count + 16)
  }
}
