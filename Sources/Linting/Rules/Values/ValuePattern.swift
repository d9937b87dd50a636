import Layout
import TextEncoding

/// The users' own rules, from `.batchlint.yaml`.
struct ValuePattern: RowRule {
  let info = RuleInfo(
    "value-pattern", .error, .values, traits: .systematic, help: "Correct the value, or the rule in `.batchlint.yaml`.")

  func visitor(of context: LintContext) -> RowVisitor? {
    let checks = context.options.ownRules.compactMap { Check($0, context) }
    return checks.isEmpty ? nil : Watch(checks)
  }

  private final class Watch: RowVisitor {
    private let checks: [Check]

    init(_ checks: [Check]) { self.checks = checks }

    func check(_ row: Row, _ report: RuleReporter) {
      for check in checks {
        guard let value = row.value(check.column), let message = check.complaint(value) else { continue }
        report.add(
          check.rule.message.map { Message($0) } ?? message, at: value.range, of: value, severity: check.rule.severity)
      }
    }
  }

  private final class Check {
    let rule: OwnRule
    let column: Int
    private let pattern: Pattern?
    private var seen: Set<String> = []

    init?(_ rule: OwnRule, _ context: LintContext) {
      guard let column = context.layout.columns.firstIndex(where: { $0.name == rule.column }) else { return nil }
      self.rule = rule
      self.column = column
      pattern = rule.pattern.flatMap { try? Pattern($0, timeLimit: rule.timeLimit) }
    }

    func complaint(_ value: Value) -> Message? {
      if let pattern {
        switch pattern.search(UnsafeRawBufferPointer(value.bytes)) {
        case .found: break
        case .notFound: return Message("value does not match the pattern `{}`", .text(rule.pattern ?? ""))
        case .tooSlow:
          return Message(
            "pattern `{}` exceeds the time limit of {} ms for this value", .text(rule.pattern ?? ""),
            .number(rule.timeLimit))
        case .failed: return Message("pattern `{}` cannot be matched against this value", .text(rule.pattern ?? ""))
        }
      }
      guard !rule.values.isEmpty || rule.minimumLength != nil || rule.maximumLength != nil || rule.isUnique else {
        return nil
      }
      let text = String(decoding: value.bytes, as: UTF8.self)
      if !rule.values.isEmpty, !rule.values.contains(text) {
        return Message("invalid value; allowed: {}", .text(rule.values.joined(separator: ", ")))
      }
      if let least = rule.minimumLength, text.count < least {
        return Message("value shorter than {} characters", .number(least))
      }
      if let most = rule.maximumLength, text.count > most {
        return Message("value longer than {} characters", .number(most))
      }
      return rule.isUnique && !seen.insert(text).inserted ? "duplicate value: an earlier row has the same" : nil
    }
  }
}
