import CSV
import Layout
import Migration
import TextEncoding

/// Characters that the server's default settings refuse in a sign-in name.
struct LoginCharacters: ValueRule {
  let info = RuleInfo(
    "login-characters", .info, .signInNames,
    traits: .systematic, help: "Allow the character in the server's settings, or use another name of the account.")
  let triggers: FieldFlags = [.unusualSignInName, .nonASCII]
  let roles: Set<Kind.ColumnRole>? = [.signInName]

  func check(_ value: Value, of row: Row, _ report: RuleReporter) {
    if value.flags.contains(.nonASCII), !Characters.isSASLPreparable(value.bytes) {
      report.add("characters that SASLprep (RFC 4013) does not allow", at: value.range, of: value)
      return
    }
    guard value.flags.contains(.unusualSignInName), let signInName = row.signInName,
      let allowed = value.layout.server.signInCharacters
    else { return }
    for part in [signInName.user, signInName.admin ?? signInName.user] {
      guard let offset = part.first(where: { !allowed.contains(value.bytes[$0]) }) else { continue }
      let length = max(
        UTF8Survey.sequenceLength(value.layout.document.text, at: value.range(offset..<offset + 1).lowerBound), 1)
      let range = value.range(offset..<min(offset + length, value.bytes.count))
      report.add(
        Message(
          "{} rejects `{}` in a sign-in name by default", .text(value.layout.server.title), .value(range)),
        at: range, of: value)
      return
    }
  }
}

extension FieldFlags {
  /// A sign-in name with a byte that the server's default settings refuse.
  static var unusualSignInName: FieldFlags { FieldFlags(.unusualSignInName) }
}
