import CSV

/// What a row says about a sign-in: where its values stand.
public struct SignInRow: Sendable {
  public var place: RowPlace
  public var signInName: Field
  public var password: Field
  public var root: Field?
  public var address: Field?
  /// Byte offset behind the row.
  public var end: Int
}

extension Table {
  /// Every row that has as many values as it should and no defect of its quotes, in the file's order: of another
  /// one nobody
  /// knows which value is the password.
  public func signInRows(_ body: (SignInRow) -> Void) {
    guard isReadable, let signInName = signInColumn, let password = passwordColumn else { return }
    var reader = document.reader(rowDelimiter, from: rowsStart, line: rowsLine)
    reader.expectedCount = expectedCount
    while reader.next() {
      guard hasAllValues(reader), let number = rowIndex.row(containing: reader.start) else { continue }
      body(signInRow(number, reader, signInName, password))
    }
  }

  /// One of those rows, read again: where very many are at work, their numbers are enough to keep.
  public func signInRow(_ number: Int) -> SignInRow? {
    guard let signInName = signInColumn, let password = passwordColumn else { return nil }
    let place = rowIndex.place(ofRow: number)
    var reader = document.reader(rowDelimiter, from: place.start, line: place.line)
    reader.expectedCount = expectedCount
    guard reader.next(), hasAllValues(reader) else { return nil }
    return signInRow(number, reader, signInName, password)
  }

  private func hasAllValues(_ reader: Reader) -> Bool {
    reader.count == expectedCount && reader.fields.count == reader.count && reader.flags.isDisjoint(with: .quoteDefect)
  }

  private func signInRow(_ number: Int, _ reader: Reader, _ signInName: Int, _ password: Int) -> SignInRow {
    let fields = reader.fields
    return SignInRow(
      place: rowIndex.place(ofRow: number), signInName: fields[signInName], password: fields[password],
      root: rootColumn.map { fields[$0] }, address: addressColumn.map { fields[$0] }, end: reader.end)
  }

  /// A value's meaning: without its quotes, doubled ones made single, and no blank taken away.
  public func content(_ field: Field) -> [UInt8] {
    let bytes = bytes(field.value)
    guard field.flags.contains(.doubledQuote) else { return Array(bytes) }
    var content: [UInt8] = []
    content.reserveCapacity(bytes.count)
    var isSecond = false
    for byte in bytes {
      isSecond = byte == UInt8(ascii: "\"") && !isSecond && content.last == UInt8(ascii: "\"")
      if !isSecond { content.append(byte) }
    }
    return content
  }
}
