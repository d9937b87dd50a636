import CSV
import Migration

/// A short name where the server wants the address.
struct LoginFullAddress: ValueRule, FixingRule {
  let info = RuleInfo(
    "login-full-address", .warning, .signInNames, help: "Write the full address of the source mailbox.")
  let triggers: FieldFlags = .unmatchedSignInName
  let roles: Set<Kind.ColumnRole>? = [.signInName]

  func check(_ value: Value, of row: Row, _ collector: FindingCollector) {
    guard value.table.server.ownSignIn == .fullAddress, value.table.forms.isEmpty else { return }
    collector.add(
      Message("{} wants the full address here", .text(value.table.server.title)), at: value.range, of: value)
  }

  func fix(_ finding: Finding, _ fixer: Fixer) -> Fix? {
    let fields = fixer.fields(of: finding)
    guard let column = fixer.table.addressColumn, column < fields.count else { return nil }
    let address = fixer.table.bytes(fields[column].value)
    guard let at = address.lastIndex(of: UInt8(ascii: "@")), (try? Address.parse(address).get()) != nil else {
      return nil
    }
    let end = finding.range.upperBound
    return Fix("add the domain of the target address", isSafe: false, [Fix.Edit(end..<end, Array(address[at...]))])
  }
}
