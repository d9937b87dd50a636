import CSV
import Migration

/// A sample out of the documentation, or a word that stands for a password.
struct PasswordPlaceholder: ValueRule {
  let info = RuleInfo("password-placeholder", .warning, .logins, mend: "Write the account's real password.")
  let wakes: Facts = .oddPassword
  let holds: Set<Kind.Holding>? = [.password]

  func check(_ value: Value, of row: Row, _ report: Report) {
    guard let base = value.bytes.baseAddress, !value.isEmpty else { return }
    guard PasswordLook.isRepeated(base, value.bytes.count) || PasswordPlaceholders.contains(value.bytes) else { return }
    report.add("this stands where a password belongs, but is probably none", at: value.range, of: value)
  }
}
