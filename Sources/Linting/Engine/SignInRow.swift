import CSV
import Layout

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

extension LintContext {
  /// Calls a closure with every row that has the expected number of values and no defect of its quotes, in the file's
  /// order: in any other row it is not known which value is the password.
  public func signInRows(_ body: (SignInRow) -> Void) {
    guard layout.isReadable, let signInName = layout.signInColumn, let password = layout.passwordColumn else { return }
    var reader = layout.rowReader()
    while reader.next() {
      guard hasAllValues(reader), let number = rowIndex.row(containing: reader.start) else { continue }
      body(signInRow(number, reader, signInName, password))
    }
  }

  /// One of those rows, read again: where very many are at work, their numbers are enough to keep.
  public func signInRow(_ number: Int) -> SignInRow? {
    guard let signInName = layout.signInColumn, let password = layout.passwordColumn else { return nil }
    let place = rowIndex.place(ofRow: number)
    var reader = layout.rowReader(from: place.start, line: place.line)
    guard reader.next(), hasAllValues(reader) else { return nil }
    return signInRow(number, reader, signInName, password)
  }

  private func hasAllValues(_ reader: Reader) -> Bool {
    reader.count == layout.expectedCount && reader.fields.count == reader.count
      && reader.flags.isDisjoint(with: .quoteDefect)
  }

  private func signInRow(_ number: Int, _ reader: Reader, _ signInName: Int, _ password: Int) -> SignInRow {
    let fields = reader.fields
    return SignInRow(
      place: rowIndex.place(ofRow: number), signInName: fields[signInName], password: fields[password],
      root: layout.rootColumn.map { fields[$0] },
      address: layout.addressColumn.map { fields[$0] }, end: reader.end)
  }
}
