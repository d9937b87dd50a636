import CSV
import Migration

extension TableShape {
  /// The rows that are read to find swapped columns.
  private static let sampleSize = 50

  /// Gives two columns each other's place where their headers are above each other's values on nine in ten rows.
  mutating func swapColumns(_ document: Document, _ preamble: FilePreamble) {
    guard let header, !header.isMissing, !header.isUnexpected, let address = first(.address) else { return }
    var reader = document.reader(preamble.rowDelimiter ?? preamble.delimiter, from: rowsStart)
    reader.expectedCount = expectedCount
    guard let swapped = likelySwap(reader, address) else { return }
    let inference = RoleInference(RowSample(reader, rows: TableShape.sampleSize, spread: 0))
    guard inference.rows >= 2, inference.roles.count == expectedCount,
      inference.roles[swapped.first].map({ $0.certainty == .certain }) ?? false,
      inference.roles[swapped.second].map({ $0.certainty == .certain }) ?? false,
      inference.roles[swapped.first]?.role.ofColumn == columns[swapped.second].role,
      inference.roles[swapped.second]?.role.ofColumn == columns[swapped.first].role
    else { return }
    self.swapped = swapped
    columns.swapAt(swapped.first, swapped.second)
  }

  /// By the first row: the two columns whose values would fit each other's header.
  private func likelySwap(_ first: Reader, _ address: Int) -> SwappedColumns? {
    var reader = first
    guard reader.next(), reader.count == expectedCount else { return nil }
    func classes(_ column: Int) -> ValueClasses {
      ValueClasses(UnsafeRawBufferPointer(rebasing: reader.bytes[reader.fields[column].value]))
    }
    let others = [self.first(.password), self.first(.signInName)].compactMap { $0 }.filter { $0 < reader.fields.count }
    guard address < reader.fields.count else { return nil }
    if !classes(address).contains(.address) {
      guard !reader.bytes[reader.fields[address].value].contains(UInt8(ascii: "@")) else { return nil }
      return others.first { classes($0).contains(.address) }.map { SwappedColumns(first: address, second: $0) }
    }
    guard others.count == 2, !classes(others[1]).contains(.address),
      classes(others[0]).contains(.localPart) || classes(others[0]).contains(.address)
    else { return nil }
    return SwappedColumns(first: others[0], second: others[1])
  }
}
