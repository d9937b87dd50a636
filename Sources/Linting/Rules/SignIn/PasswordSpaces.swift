import CSV
import Layout
import Migration

/// Google's app password with the blanks that it is shown with.
struct PasswordSpaces: ValueRule, FixingRule {
  let info = RuleInfo(
    "password-spaces", .warning, .signInNames, fixPriority: 360,
    traits: .systematic, help: "Delete the three spaces: the password is the sixteen letters.")
  let triggers: FieldFlags = .unusualPassword
  let roles: Set<Kind.ColumnRole>? = [.password]
  let requiresWellFormedText = false

  func check(_ value: Value, of row: Row, _ report: RuleReporter) {
    guard value.layout.server.usesAppPasswords, value.bytes.count == 19 else { return }
    for (index, byte) in value.bytes.enumerated() {
      guard index % 5 == 4 ? byte == 0x20 : (0x61...0x7A).contains(byte) else { return }
    }
    report.add("Google app password with the displayed spaces", at: value.range, of: value)
  }

  func fix(_ finding: Finding, _ fixer: Fixer) -> Fix? {
    let blanks = finding.range.filter { fixer.layout.base[$0] == 0x20 }
    return Fix("Delete the spaces", isSafe: true, blanks.map { Fix.Edit($0..<$0 + 1) })
  }
}
