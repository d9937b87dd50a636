import Layout
import Migration

/// An admin's sign-in where the server's cannot be expressed in this file.
struct LoginUnsupported: TableRule {
  let info = RuleInfo(
    "login-unsupported", .error, .signInNames, traits: .systematic,
    help: "Use the users' own passwords, or another migration type.")

  func check(_ context: LintContext, _ accessor: RowAccessor, _ report: RuleReporter) {
    guard context.layout.server.access == .notExpressible, let column = context.layout.signInColumn else { return }
    guard let sample = SignInSample(context.layout), let first = sample.signInNames.first, sample.hasOnePassword,
      SignInNameClassifier.isAdminSignIn(sample.signInNames, in: context.layout)
    else { return }
    let rest = context.layout.server.advice.map { "here; \($0)" } ?? "on \(context.layout.server.title)"
    report.add(
      Message("admin sign-in is not possible {}", .text(rest)), at: first,
      in: context.place(containing: first.lowerBound), field: column)
  }
}
