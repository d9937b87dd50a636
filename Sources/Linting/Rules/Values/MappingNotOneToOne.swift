import Migration

/// A value that two rows map to different ones, or two values that are mapped to the same.
struct MappingNotOneToOne: TableRule {
  let info = RuleInfo(
    "mapping-not-one-to-one", .error, .values, help: "Leave one row for each source and for each target.")

  func check(_ table: Table, _ accessor: RowAccessor, _ collector: FindingCollector) {
    for pair in table.kind.oneToOne {
      let names = [pair.first, pair.second].map { table.kind.columns[$0].name }
      let columns = names.map { name in table.columns.firstIndex { $0.known?.name == name } }
      guard let source = columns[0], let target = columns[1] else { continue }
      check(source, target, table, accessor, collector)
    }
  }

  private func check(
    _ source: Int, _ target: Int, _ table: Table, _ accessor: RowAccessor, _ collector: FindingCollector
  ) {
    var bySource: [String: Int] = [:]
    var byTarget: [String: Int] = [:]
    for row in stride(from: 1, through: table.rowCount, by: 1) {
      guard let first = accessor.trimmedValue(source, ofWholeRow: row),
        let second = accessor.trimmedValue(target, ofWholeRow: row),
        !first.isEmpty, !second.isEmpty
      else { continue }
      func earlier(_ rows: inout [String: Int], _ range: Range<Int>) -> Int? {
        let key = table.key(range, .anyCase)
        defer { if rows[key] == nil { rows[key] = row } }
        return rows[key]
      }
      let sameSource = earlier(&bySource, first)
      let sameTarget = earlier(&byTarget, second)
      func add(_ message: Message, _ range: Range<Int>, _ column: Int, _ other: Int) {
        guard let place = accessor.trimmedValue(column, ofRow: other) else { return }
        collector.add(
          message, at: range, in: table.rowIndex.place(ofRow: row), field: column,
          related: .init(message: "it stands here first", range: place, place: table.rowIndex.place(ofRow: other)))
      }
      if let sameSource, sameSource == sameTarget {
        add(Message("the row says again what row {} does", .number(sameSource)), first, source, sameSource)
      } else if let sameSource {
        add(Message("row {} maps {} to something else", .number(sameSource), .value(first)), first, source, sameSource)
      } else if let sameTarget {
        add(
          Message("row {} maps something else to {}", .number(sameTarget), .value(second)), second, target, sameTarget)
      }
    }
  }
}
