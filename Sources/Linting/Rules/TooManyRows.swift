/// More rows than the service takes in one file.
struct TooManyRows: TableRule {
  let info = RuleInfo("too-many-rows", .error, .values, mend: "Divide the file with `batchlint split`.")

  func observer(for table: Table) -> TableObserver? {
    table.kind.maximumRows.map { Watch(limit: $0, Revisitor(table)) }
  }

  private final class Watch: TableObserver {
    private let limit: Int
    private let revisitor: Revisitor

    init(limit: Int, _ revisitor: Revisitor) {
      self.limit = limit
      self.revisitor = revisitor
    }

    func finish(_ table: Table, _ report: Report) {
      guard table.rowCount > limit, let range = revisitor.range(ofRow: limit + 1) else { return }
      report.add(
        Message("the service takes {} rows in one file; this is the first too many", .number(limit)), at: range,
        in: table.rowIndex.place(ofRow: limit + 1), service: .tooManyRows(limit: limit))
    }
  }
}
