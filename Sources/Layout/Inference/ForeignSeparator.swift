/// A separator that no program reads as one: spaces that align columns, colons, the commas of other scripts.
package enum ForeignSeparator: Sendable, CaseIterable {
  case spaces, colons, fullWidthCommas, fullWidthSemicolons, ideographicCommas, arabicCommas, arabicSemicolons

  /// What the separators are called in a message.
  package var name: String {
    switch self {
    case .spaces: "spaces"
    case .colons: "colons"
    case .fullWidthCommas: "full-width commas"
    case .fullWidthSemicolons: "full-width semicolons"
    case .ideographicCommas: "ideographic commas"
    case .arabicCommas: "Arabic commas"
    case .arabicSemicolons: "Arabic semicolons"
    }
  }

  /// The separator in UTF-8; of spaces, a run of any length separates.
  private var bytes: [UInt8] {
    switch self {
    case .spaces: [0x20]
    case .colons: [UInt8(ascii: ":")]
    case .fullWidthCommas: Array("\u{FF0C}".utf8)
    case .fullWidthSemicolons: Array("\u{FF1B}".utf8)
    case .ideographicCommas: Array("\u{3001}".utf8)
    case .arabicCommas: Array("\u{060C}".utf8)
    case .arabicSemicolons: Array("\u{061B}".utf8)
    }
  }

  /// The cells of a line, without spaces at their ends.
  func cells(_ line: UnsafeRawBufferPointer) -> [UnsafeRawBufferPointer] {
    let separator = bytes
    var cells: [UnsafeRawBufferPointer] = []
    var start = 0
    var offset = 0
    func keep(_ end: Int) {
      let cell = RowFraming.trimmed(UnsafeRawBufferPointer(rebasing: line[start..<end]))
      if self != .spaces || !cell.isEmpty { cells.append(cell) }
    }
    while offset + separator.count <= line.count {
      if line[offset...].starts(with: separator) {
        keep(offset)
        start = offset + separator.count
        offset = start
      } else {
        offset += 1
      }
    }
    keep(line.count)
    return cells
  }

  /// The cells of a line in which this separator is used; nil for one that is read as it is.
  ///
  /// - Parameters:
  ///   - count: how many values a row has.
  ///   - place: where the separator is used.
  func cells(
    _ line: UnsafeRawBufferPointer, of count: Int, in place: Place, isHeader: Bool
  ) -> [UnsafeRawBufferPointer]? {
    guard place == .everywhere || isHeader == (place == .header) else { return nil }
    let cells = cells(line)
    guard cells.count == count else { return nil }
    return place == .rows && LineCells(line, separator: UInt8(ascii: ",")).count == count ? nil : cells
  }

  /// The separator between the known column names of a header row that has no ordinary one; nil for another line.
  static func ofHeader(_ line: UnsafeRawBufferPointer, _ vocabulary: HeaderVocabulary) -> ForeignSeparator? {
    guard line.count <= 1_000, !line.contains(where: { ",;\t|".utf8.contains($0) }) else { return nil }
    return allCases.first { separator in
      let names = separator.cells(line).map { String(decoding: $0, as: UTF8.self) }
      return names.count >= 2 && names.allSatisfy(vocabulary.contains)
    }
  }
}

extension ForeignSeparator {
  /// The lines of a table in which a separator is used.
  package enum Place: Sendable {
    case everywhere, header, rows
  }

  /// The separator of a table's header row, of its rows, or of both; nil where all have ordinary ones.
  ///
  /// - Parameter lines: those with something in them; the first is the header row.
  static func detect(
    _ lines: [UnsafeRawBufferPointer], _ vocabulary: HeaderVocabulary
  ) -> (separator: ForeignSeparator, place: Place, count: Int)? {
    let rows = lines.dropFirst().filter { !TableBounds.isRuler($0) }
    guard let header = lines.first, !rows.isEmpty else { return nil }
    func most(_ fits: (UnsafeRawBufferPointer) -> Bool) -> Bool { rows.count(where: fits) * 10 >= rows.count * 9 }
    func commas(_ line: UnsafeRawBufferPointer) -> Int { LineCells(line, separator: UInt8(ascii: ",")).count }
    if let separator = ofHeader(header, vocabulary) {
      let count = separator.cells(header).count
      if most({ separator.cells($0).count == count }) { return (separator, .everywhere, count) }
      return most { commas($0) == count } ? (separator, .header, count) : nil
    }
    let names = LineCells(header, separator: UInt8(ascii: ","))
    guard names.count >= 2, vocabulary.isHeader(names) else { return nil }
    return allCases.first { separator in
      most { line in
        !line.contains { ",;\t|".utf8.contains($0) } && separator.cells(line).count == names.count
      }
    }.map { ($0, .rows, names.count) }
  }
}
