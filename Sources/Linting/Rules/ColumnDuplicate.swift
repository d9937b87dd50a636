/// The same heading twice.
struct ColumnDuplicate: HeaderRule {
  let info = RuleInfo("column-duplicate", .error, .header, mend: "Keep the column that holds the right values and delete the other.")

  func check(_ header: Header, of table: Table, _ report: Report) {
    guard header.namesColumns(of: table) else { return }
    for (index, heading) in header.headings.enumerated() {
      guard let earlier = heading.repeats else { continue }
      report.add(
        Message("the column “{}” stands twice", .value(heading.range)), at: heading.range, in: header.place, field: index,
        related: .init(message: "it stands here already", range: header.headings[earlier].range, place: header.place))
    }
  }
}
