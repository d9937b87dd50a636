import CSV
import TextEncoding
import Migration

/// Characters that the server's default settings refuse in a sign-in name.
struct LoginCharacters: ValueRule {
  let info = RuleInfo(
    "login-characters", .info, .signInNames,
    help: "Allow the character in the server's settings, or sign in with another name of the account.")
  let triggers: FieldFlags = [.unusualSignInName, .nonASCII]
  let roles: Set<Kind.ColumnRole>? = [.signInName]

  func check(_ value: Value, of row: Row, _ collector: FindingCollector) {
    if value.flags.contains(.nonASCII), !Characters.isSASLPreparable(value.bytes) {
      collector.add("the name has characters that servers refuse by SASLprep (RFC 4013)", at: value.range, of: value)
      return
    }
    guard value.flags.contains(.unusualSignInName), let signInName = row.signInName,
      let allowed = value.table.server.signInCharacters
    else { return }
    for part in [signInName.user, signInName.admin ?? signInName.user] {
      guard let offset = part.first(where: { !allowed.contains(value.bytes[$0]) }) else { continue }
      let length = max(
        UTF8Survey.sequenceLength(value.table.document.text, at: value.range(offset..<offset + 1).lowerBound), 1)
      let range = value.range(offset..<min(offset + length, value.bytes.count))
      collector.add(
        Message(
          "{} refuses “{}” in a name unless its settings allow it", .text(value.table.server.title), .value(range)),
        at: range, of: value)
      return
    }
  }
}
