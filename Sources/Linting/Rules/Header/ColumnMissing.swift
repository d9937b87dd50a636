import Migration

/// A column that should be there and that no cell names.
struct ColumnMissing: HeaderRule {
  let info = RuleInfo("column-missing", .error, .header, help: "Add the column with its values.")

  func check(_ header: Header, of table: Table, _ collector: FindingCollector) {
    guard header.namesColumns(of: table) else { return }
    let kind = table.kind
    let missing = kind.columns.indices.filter { index in !header.cells.contains { $0.meaning.column == index } }.map {
      kind.columns[$0]
    }
    func add(_ message: Message, severity: Severity? = nil, service: Finding.Service? = nil) {
      collector.add(message, at: header.range, in: header.place, severity: severity, service: service)
    }
    for column in missing where column.presence == .required {
      add(message(column.name, table), service: .missingColumn(column.name))
    }
    for choice in kind.choices where choice.columns.allSatisfy({ name in missing.contains { $0.name == name } }) {
      let names = Message.Argument.text(choice.columns.joined(separator: " and "))
      let message =
        choice.reason.map { Message("the columns {} are both missing: {}", names, .text($0)) }
        ?? Message("one of the columns {} must be there", .text(choice.columns.joined(separator: " or ")))
      add(message, severity: choice.severity)
    }
    let advised = missing.filter { $0.presence == .advised }.map(\.name)
    if advised.count == 1 {
      add(
        Message("the column {} is missing; the documentation wants it, if only empty", .text(advised[0])),
        severity: .warning)
    } else if !advised.isEmpty {
      let list = advised.joined(separator: ", ")
      add(
        Message(
          "{} columns are missing that the documentation wants, if only empty: {}", .number(advised.count), .text(list)),
        severity: .warning)
    }
  }

  private func message(_ name: String, _ table: Table) -> Message {
    guard !table.otherKinds.isEmpty else { return Message("the column {} is missing", .text(name)) }
    let kinds = table.otherKinds.joined(separator: ", ")
    return Message(
      "the column {} is missing; if this is another kind of file, name it with --kind: {}", .text(name), .text(kinds))
  }
}
