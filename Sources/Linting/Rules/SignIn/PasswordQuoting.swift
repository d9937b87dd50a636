import Layout
import Migration

/// Passwords that the source server misreads as they are sent.
struct PasswordQuoting: TableRule {
  let info = RuleInfo(
    "password-quoting", .info, .signInNames,
    help: "Try such a row with a pilot batch, or set another password for the account.")

  func check(_ context: LintContext, _ accessor: RowAccessor, _ report: RuleReporter) {
    let layout = context.layout
    guard let column = layout.passwordColumn, let misread = layout.server.misreadPasswords else { return }
    var first: (row: Int, range: Range<Int>)?
    var count = 0
    for value in accessor.values(column) where misread.contains(layout.bytes(value.range)) {
      if first == nil { first = value }
      count += 1
    }
    guard let first else { return }
    report.add(
      Message(
        "{} can misread passwords with {}", .text(layout.server.title),
        .text("\(misread.words) (\(counted(count, "row")))")),
      at: first.range, in: context.rowIndex.place(ofRow: first.row), field: column)
  }
}

extension MisreadPasswords {
  /// The characters for a message.
  fileprivate var words: String {
    func list(_ text: String) -> String { text.map { "`\($0)`" }.joined(separator: " or ") }
    return list(characters) + (beside.map { " beside \(list($0))" } ?? "")
  }
}
