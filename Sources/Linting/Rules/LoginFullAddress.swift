import CSV
import Migration

/// A short name where the server wants the address.
struct LoginFullAddress: ValueRule {
  let info = RuleInfo("login-full-address", .warning, .logins, mend: "Write the full address of the source mailbox.")
  let wakes: Facts = .unfitLogin
  let holds: Set<Kind.Holding>? = [.login]

  func check(_ value: Value, of row: Row, _ report: Report) {
    guard value.table.server.ownSignIn == .fullAddress, value.table.forms.isEmpty else { return }
    report.add(Message("{} wants the full address here", .text(value.table.server.title)), at: value.range, of: value)
  }
}
