import CSV
import ICU
import Migration

/// Characters that the server's default settings refuse in a sign-in name.
struct LoginCharacters: ValueRule {
  let info = RuleInfo("login-characters", .info, .logins, mend: "Allow the character in the server's settings, or sign in with another name of the account.")
  let wakes: Facts = [.oddLogin, .nonASCII]
  let holds: Set<Kind.Holding>? = [.login]

  func check(_ value: Value, of row: Row, _ report: Report) {
    if value.facts.contains(.nonASCII), !Characters.isSASLPreparable(value.bytes) {
      report.add("the name has characters that servers refuse by SASLprep (RFC 4013)", at: value.range, of: value)
      return
    }
    guard value.facts.contains(.oddLogin), let login = row.login, let allowed = value.table.server.loginCharacters else { return }
    for part in [login.user, login.admin ?? login.user] {
      guard let offset = part.first(where: { !allowed.contains(value.bytes[$0]) }) else { continue }
      let length = max(UTF8Survey.sequenceLength(value.table.document.text, at: value.range(offset..<offset + 1).lowerBound), 1)
      let range = value.range(offset..<min(offset + length, value.bytes.count))
      report.add(Message("{} refuses “{}” in a name unless its settings allow it", .text(value.table.server.title), .value(range)), at: range, of: value)
      return
    }
  }
}
