import CSV
import Layout

/// A hash where the password belongs.
struct PasswordHash: TableRule {
  let info = RuleInfo(
    "password-hash", .error, .signInNames,
    traits: .systematic, help: "Get the actual passwords, set new ones, or sign in with an admin account.")

  /// Fewer values could be passwords that look like a hash.
  private static let fewest = 2
  private static let sampleSize = 200

  func check(_ context: LintContext, _ accessor: RowAccessor, _ report: RuleReporter) {
    let layout = context.layout
    guard let column = layout.passwordColumn else { return }
    let sample = RowSample(layout.rowReader(), rows: PasswordHash.sampleSize, upTo: layout.rowsEnd)
    let profiles = sample.profiles()
    guard column < profiles.count, profiles[column].filled >= PasswordHash.fewest, profiles[column].isMostly(.hash),
      !profiles[column].isConstant
    else { return }
    let first = RowPlace(start: layout.rowsStart, line: layout.rowsLine, record: 2, row: 1)
    let place = context.rowCount > 0 ? context.rowIndex.place(ofRow: 1) : first
    guard let range = accessor.value(column, ofRow: 1) else { return }
    report.add(
      "hashes instead of passwords; a hash cannot be used to sign in", at: range, in: place, field: column)
  }
}
