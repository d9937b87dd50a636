import CSV
import Layout
import Migration

/// A sign-in name that has none of the server's forms.
struct LoginFormat: ValueRule {
  let info = RuleInfo(
    "login-format", .error, .signInNames,
    traits: .systematic, help: "Write the sign-in name in the form of the server; `batchlint template` shows it.")
  let triggers: FieldFlags = .unmatchedSignInName
  let roles: Set<Kind.ColumnRole>? = [.signInName]

  func check(_ value: Value, of row: Row, _ report: RuleReporter) {
    let forms = value.layout.forms
    guard !forms.isEmpty else { return checkOwn(value, row, report) }
    guard !value.isEmpty, LoginSeparator.wrong(value) == nil else { return }
    // The form that fits furthest is the one that was meant.
    let tries = forms.compactMap { form in form.mismatch(value.bytes).map { (form, $0) } }
    guard let best = tries.max(by: { $0.1.offset < $1.1.offset }) else { return }
    let (form, mismatch) = best
    let end = min(mismatch.offset + 1, value.bytes.count)
    report.add(message(mismatch.reason, form), at: value.range(mismatch.offset..<end), of: value)
  }

  /// A user's own sign-in name has no form, but none of these signs.
  private func checkOwn(_ value: Value, _ row: Row, _ report: RuleReporter) {
    guard let name = row.signInName, let decoration = SignInDecoration(value.bytes, name) else { return }
    let message: Message =
      switch decoration {
      case .angleBrackets: "sign-in name in angle brackets"
      case .mailto: "sign-in name with `mailto:`"
      case .markdownLink: "sign-in name written as a Markdown link"
      case .escapes: "backslash in the sign-in name, as Markdown escapes characters"
      }
    let start = decoration == .escapes ? name.user.lowerBound - 1 : 0
    report.add(message, at: value.range(start..<(decoration == .escapes ? start + 1 : value.bytes.count)), of: value)
  }

  private func message(_ reason: SignInForm.Mismatch.Reason, _ form: SignInForm) -> Message {
    let shape = Message.Argument.text(form.description)
    func sign(_ byte: UInt8) -> String { String(Unicode.Scalar(byte)) }
    switch reason {
    case .missing(let part):
      return Message("missing {}; expected `{}`", .text(LoginFormat.name(part)), shape)
    case .separatorMissing(let byte, _):
      return Message("missing `{}`; expected `{}`", .text(sign(byte)), shape)
    case .furtherSeparator(let byte): return Message("unexpected `{}`; expected `{}`", .text(sign(byte)), shape)
    case .notAnAddress(let part):
      return Message("the {} must be a full address; expected `{}`", .text(LoginFormat.name(part)), shape)
    case .blank(let part): return Message("space in the {}; expected `{}`", .text(LoginFormat.name(part)), shape)
    }
  }

  static func name(_ part: SignInForm.Part) -> String {
    switch part {
    case .user: "mailbox"
    case .admin: "admin"
    case .domain: "domain"
    }
  }
}

extension FieldFlags {
  /// A sign-in name that has none of the server's forms.
  static var unmatchedSignInName: FieldFlags { FieldFlags(.unmatchedSignInName) }
}
