import CSV
import Layout
import Migration

/// The right parts with the wrong separator.
struct LoginSeparator: ValueRule, FixingRule {
  let info = RuleInfo(
    "login-separator", .error, .signInNames, fixPriority: 340, traits: .systematic,
    help: "Write the separator of the server.")
  let triggers: FieldFlags = .unmatchedSignInName
  let roles: Set<Kind.ColumnRole>? = [.signInName]

  /// What people write between the parts.
  private static let candidates: [UInt8] = Array("\\/*%#|:;!".utf8)

  func check(_ value: Value, of row: Row, _ report: RuleReporter) {
    guard let (offset, wrong, form) = LoginSeparator.wrong(value) else { return }
    report.add(
      Message(
        "wrong separator `{}`; expected `{}`", .text(String(Unicode.Scalar(wrong))), .text(form.description)),
      at: value.range(offset..<offset + 1), of: value)
  }

  func fix(_ finding: Finding, _ fixer: Fixer) -> Fix? {
    guard let field = fixer.field(of: finding), field.flags.isDisjoint(with: [.doubledQuote, .quoteDefect]) else {
      return nil
    }
    let wrong = fixer.layout.base[finding.range.lowerBound]
    for form in fixer.layout.forms {
      guard let right = form.separators.first, form.hasAdminAndUser else { continue }
      let fixed = fixer.layout.content(field).map { $0 == wrong ? right : $0 }
      guard let signInName = fixed.withUnsafeBufferPointer(form.match) else { continue }
      let isSafe =
        fixer.isCommonAdmin(signInName.admin.map { fixed[$0] }) && fixer.isMailbox(fixed[signInName.user], of: finding)
      return Fix("Write the separator of the server", isSafe: isSafe, [fixer.edit(field, content: fixed)])
    }
    return nil
  }

  /// The first wrong separator, if replacing it throughout gives a name of one of the server's forms.
  static func wrong(_ value: Value) -> (offset: Int, wrong: UInt8, form: SignInForm)? {
    for form in value.layout.forms {
      guard let right = form.separators.first, form.separators.allSatisfy({ $0 == right }), form.hasAdminAndUser else {
        continue
      }
      for wrong in candidates where wrong != right {
        guard let offset = value.bytes.firstIndex(of: wrong) else { continue }
        let fixed = value.bytes.map { $0 == wrong ? right : $0 }
        guard let signInName = fixed.withUnsafeBufferPointer(form.match), isPlausible(signInName, fixed, value.context)
        else { continue }
        return (offset, wrong, form)
      }
    }
    return nil
  }

  /// The admin, where the user named one, must be the one in the name.
  private static func isPlausible(_ signInName: SignInName, _ bytes: [UInt8], _ context: LintContext) -> Bool {
    guard let admin = context.options.admin, let range = signInName.admin else { return true }
    return String(decoding: bytes[range], as: UTF8.self) == admin
  }
}
