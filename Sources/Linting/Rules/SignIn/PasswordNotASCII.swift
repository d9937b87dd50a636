import CSV
import Layout
import Migration
import TextEncoding

/// A password that may not survive Basic authentication.
struct PasswordNotASCII: ValueRule {
  let info = RuleInfo(
    "password-not-ascii", .warning, .signInNames,
    traits: .systematic, help: "Set a temporary ASCII password for the account.")
  let triggers: FieldFlags = .nonASCII
  let roles: Set<Kind.ColumnRole>? = [.password]

  func check(_ value: Value, of row: Row, _ report: RuleReporter) {
    // In another encoding than Unicode the bytes are the defect.
    if case .legacy = value.layout.document.encoding { return }
    guard Characters.isSASLPreparable(value.bytes) else {
      report.add(
        "password with characters that SASLprep (RFC 4013) does not allow", at: value.range, of: value)
      return
    }
    report.add(
      "password with characters outside ASCII, which servers handle differently", at: value.range, of: value)
  }
}
