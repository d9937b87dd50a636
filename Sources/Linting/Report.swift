/// Collects what the rules find in one file.
public final class Report {
  public private(set) var findings: [Finding] = []
  /// The rules that are asked, with the severity that the user gave them.
  private let severities: [Severity?]
  private let isEnabled: [Bool]
  /// The rule that is being asked.
  var rule = RuleID(index: 0)

  init(selection: Selection) {
    isEnabled = Catalogue.rules.map { selection.enables($0.info.name) }
    severities = Catalogue.rules.map { selection.severity(of: $0.info.name) }
  }

  /// The rules of one sort that the user has not switched off.
  func enabled<Scope>(_ scope: (any Rule) -> Scope?) -> [(id: RuleID, rule: Scope)] {
    Catalogue.rules.indices.compactMap { index in
      guard isEnabled[index], let rule = scope(Catalogue.rules[index]) else { return nil }
      return (RuleID(index: index), rule)
    }
  }

  /// Keeps a finding of the rule that is being asked.
  ///
  /// - Parameter severity: where it differs from the rule's own; the user's word goes before both.
  public func add(
    _ message: Message, at range: Range<Int>, in place: RowPlace, field: Int? = nil, severity: Severity? = nil,
    related: Finding.Related? = nil, service: Finding.Service? = nil
  ) {
    findings.append(
      Finding(
        rule: rule, severity: severities[rule.index] ?? severity ?? Catalogue.rules[rule.index].info.severity,
        message: message, range: range, place: place, field: field, related: related, service: service))
  }

  /// Keeps a finding about a value, or a part of it.
  public func add(
    _ message: Message, at range: Range<Int>, of value: Value, severity: Severity? = nil
  ) {
    add(message, at: range, in: value.place, field: value.index, severity: severity)
  }

  /// The findings in the contract's order: by place, then by rule.
  func sorted() -> [Finding] {
    findings.sorted {
      $0.range.lowerBound != $1.range.lowerBound
        ? $0.range.lowerBound < $1.range.lowerBound : $0.rule.name < $1.rule.name
    }
  }
}
