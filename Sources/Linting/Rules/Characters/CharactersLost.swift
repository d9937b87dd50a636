import CSV
import Layout
import Migration

/// A question mark where a letter was.
struct CharactersLost: TableRule {
  let info = RuleInfo(
    "characters-lost", .error, .characters,
    traits: .systematic, help: "Export the list again as UTF-8, for example with `Export-Csv -Encoding UTF8`.")

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
      var lost: [(offset: Int, column: Int)] = []
      for column in columns {
        guard let range = accessor.value(column, ofRow: row + 1) else { continue }
        lost += lostCharacters(range, layout).map { ($0, column) }
      }
      // A question mark alone is a legal character of an address.
      guard let first = lost.first, lost.count > 1 || isConfirmed(first.column, row + 1, context, accessor) else {
        continue
      }
      // One cause: the whole row went through the same export.
      report.add(
        "`?` instead of a letter; the export lost characters", at: first.offset..<first.offset + 1,
        in: context.rowIndex.place(ofRow: row + 1), field: first.column)
    }
  }

  /// The sign-in name is the address's local part with a letter or two for the question mark: `j?rgen`, `jorgen`.
  private func isConfirmed(_ column: Int, _ row: Int, _ context: LintContext, _ accessor: RowAccessor) -> Bool {
    guard column == context.layout.addressColumn, let address = accessor.value(column, ofRow: row),
      let signInColumn = context.layout.signInColumn, let signIn = accessor.value(signInColumn, ofRow: row)
    else { return false }
    let name = context.layout.text(signIn).lowercased().prefix { $0 != "@" }
    let local = context.layout.text(address).lowercased().prefix { $0 != "@" }
    let parts = local.split(separator: "?", omittingEmptySubsequences: false)
    guard parts.count == 2 else { return false }
    return name.hasPrefix(parts[0]) && name.hasSuffix(parts[1])
      && (1...2).contains(name.count - parts[0].count - parts[1].count)
  }

  /// The question marks with a letter at their left and another or the end of a part behind them: `j?rgen`, `Jos?`.
  private func lostCharacters(_ range: Range<Int>, _ layout: FileLayout) -> [Int] {
    func isLetter(_ offset: Int) -> Bool { range.contains(offset) && (layout.base[offset] | 0x20) &- 0x61 < 26 }
    return range.filter { offset in
      layout.base[offset] == CharactersLost.mark && isLetter(offset + 1)
        && (isLetter(offset - 1) || offset == range.lowerBound || layout.base[offset - 1] == UInt8(ascii: "."))
        || layout.base[offset] == CharactersLost.mark && isLetter(offset - 1) && range.contains(offset + 1)
          && [UInt8(ascii: "@"), UInt8(ascii: ".")].contains(layout.base[offset + 1])
    }
  }
}
