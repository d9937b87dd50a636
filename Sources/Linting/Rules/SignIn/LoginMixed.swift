import Layout
import Migration

/// Several forms of sign-in names in one file.
struct LoginMixed: TableRule {
  let info = RuleInfo(
    "login-mixed", .warning, .signInNames,
    help: "Write the name in the form of the other rows, unless it belongs to another server.")

  func check(_ context: LintContext, _ accessor: RowAccessor, _ report: RuleReporter) {
    let forms = context.statistics.forms
    let total = forms.reduce(0) { $0 + $1.count }
    guard let column = context.layout.signInColumn, context.layout.server.ownSignIn != .fullAddress,
      let common = forms.indices.max(by: { forms[$0].count < forms[$1].count }),
      FileStatistics.most(forms[common].count, of: total),
      let other = forms.indices.filter({ $0 != common && forms[$0].count > 0 }).min(by: {
        forms[$0].firstRow < forms[$1].firstRow
      }),
      let range = accessor.value(column, ofRow: forms[other].firstRow)
    else { return }
    report.add(
      forms[common].count == total - 1
        ? Message("form differs from all {} other sign-in names", .number(total - 1))
        : Message(
          "form differs from {} of the {} other sign-in names", .number(forms[common].count), .number(total - 1)),
      at: range,
      in: context.rowIndex.place(ofRow: forms[other].firstRow), field: column)
  }
}
