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
    guard let swapped = likelySwap(reader, address) ?? likelySwapOfRoot(reader) else { return }
    let sample = RowSample(reader, rows: TableShape.sampleSize, spread: 0)
    let inference = RoleInference(sample)
    if areSwapped(swapped, sample, inference.profiles) {
      self.swapped = swapped
      columns.swapAt(swapped.first, swapped.second)
      return
    }
    guard inference.rows >= 2, inference.roles.count == expectedCount,
      inference.roles[swapped.first].map({ $0.certainty == .certain }) ?? false,
      inference.roles[swapped.second].map({ $0.certainty == .certain }) ?? false,
      inference.roles[swapped.first]?.role.ofColumn == columns[swapped.second].role,
      inference.roles[swapped.second]?.role.ofColumn == columns[swapped.first].role
    else { return }
    self.swapped = swapped
    columns.swapAt(swapped.first, swapped.second)
  }

  /// Two columns whose values prove it without a third one: passwords as addresses and addresses as passwords, or roots
  /// as passwords and passwords as roots.
  private func areSwapped(_ swapped: SwappedColumns, _ sample: RowSample, _ profiles: [ColumnProfile]) -> Bool {
    let roles = [columns[swapped.first].role, columns[swapped.second].role]
    guard sample.rows.count >= 2, profiles.count == expectedCount, roles.contains(.password) else { return false }
    let passwords = profiles[roles[0] == .password ? swapped.first : swapped.second]
    let others = profiles[roles[0] == .password ? swapped.second : swapped.first]
    if roles.contains(.address) {
      // Where the sign-in names are addresses, too, the column under `Password` repeats them or names the targets.
      return passwords.isMostly(.address) && others.number(of: [.address, .decoratedAddress]) == 0
        && others.filled * 10 >= others.count * 9 && (others.isConstant || others.mixed * 10 >= others.filled * 9)
    }
    return roles.contains(.root) && passwords.isMostly(.path) && passwords.distinct * 10 >= passwords.filled * 9
      && others.filled * 10 >= others.count * 9 && others.number(of: .path) == 0
  }

  /// By the first row: a path as the password, and none as the root.
  private func likelySwapOfRoot(_ first: Reader) -> SwappedColumns? {
    var reader = first
    guard let root = self.first(.root), let password = self.first(.password), reader.next(),
      reader.count == expectedCount, root < reader.fields.count, password < reader.fields.count
    else { return nil }
    func isPath(_ column: Int) -> Bool {
      ValueClasses(UnsafeRawBufferPointer(rebasing: reader.bytes[reader.fields[column].value])).contains(.path)
    }
    guard isPath(password), !isPath(root) else { return nil }
    return SwappedColumns(first: min(root, password), second: max(root, password))
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
