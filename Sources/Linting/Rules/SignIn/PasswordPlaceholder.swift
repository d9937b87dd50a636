import CSV
import Migration

/// A sample out of the documentation, or a placeholder for a password.
struct PasswordPlaceholder: ValueRule {
  let info = RuleInfo(
    "password-placeholder", .warning, .signInNames, traits: .systematic, help: "Write the real password of the account."
  )
  let triggers: FieldFlags = .unusualPassword
  let roles: Set<Kind.ColumnRole>? = [.password]

  func check(_ value: Value, of row: Row, _ report: RuleReporter) {
    guard let base = value.bytes.baseAddress, !value.isEmpty else { return }
    guard PasswordClassifier.isRepeated(base, value.bytes.count) || PasswordPlaceholders.contains(value.bytes) else {
      return
    }
    report.add("placeholder instead of a password", at: value.range, of: value)
  }
}

extension FieldFlags {
  /// A password that is a placeholder, or may be one with Google's spaces.
  static var unusualPassword: FieldFlags { FieldFlags(.unusualPassword) }
}
