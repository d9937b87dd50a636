import Layout
import Migration

/// Collects what the rules find in one file.
public final class FindingCollector {
  public private(set) var findings: [Finding] = []
  /// By rule: its own severity, and the one that the user gave it.
  private let own: [Severity]
  private let given: [Severity?]
  private let isEnabled: [Bool]

  init(selection: Selection) {
    isEnabled = RuleRegistry.rules.map { selection.enables($0.info.name) }
    own = RuleRegistry.rules.map(\.info.severity)
    given = RuleRegistry.rules.map { selection.severity(of: $0.info.name) }
  }

  private init(like other: FindingCollector) {
    (own, given, isEnabled) = (other.own, other.given, other.isEnabled)
  }

  /// An empty collector for the same rules.
  func fresh() -> FindingCollector { FindingCollector(like: self) }

  /// Takes another's findings, their rows counted on.
  func take(_ other: FindingCollector, shifted shift: RowShift) {
    findings.reserveCapacity(findings.count + other.findings.count)
    for var finding in other.findings {
      finding.place = finding.place.shifted(by: shift)
      findings.append(finding)
    }
  }

  /// The enabled rules of one sort about a file.
  func enabled<Scope>(_ scope: (any Rule) -> Scope?) -> [(id: RuleID, rule: Scope)] {
    RuleRegistry.checks.indices.compactMap { index in
      guard isEnabled[index], let rule = scope(RuleRegistry.checks[index]) else { return nil }
      return (RuleID(index: index), rule)
    }
  }

  /// Whether a rule is enabled.
  func isEnabled(_ rule: RuleID) -> Bool { isEnabled[rule.index] }

  /// Reports the findings of a rule to this collector.
  func reporter(for rule: RuleID) -> RuleReporter { RuleReporter(rule: rule, collector: self) }

  /// Keeps a finding.
  ///
  /// - Parameter severity: where it differs from the rule's own; the user's setting overrides both.
  fileprivate func add(_ finding: Finding, severity: Severity?) {
    var finding = finding
    finding.severity = given[finding.rule.index] ?? severity ?? own[finding.rule.index]
    findings.append(finding)
  }

  /// Keeps findings of an earlier collector as they are.
  func add(all findings: [Finding]) { self.findings += findings }

  /// The findings in the contract's order: by place, then by rule.
  func sorted() -> [Finding] {
    func isBefore(_ a: Finding, _ b: Finding) -> Bool {
      a.range.lowerBound != b.range.lowerBound
        ? a.range.lowerBound < b.range.lowerBound : RuleRegistry.ranks[a.rule.index] < RuleRegistry.ranks[b.rule.index]
    }
    // They mostly come in order already.
    let isSorted = findings.indices.dropFirst().allSatisfy { !isBefore(findings[$0], findings[$0 - 1]) }
    return isSorted ? findings : findings.sorted(by: isBefore)
  }
}

/// What a rule reports its findings to: it binds them to the rule.
public struct RuleReporter {
  let rule: RuleID
  fileprivate let collector: FindingCollector

  /// Reports a finding.
  ///
  /// - Parameter severity: where it differs from the rule's own; the user's setting overrides both.
  func add(
    _ message: Message, at range: Range<Int>, in place: RowPlace, field: Int? = nil, severity: Severity? = nil,
    related: Finding.Related? = nil, service: Finding.Service? = nil
  ) {
    let finding = Finding(
      rule: rule, severity: .error, message: message, range: range, place: place, field: field, related: related,
      service: service)
    collector.add(finding, severity: severity)
  }

  /// Reports a finding about a value, or a part of it.
  func add(_ message: Message, at range: Range<Int>, of value: Value, severity: Severity? = nil) {
    add(message, at: range, in: value.place, field: value.index, severity: severity)
  }
}
