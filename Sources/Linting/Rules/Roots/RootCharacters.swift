import Layout

/// Characters of a root that the server shows otherwise.
struct RootCharacters: TableRule {
  let info = RuleInfo(
    "root-characters", .info, .roots,
    help: "Write the root as the server displays it.")

  func check(_ context: LintContext, _ accessor: RowAccessor, _ report: RuleReporter) {
    let layout = context.layout
    // Another server may have been guessed rightly by the rows' shape and yet be another product.
    guard context.statistics.holdsAlteredRoot, let column = layout.rootColumn, layout.serverReason == nil,
      let altered = layout.server.alteredRootCharacters
    else { return }
    for (row, range) in accessor.values(column) {
      guard let offset = range.first(where: { altered.contains(layout.base[$0]) }),
        !layout.bytes(range).split(separator: UInt8(ascii: "/")).contains(where: { part in
          part.allSatisfy { $0 == UInt8(ascii: ".") }
        })
      else { continue }
      return report.add(
        Message(
          "{} displays `{}` differently in the name of a shared folder", .text(layout.server.title),
          .value(offset..<offset + 1)),
        at: offset..<offset + 1, in: context.rowIndex.place(ofRow: row), field: column)
    }
  }
}
