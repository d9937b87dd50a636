import Migration
import Settings

/// Another admin than the one that opens all the mailboxes.
struct LoginAdmin: TableRule {
  let info = RuleInfo("login-admin", .error, .logins, mend: "Write the admin's name as in the other rows.")

  func check(_ table: Table, _ revisitor: Revisitor, _ report: Report) {
    guard let column = table.loginColumn else { return }
    let reversed = Set(LoginReversed.rows(table))
    if let admin = table.options.admin {
      for row in table.tallies.admins.rows(where: { table.text($0) != admin }) where !reversed.contains(row) {
        add("the admin is {}, not the one that was named", row, column, nil, table, report, revisitor)
      }
    } else {
      for row in slips(table) where !reversed.contains(row) {
        add("the admin is {} here; nearly all rows have another", row, column, .warning, table, report, revisitor)
      }
    }
  }

  /// The rows whose admin is a slip of the common one, or stands nowhere else; an admin of several rows is
  /// another admin.
  private func slips(_ table: Table) -> [Int] {
    guard let common = table.tallies.admins.deviants()?.common else { return [] }
    let name = Array(table.bytes(common))
    return table.tallies.admins.choices.filter { choice in
      choice.range != common && (choice.rows.count == 1 || editDistance(Array(table.bytes(choice.range)), name) <= 2)
    }.flatMap { $0.rows.map(Int.init) }.sorted()
  }

  private func add(_ template: String, _ row: Int, _ column: Int, _ severity: Severity?, _ table: Table, _ report: Report, _ revisitor: Revisitor) {
    guard let range = revisitor.value(column, ofRow: row), let admin = table.login(range)?.admin else { return }
    let place = range.lowerBound + admin.lowerBound..<range.lowerBound + admin.upperBound
    report.add(Message(template, .value(place)), at: place, in: table.rowIndex.place(ofRow: row), field: column, severity: severity)
  }
}
