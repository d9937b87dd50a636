/// The same target twice.
struct DuplicateMailbox: TableRule {
  let info = RuleInfo("duplicate-mailbox", .error, .values, mend: "Keep the row with the right source and delete the other.")

  func observer(for table: Table) -> TableObserver? { Watch(table) }

  private final class Watch: TableObserver {
    let wakes: RowFacts? = .sameTarget
    private let revisitor: Revisitor

    init(_ table: Table) { revisitor = Revisitor(table) }

    func observe(_ row: Row, of table: Table, _ report: Report) {
      guard let value = row.value(table.addressColumn), let first = revisitor.value(value.index, ofRow: row.firstTarget) else { return }
      report.add(
        Message("the mailbox {} stands in row {} already", .value(value.range), .number(row.firstTarget)), at: value.range,
        in: row.place, field: value.index,
        related: .init(message: "it stands here first", range: first, place: table.rowIndex.place(ofRow: row.firstTarget)))
    }
  }
}
