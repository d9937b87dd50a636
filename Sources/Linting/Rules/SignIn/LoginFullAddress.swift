import CSV
import Layout
import Migration

/// A short name where the server requires the address.
struct LoginFullAddress: ValueRule, FixingRule {
  let info = RuleInfo(
    "login-full-address", .warning, .signInNames, fixPriority: 350,
    traits: .systematic, help: "Write the full address of the source mailbox.")
  let triggers: FieldFlags = .unmatchedSignInName
  let roles: Set<Kind.ColumnRole>? = [.signInName]

  func check(_ value: Value, of row: Row, _ report: RuleReporter) {
    guard value.layout.server.ownSignIn == .fullAddress, value.layout.forms.isEmpty else { return }
    report.add(
      Message("short sign-in name; the full address is required by {}", .text(value.layout.server.title)),
      at: value.range,
      of: value)
  }

  func fix(_ finding: Finding, _ fixer: Fixer) -> Fix? {
    let fields = fixer.fields(of: finding)
    guard let column = fixer.layout.addressColumn, column < fields.count else { return nil }
    let address = fixer.layout.bytes(fields[column].value)
    guard let at = address.lastIndex(of: UInt8(ascii: "@")), (try? Address.parse(address).get()) != nil else {
      return nil
    }
    let end = finding.range.upperBound
    return Fix("Append the domain of the target address", isSafe: false, [Fix.Edit(end..<end, Array(address[at...]))])
  }
}
