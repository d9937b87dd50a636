import Migration

/// The same value twice in a column whose values must differ, where that is not a mailbox.
struct DuplicateValue: TableRule {
  let info = RuleInfo("duplicate-value", .error, .values, mend: "Keep one of the rows, or correct the value.")

  func check(_ table: Table, _ revisitor: Revisitor, _ report: Report) {
    for (index, column) in table.columns.enumerated() where index != table.addressColumn {
      guard let known = column.known, known.uniqueness != .none else { continue }
      var firsts: [String: Int] = [:]
      for (row, range) in revisitor.values(index) {
        let key = table.key(range, known.uniqueness)
        let first = firsts[key, default: row]
        firsts[key] = first
        guard first != row, let earlier = revisitor.trimmedValue(index, ofRow: first) else { continue }
        report.add(
          Message("{} stands in row {} already", .value(range), .number(first)), at: range, in: table.rowIndex.place(ofRow: row), field: index,
          related: .init(message: "it stands here first", range: earlier, place: table.rowIndex.place(ofRow: first)))
      }
    }
  }
}

extension Table {
  /// What two values have in common that count as the same.
  func key(_ range: Range<Int>, _ uniqueness: Kind.Uniqueness) -> String {
    let text = text(range)
    return uniqueness == .caseSensitive ? text : text.lowercased()
  }
}
