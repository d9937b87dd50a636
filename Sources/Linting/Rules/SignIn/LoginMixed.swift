import Migration

/// Several forms of sign-in names in one file.
struct LoginMixed: TableRule {
  let info = RuleInfo(
    "login-mixed", .warning, .signInNames,
    help: "Look whether the row belongs to another server; else write its name as the others are written.")

  func check(_ table: Table, _ accessor: RowAccessor, _ collector: FindingCollector) {
    let forms = table.statistics.forms
    let total = forms.reduce(0) { $0 + $1.count }
    guard let column = table.signInColumn, table.server.ownSignIn != .fullAddress,
      let common = forms.indices.max(by: { forms[$0].count < forms[$1].count }),
      FileStatistics.most(forms[common].count, of: total),
      let other = forms.indices.filter({ $0 != common && forms[$0].count > 0 }).min(by: {
        forms[$0].firstRow < forms[$1].firstRow
      }),
      let range = accessor.value(column, ofRow: forms[other].firstRow)
    else { return }
    collector.add(
      Message(
        "this name is written otherwise than {} of the {} others", .number(forms[common].count), .number(total - 1)),
      at: range,
      in: table.rowIndex.place(ofRow: forms[other].firstRow), field: column)
  }
}
