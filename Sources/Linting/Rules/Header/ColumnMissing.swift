import Layout
import Migration

/// A column that should be there and that no cell names.
struct ColumnMissing: HeaderRule {
  let info = RuleInfo("column-missing", .error, .header, help: "Add the column and its values.")

  func check(_ header: Header, of context: LintContext, _ report: RuleReporter) {
    guard header.namesColumns(of: context.layout) else { return }
    let kind = context.layout.kind
    let missing = kind.columns.indices.filter { index in !header.cells.contains { $0.meaning.column == index } }.map {
      kind.columns[$0]
    }
    func add(_ message: Message, severity: Severity? = nil, service: Finding.Service? = nil) {
      report.add(message, at: header.range, in: header.place, severity: severity, service: service)
    }
    let required = missing.filter { $0.presence == .required }
    if required.count > 1, !context.layout.otherKinds.isEmpty {
      // The file is of another kind, most probably: one finding says so.
      add(
        Message(
          "missing columns {}; the file may be of another kind (`--kind`): {}",
          .text(required.map { "`\($0.name)`" }.joined(separator: " and ")),
          .text(context.layout.otherKinds.joined(separator: ", "))),
        service: .missingColumn(required[0].name))
    }
    for column in required where required.count == 1 || context.layout.otherKinds.isEmpty {
      add(message(column.name, context), service: .missingColumn(column.name))
    }
    for choice in kind.choices where choice.columns.allSatisfy({ name in missing.contains { $0.name == name } }) {
      let names = Message.Argument.text(choice.columns.map { "`\($0)`" }.joined(separator: " and "))
      let message =
        choice.reason.map { Message("missing columns {}: {}", names, .text($0)) }
        ?? Message(
          "missing column: one of {} is required",
          .text(choice.columns.map { "`\($0)`" }.joined(separator: " or ")))
      add(message, severity: choice.severity)
    }
    let advised = missing.filter { $0.presence == .advised }.map(\.name)
    if advised.count == 1 {
      add(
        Message("missing column `{}`; the documentation requires it, even if it is empty", .text(advised[0])),
        severity: .warning)
    } else if !advised.isEmpty {
      let list = advised.joined(separator: ", ")
      add(
        Message(
          "{} columns missing that the documentation requires, even if empty: {}", .number(advised.count), .text(list)),
        severity: .warning)
    }
  }

  private func message(_ name: String, _ context: LintContext) -> Message {
    guard !context.layout.otherKinds.isEmpty else { return Message("missing column `{}`", .text(name)) }
    let kinds = context.layout.otherKinds.joined(separator: ", ")
    return Message(
      "missing column `{}`; the file may be of another kind (`--kind`): {}", .text(name), .text(kinds))
  }
}
