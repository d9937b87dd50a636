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
      guard let first = lost.first, lost.count > 1 || isConfirmed(first, row + 1, layout, accessor) else { continue }
      // One cause: the whole row went through the same export.
      report.add(
        "`?` instead of a letter; the export lost characters", at: first.offset..<first.offset + 1,
        in: context.rowIndex.place(ofRow: row + 1), field: first.column)
    }
  }

  /// Beyond doubt: in a domain, or where the address's local part and the sign-in name are the same but for a letter or
  /// two in place of the question mark: `j?rgen`, `jorgen`.
  private func isConfirmed(
    _ lost: (offset: Int, column: Int), _ row: Int, _ layout: FileLayout, _ accessor: RowAccessor
  )
    -> Bool
  {
    guard let addressColumn = layout.addressColumn, let address = accessor.value(addressColumn, ofRow: row) else {
      return false
    }
    if lost.column == addressColumn,
      CharactersLost.isInDomain(address, lost.offset - address.lowerBound, layout)
    {
      return true
    }
    guard let signInColumn = layout.signInColumn, let signIn = accessor.value(signInColumn, ofRow: row),
      [addressColumn, signInColumn].contains(lost.column)
    else { return false }
    let names = [address, signIn].map { layout.text($0).lowercased().prefix { $0 != "@" } }
    let isInAddress = lost.column == addressColumn
    let (damaged, whole) = isInAddress ? (names[0], names[1]) : (names[1], names[0])
    let parts = damaged.split(separator: "?", omittingEmptySubsequences: false)
    guard parts.count == 2 else { return false }
    return whole.hasPrefix(parts[0]) && whole.hasSuffix(parts[1])
      && (1...2).contains(whole.count - parts[0].count - parts[1].count)
  }

  /// A character of an address, at an offset in it, is a question mark between letters of the domain.
  static func isInDomain(_ address: Range<Int>, _ offset: Int, _ layout: FileLayout) -> Bool {
    let place = address.lowerBound + offset
    guard address.contains(place), layout.base[place] == mark,
      layout.bytes(address.lowerBound..<place).contains(UInt8(ascii: "@"))
    else { return false }
    return [place - 1, place + 1].allSatisfy { address.contains($0) && (layout.base[$0] | 0x20) &- 0x61 < 26 }
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
