import Migration

/// More different values in a column than the service takes in one file.
struct TooManyValues: TableRule {
  let info = RuleInfo("too-many-values", .error, .values, help: "Use fewer different values in this column.")

  func check(_ table: Table, _ accessor: RowAccessor, _ collector: FindingCollector) {
    for (index, column) in table.columns.enumerated() {
      guard let distinct = column.known?.distinct else { continue }
      var known: Set<String> = []
      var last: (row: Int, range: Range<Int>, isNew: Bool)?
      for (row, range) in accessor.values(index) {
        let isNew = known.insert(table.key(range, .anyCase)).inserted
        last = (row, range, isNew)
        guard known.count > distinct.most else { continue }
        collector.add(
          Message(
            "{} is one more than the {} different values that the column may have", .value(range),
            .number(distinct.most)), at: range,
          in: table.rowIndex.place(ofRow: row), field: index)
        break
      }
      guard distinct.endsWithNew, known.count == distinct.most, let last, !last.isNew else { continue }
      collector.add(
        Message(
          "with {} different values, the last row's must not stand in an earlier row, and {} does",
          .number(distinct.most), .value(last.range)),
        at: last.range, in: table.rowIndex.place(ofRow: last.row), field: index)
    }
  }
}
