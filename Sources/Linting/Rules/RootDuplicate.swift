import Migration

/// Two rows that copy the same source folder.
struct RootDuplicate: TableRule {
  let info = RuleInfo("root-duplicate", .error, .roots, mend: "Give each row the root of its own mailbox.")

  func observer(for table: Table) -> TableObserver? { table.rootColumn == nil ? nil : Watch(table) }

  private final class Watch: TableObserver {
    let wakes: RowFacts? = .sameSource
    private let revisitor: Revisitor

    init(_ table: Table) { revisitor = Revisitor(table) }

    func observe(_ row: Row, of table: Table, _ report: Report) {
      guard let value = row.value(table.rootColumn), !value.isEmpty, !row.rowFacts.contains(.sameTarget),
        let first = revisitor.value(value.index, ofRow: row.firstSource)
      else { return }
      report.add(
        Message("row {} copies {}, too", .number(row.firstSource), .value(value.range)), at: value.range, in: row.place, field: value.index,
        related: .init(message: "the same root stands here first", range: first, place: table.rowIndex.place(ofRow: row.firstSource)))
    }
  }
}
