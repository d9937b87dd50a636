import CSV
import Migration

/// What the rows of a kind look like whose columns are told apart by their place.
struct RowShape {
  private let kind: Kind
  private let patterns = RegexCache()

  init(_ kind: Kind) { self.kind = kind }

  /// How many of a row's values the kind can tell from others, and how many of those are as they should be.
  private func fitting(_ reader: Reader, in text: UnsafeRawBufferPointer) -> (fitting: Int, judged: Int) {
    var result = (fitting: 0, judged: 0)
    for (index, column) in kind.columns.enumerated() where index < reader.fields.count {
      let bytes = RowShape.trimmed(reader.fields[index], text)
      let isDecisive = column.permitted.isEnumerated || column.permitted.isAlwaysEmpty || column.role == .address
      guard isDecisive, !bytes.isEmpty || column.isRequired else { continue }
      result.judged += 1
      if fits(bytes, column) { result.fitting += 1 }
    }
    return result
  }

  private func fits(_ bytes: UnsafeBufferPointer<UInt8>, _ column: Kind.Column) -> Bool {
    if bytes.isEmpty { return !column.isRequired }
    let isAddress = column.role == .address && ValueFormat.address.fits(bytes)
    return isAddress || (column.role != .address || !column.permitted.forms.isEmpty) && isTaken(bytes, column)
  }

  private func isTaken(_ bytes: UnsafeBufferPointer<UInt8>, _ column: Kind.Column) -> Bool {
    switch ConstraintValidator.refusal(of: bytes, column.permitted, patterns) {
    case nil, .meant, .otherCase: true
    default: false
    }
  }

  /// Every value that the kind can tell from others is as it should be, and at least one is.
  func isRow(_ reader: Reader, in text: UnsafeRawBufferPointer) -> Bool {
    guard reader.count == kind.columns.count else { return false }
    let (fitting, judged) = fitting(reader, in: text)
    return fitting == judged && fitting > 0
  }

  /// The first record is cells: the kind's own words, or words of any sort where the rows' values are none.
  func isHeader(_ header: Header, _ reader: Reader, in text: UnsafeRawBufferPointer) -> Bool {
    let words = header.cells.filter { !$0.text.isEmpty }
    if header.isOfOwnWords { return true }
    let isFull = zip(kind.columns, header.cells).allSatisfy { !$0.isRequired || !$1.text.isEmpty }
    guard words.count >= 2, isFull, words.allSatisfy({ RowShape.isColumnName($0.text) }),
      fitting(reader, in: text).fitting == 0
    else { return false }
    var next = reader
    return next.next() && next.count == kind.columns.count && self.fitting(next, in: text).fitting > 0
  }

  /// Half of the first rows are rows of this kind, and the first one may be cells: what is bad in the others is to
  /// be told.
  func fits(_ document: Document, _ delimiter: UInt8, from offset: Int) -> Bool {
    var reader = document.reader(delimiter, from: offset)
    reader.expectedCount = kind.columns.count
    var (rows, fitting, isFirst) = (0, 0, true)
    while rows < 20, reader.next() {
      if reader.isBlank, reader.count == 1 { continue }
      let fits = isRow(reader, in: document.text)
      if fits || !isFirst {
        rows += 1
        if fits { fitting += 1 }
      }
      isFirst = false
    }
    return fitting > 0 && fitting * 2 >= rows
  }

  /// Half of the first rows have values that only this kind has in their places: network paths, site addresses,
  /// GUIDs, names of a Windows domain.
  func isProven(_ document: Document, _ delimiter: UInt8, from offset: Int) -> Bool {
    let profiles = RowSample(document.reader(delimiter, from: offset), rows: 50, spread: 0).profiles()
    guard profiles.count == kind.columns.count else { return false }
    let proofs = kind.columns.indices.map { RowShape.proof(of: kind.columns[$0], profiles[$0]) }.compactMap { $0 }
    let given = proofs.count { $0 }
    return given > 0 && (given == proofs.count || fits(document, delimiter, from: offset))
  }

  /// Whether a column's values prove the kind; nil for a column whose values prove nothing.
  private static func proof(of column: Kind.Column, _ profile: ColumnProfile) -> Bool? {
    var classes: ValueClasses = []
    let forms = column.permitted.forms
    if forms.contains(.unc) { classes.insert(.windowsPath) }
    if forms.contains(.url) { classes.insert(.url) }
    if forms.contains(.guid), column.role != .address { classes.insert(.guid) }
    let isIdentity = forms.isEmpty && column.isRequired && column.uniqueness != .none && column.permitted.values.isEmpty
    if isIdentity { classes.formUnion([.domainLogin, .securityIdentifier]) }
    guard !classes.isEmpty else { return nil }
    return Double(profile.number(of: classes)) >= 0.5 * Double(profile.filled) && profile.filled > 0
  }

  /// How many of the first rows have how many values.
  static func counts(_ reader: inout Reader) -> [Int: Int] {
    var counts: [Int: Int] = [:]
    var rows = 0
    while rows < 50, reader.next() {
      guard !reader.isBlank, reader.flags.isDisjoint(with: .quoteDefect) else { continue }
      rows += 1
      counts[reader.count, default: 0] += 1
    }
    return counts
  }

  private static func trimmed(_ field: Field, _ text: UnsafeRawBufferPointer) -> UnsafeBufferPointer<UInt8> {
    var range = field.value
    while !range.isEmpty, text[range.lowerBound].isSpaceOrTab { range = range.lowerBound + 1..<range.upperBound }
    while !range.isEmpty, text[range.upperBound - 1].isSpaceOrTab { range = range.lowerBound..<range.upperBound - 1 }
    return UnsafeRawBufferPointer(rebasing: text[range]).assumingMemoryBound(to: UInt8.self)
  }

  /// Letters, and what separates words.
  private static func isColumnName(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy { $0.properties.isAlphabetic || " -_()".unicodeScalars.contains($0) }
  }
}
