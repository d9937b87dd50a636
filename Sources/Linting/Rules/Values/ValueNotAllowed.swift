import CSV
import Migration
import YAML

/// Not one of the values that the column takes.
struct ValueNotAllowed: ValueRule, FixingRule {
  let info = RuleInfo("value-not-allowed", .error, .values, help: "Write one of the values that the column takes.")
  let triggers: FieldFlags = .alwaysChecked

  func check(_ value: Value, of row: Row, _ collector: FindingCollector) {
    guard let (refusal, condition) = refusal(of: value, row) else { return }
    let shown = Message.Argument.value(value.range)
    let message: Message
    var severity: Severity?
    switch refusal {
    case .notEmpty:
      message = condition.map { Message("the column must be empty where {}", .text($0)) } ?? "the column must be empty"
    case .meant(let right):
      message = Message("“{}” stands for {}, which the service takes only so", shown, .text(right))
    case .otherCase(let right, let own):
      message = Message("“{}” differs from {} in letter case", shown, .text(right))
      severity = own
    case .other(let wanted):
      message =
        condition.map { Message("“{}” is none of what the column takes where {}", shown, .text("\($0): \(wanted)")) }
        ?? Message("“{}” is none of the values that the column takes: {}", shown, .text(wanted))
    case .check(let reason, let own):
      message = Message("{}", .text(reason))
      severity = own
    case .tooSlow(let pattern):
      message = Message(
        "the pattern {} takes too long on this value: more than {} ms", .text(pattern),
        .number(Kind.ValueConstraint.timeLimit))
    }
    collector.add(message, at: value.range, of: value, severity: severity)
  }

  /// Why a value is not taken, and the condition that asks it, in words.
  private func refusal(of value: Value, _ row: Row) -> (ConstraintValidator.Refusal, condition: String?)? {
    guard let column = value.column.known, !value.isEmpty, !SpreadsheetNumber.speaks(of: value) else { return nil }
    let patterns = value.table.patterns
    // Of an address the address rules speak, other forms that may stand in its place included.
    var permitted = column.permitted
    if column.role == .address { permitted.forms = [] }
    if let refusal = ConstraintValidator.refusal(of: value.bytes, permitted, patterns) { return (refusal, nil) }
    for condition in ConstraintValidator.conditions(column, row) {
      guard let refusal = ConstraintValidator.refusal(of: value.bytes, condition.permitted, patterns) else { continue }
      return (refusal, "\(condition.column) is \(condition.values.joined(separator: " or "))")
    }
    return nil
  }

  func fix(_ finding: Finding, _ fixer: Fixer) -> Fix? {
    guard let index = finding.field, let permitted = fixer.table.columns[index].known?.permitted,
      let field = fixer.field(of: finding)
    else { return nil }
    let refusal = fixer.table.content(field).withUnsafeBufferPointer {
      ConstraintValidator.refusal(of: $0, permitted, fixer.table.patterns)
    }
    switch refusal {
    case .meant(let right)?, .otherCase(let right, _)?:
      return Fix("write it as the service takes it", isSafe: true, [fixer.edit(field, content: Array(right.utf8))])
    default: return nil
    }
  }
}
