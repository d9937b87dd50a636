import CSV
import Migration

/// A sample out of the documentation, or a word that stands for a password.
struct PasswordPlaceholder: ValueRule {
  let info = RuleInfo("password-placeholder", .warning, .signInNames, help: "Write the account's real password.")
  let triggers: FieldFlags = .unusualPassword
  let roles: Set<Kind.ColumnRole>? = [.password]

  func check(_ value: Value, of row: Row, _ collector: FindingCollector) {
    guard let base = value.bytes.baseAddress, !value.isEmpty else { return }
    guard PasswordClassifier.isRepeated(base, value.bytes.count) || PasswordPlaceholders.contains(value.bytes) else {
      return
    }
    collector.add("this stands where a password belongs, but is probably none", at: value.range, of: value)
  }
}
