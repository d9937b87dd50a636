import CSV
import Layout
import Platform

/// An apostrophe before the value, as spreadsheets mark text.
struct TextMarker: TableRule, FixingRule {
  let info = RuleInfo(
    "text-marker", .error, .values, fixPriority: 285, traits: .systematic, help: "Delete the apostrophe.")

  static let apostrophe = UInt8(ascii: "'")

  func check(_ context: LintContext, _ accessor: RowAccessor, _ report: RuleReporter) {
    let layout = context.layout
    guard let column = layout.addressColumn, layout.document.holds(TextMarker.apostrophe, from: layout.rowsStart) else {
      return
    }
    for row in 0..<context.rowCount {
      guard let range = accessor.value(column, ofRow: row + 1), range.count > 1,
        layout.base[range.lowerBound] == TextMarker.apostrophe
      else { continue }
      report.add(
        "leading apostrophe, which marks text in a spreadsheet", at: range.lowerBound..<range.lowerBound + 1,
        in: context.rowIndex.place(ofRow: row + 1), field: column)
    }
  }

  func fix(_ finding: Finding, _ fixer: Fixer) -> Fix? {
    let layout = fixer.layout
    let fields = fixer.fields(of: finding)
    guard fields.count == layout.expectedCount else { return nil }
    let marked = fields.indices.filter { index in
      fields[index].count > 1 && layout.base[fields[index].valueStart] == TextMarker.apostrophe
    }
    // Where all values of a row are marked, the spreadsheet marked them; a password alone may begin with it.
    let isAll = marked.count == fields.indices.count { fields[$0].count > 0 }
    let edits = marked.filter { isAll || $0 != layout.passwordColumn }.map {
      Fix.Edit(fields[$0].valueStart..<fields[$0].valueStart + 1)
    }
    guard !edits.isEmpty else { return nil }
    return Fix(edits.count == 1 ? "Delete the apostrophe" : "Delete the apostrophes", isSafe: isAll, edits)
  }
}

extension Document {
  /// The text has a byte anywhere from a place on.
  func holds(_ byte: UInt8, from offset: Int) -> Bool {
    guard offset < text.count, let base = text.baseAddress else { return false }
    return memchr(base + offset, Int32(byte), text.count - offset) != nil
  }
}
