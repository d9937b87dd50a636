import CSV
import TextEncoding
import Migration

/// A password that may not survive Basic authentication.
struct PasswordNotASCII: ValueRule {
  let info = RuleInfo(
    "password-not-ascii", .warning, .signInNames,
    help: "Give the account a password of ASCII characters for the time of the migration.")
  let triggers: FieldFlags = .nonASCII
  let roles: Set<Kind.ColumnRole>? = [.password]

  func check(_ value: Value, of row: Row, _ collector: FindingCollector) {
    // In another encoding than Unicode the bytes are the defect.
    if case .legacy = value.table.document.encoding { return }
    guard Characters.isSASLPreparable(value.bytes) else {
      collector.add(
        "the password has characters that servers refuse by SASLprep (RFC 4013)", at: value.range, of: value)
      return
    }
    collector.add(
      "a character that is not ASCII: IMAP's LOGIN knows none, and servers differ", at: value.range, of: value)
  }
}
