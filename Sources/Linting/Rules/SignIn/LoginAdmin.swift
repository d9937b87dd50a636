import Migration
import YAML

/// Another admin than the one that opens all the mailboxes.
struct LoginAdmin: TableRule {
  let info = RuleInfo("login-admin", .error, .signInNames, help: "Write the admin's name as in the other rows.")

  func check(_ table: Table, _ accessor: RowAccessor, _ collector: FindingCollector) {
    guard let column = table.signInColumn else { return }
    let reversed = Set(LoginReversed.rows(table))
    if let admin = table.options.admin {
      for row in table.statistics.admins.rows(where: { table.text($0) != admin }) where !reversed.contains(row) {
        add("the admin is {}, not the one that was named", row, column, nil, table, collector, accessor)
      }
    } else {
      for row in slips(table) where !reversed.contains(row) {
        add("the admin is {} here; nearly all rows have another", row, column, .warning, table, collector, accessor)
      }
    }
  }

  /// The rows whose admin is a slip of the common one, or stands nowhere else; an admin of several rows is
  /// another admin.
  private func slips(_ table: Table) -> [Int] {
    guard let common = table.statistics.admins.deviants()?.common else { return [] }
    let name = Array(table.bytes(common))
    return table.statistics.admins.choices.filter { choice in
      choice.range != common && (choice.rows.count == 1 || editDistance(Array(table.bytes(choice.range)), name) <= 2)
    }.flatMap { $0.rows.map(Int.init) }.sorted()
  }

  private func add(
    _ template: String, _ row: Int, _ column: Int, _ severity: Severity?, _ table: Table, _ collector: FindingCollector,
    _ accessor: RowAccessor
  ) {
    guard let range = accessor.value(column, ofRow: row), let admin = table.signInName(range)?.admin else { return }
    let place = range.lowerBound + admin.lowerBound..<range.lowerBound + admin.upperBound
    collector.add(
      Message(template, .value(place)), at: place, in: table.rowIndex.place(ofRow: row), field: column,
      severity: severity)
  }
}
