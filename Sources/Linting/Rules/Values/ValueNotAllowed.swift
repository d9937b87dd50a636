import CSV
import Layout
import Migration
import YAML

/// Not one of the values that the column takes.
struct ValueNotAllowed: ValueRule, FixingRule {
  let info = RuleInfo(
    "value-not-allowed", .error, .values, fixPriority: 270, traits: .systematic,
    help: "Write an allowed value; delete a value where the column must be empty.")
  let triggers: FieldFlags = .alwaysChecked

  func check(_ value: Value, of row: Row, _ report: RuleReporter) {
    guard let (refusal, condition) = refusal(of: value, row) else { return }
    let shown = Message.Argument.value(value.range)
    let message: Message
    var severity: Severity?
    switch refusal {
    case .notEmpty:
      message = condition.map { Message("this column must be empty if {}", .text($0)) } ?? "this column must be empty"
    case .meant(let right):
      message = Message("invalid value `{}`; the service expects `{}`", shown, .text(right))
    case .otherCase(let right, let own):
      message = Message("`{}` differs from `{}` in letter case", shown, .text(right))
      severity = own
    case .other(let wanted):
      message =
        condition.map { Message("invalid value `{}` if {}", shown, .text("\($0): \(wanted)")) }
        ?? Message("invalid value `{}`; allowed: {}", shown, .text(wanted))
    case .check(let reason, let own):
      message = Message("{}", .text(reason))
      severity = own
    case .tooSlow(let pattern):
      message = Message(
        "pattern `{}` exceeds the time limit of {} ms for this value", .text(pattern),
        .number(Kind.ValueConstraint.timeLimit))
    }
    report.add(message, at: value.range, of: value, severity: severity)
  }

  /// Why a value is not taken, and the condition that asks it, in words.
  private func refusal(of value: Value, _ row: Row) -> (ConstraintValidator.Refusal, condition: String?)? {
    guard let column = value.column.known, !value.isEmpty, !SpreadsheetNumber.speaks(of: value) else { return nil }
    let patterns = value.context.patterns
    // Of an address the address rules speak, other forms that may stand in its place included.
    var permitted = column.permitted
    if column.role == .address { permitted.forms = [] }
    if let refusal = ConstraintValidator.refusal(of: value.bytes, permitted, patterns) { return (refusal, nil) }
    for condition in column.conditions(in: row) {
      guard let refusal = ConstraintValidator.refusal(of: value.bytes, condition.permitted, patterns) else { continue }
      return (refusal, "\(condition.column) is \(condition.values.joined(separator: " or "))")
    }
    return nil
  }

  func fix(_ finding: Finding, _ fixer: Fixer) -> Fix? {
    guard let index = finding.field, let permitted = fixer.layout.columns[index].known?.permitted,
      let field = fixer.field(of: finding)
    else { return nil }
    let refusal = fixer.layout.content(field).withUnsafeBufferPointer {
      ConstraintValidator.refusal(of: $0, permitted, fixer.context.patterns)
    }
    switch refusal {
    case .meant(let right)?, .otherCase(let right, _)?:
      return Fix("Write the expected value", isSafe: true, [fixer.edit(field, content: Array(right.utf8))])
    default: return nil
    }
  }
}

extension FieldFlags {
  /// The column is one whose every value is judged.
  static var alwaysChecked: FieldFlags { FieldFlags(.alwaysChecked) }
}
