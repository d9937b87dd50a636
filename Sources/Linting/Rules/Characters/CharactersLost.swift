import CSV
import Layout
import Migration

/// A question mark where a letter was.
struct CharactersLost: TableRule {
  let info = RuleInfo(
    "characters-lost", .error, .characters,
    help: "Export the list again as UTF-8; an ASCII export has a question mark for each letter beyond ASCII.")

  private static let mark = UInt8(ascii: "?")

  func check(_ context: LintContext, _ accessor: RowAccessor, _ report: RuleReporter) {
    let layout = context.layout
    guard layout.document.holds(CharactersLost.mark, from: layout.rowsStart) else { return }
    let columns = layout.columns.indices.filter { index in
      [.address, .signInName, .text].contains(layout.columns[index].role)
        && layout.columns[index].known?.permitted.isEmpty != false
    }
    guard !columns.isEmpty else { return }
    for row in 0..<context.rowCount {
      for column in columns {
        guard let range = accessor.value(column, ofRow: row + 1), let offset = lostCharacter(range, layout) else {
          continue
        }
        report.add(
          "a question mark where a letter was: characters are lost", at: offset..<offset + 1,
          in: context.rowIndex.place(ofRow: row + 1), field: column)
        // One cause: the whole row went through the same export.
        break
      }
    }
  }

  /// The first question mark with a letter at its left and another or the value's part behind it: `j?rgen`, `Mu?oz`.
  private func lostCharacter(_ range: Range<Int>, _ layout: FileLayout) -> Int? {
    func isLetter(_ offset: Int) -> Bool { range.contains(offset) && (layout.base[offset] | 0x20) &- 0x61 < 26 }
    return range.first { offset in
      layout.base[offset] == CharactersLost.mark && isLetter(offset + 1)
        && (isLetter(offset - 1) || offset == range.lowerBound || layout.base[offset - 1] == UInt8(ascii: "."))
        || layout.base[offset] == CharactersLost.mark && isLetter(offset - 1) && range.contains(offset + 1)
          && [UInt8(ascii: "@"), UInt8(ascii: ".")].contains(layout.base[offset + 1])
    }
  }
}
