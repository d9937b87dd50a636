import TextEncoding

/// The users' own rules, from `.batchlint.yaml`.
struct ValuePattern: RowRule {
  let info = RuleInfo("value-pattern", .error, .values, help: "The rule stands under `rules` in .batchlint.yaml.")

  func visitor(of table: Table) -> RowVisitor? {
    let checks = table.options.ownRules.compactMap { Check($0, table) }
    return checks.isEmpty ? nil : Watch(checks)
  }

  private final class Watch: RowVisitor {
    private let checks: [Check]

    init(_ checks: [Check]) { self.checks = checks }

    func check(_ row: Row, _ collector: FindingCollector) {
      for check in checks {
        guard let value = row.value(check.column), let message = check.complaint(value) else { continue }
        collector.add(
          check.rule.message.map { Message($0) } ?? message, at: value.range, of: value, severity: check.rule.severity)
      }
    }
  }

  private final class Check {
    let rule: OwnRule
    let column: Int
    private let pattern: Pattern?
    private var seen: Set<String> = []

    init?(_ rule: OwnRule, _ table: Table) {
      guard let column = table.columns.firstIndex(where: { $0.name == rule.column }) else { return nil }
      self.rule = rule
      self.column = column
      pattern = rule.pattern.flatMap { try? Pattern($0, timeLimit: rule.timeLimit) }
    }

    func complaint(_ value: Value) -> Message? {
      if let pattern {
        switch pattern.search(UnsafeRawBufferPointer(value.bytes)) {
        case .found: break
        case .notFound: return Message("the value does not fit the pattern {}", .text(rule.pattern ?? ""))
        case .tooSlow:
          return Message(
            "the pattern {} takes too long on this value: more than {} ms", .text(rule.pattern ?? ""),
            .number(rule.timeLimit))
        case .failed: return Message("the pattern {} cannot be tried on this value", .text(rule.pattern ?? ""))
        }
      }
      guard !rule.values.isEmpty || rule.minimumLength != nil || rule.maximumLength != nil || rule.isUnique else {
        return nil
      }
      let text = String(decoding: value.bytes, as: UTF8.self)
      if !rule.values.isEmpty, !rule.values.contains(text) {
        return Message("the value is none of {}", .text(rule.values.joined(separator: ", ")))
      }
      if let least = rule.minimumLength, text.count < least {
        return Message("the value has fewer than {} characters", .number(least))
      }
      if let most = rule.maximumLength, text.count > most {
        return Message("the value has more than {} characters", .number(most))
      }
      return rule.isUnique && !seen.insert(text).inserted ? "an earlier row has the same value" : nil
    }
  }
}
