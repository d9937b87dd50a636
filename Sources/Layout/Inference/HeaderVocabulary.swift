import Migration

/// The column names that some kind of migration file or some export has.
package struct HeaderVocabulary: Sendable {
  private var names: Set<String>
  /// Those that an export has and no kind.
  private var exportOnly: Set<String> = []
  /// What lines begin with that a kind demands above its header row.
  private var fixedLines: [String]

  /// - Parameters:
  ///   - names: column names as they are written, aliases included.
  ///   - fixedLines: lines that a kind demands above its header row, such as `version:v1.0`.
  package init(names: some Sequence<String>, fixedLines: [String] = []) {
    self.names = Set(names.lazy.map(HeaderVocabulary.normalized).filter { !$0.isEmpty })
    self.fixedLines = fixedLines.map { String($0.prefix { $0 != ":" && $0 != "=" }).lowercased() }
  }

  /// The column names of the kinds and exports that come with the program.
  package static let builtIn: HeaderVocabulary = {
    let kinds = Kind.builtInNames.compactMap { try? Kind.builtIn($0) }
    var vocabulary = HeaderVocabulary(
      names: kinds.flatMap { $0.columns.flatMap { [$0.name] + $0.aliases } },
      fixedLines: kinds.flatMap(\.linesAboveHeader))
    let exported = Set(ExportMatcher.builtIn.columnNames.map(normalized).filter { !$0.isEmpty })
    vocabulary.exportOnly = exported.subtracting(vocabulary.names)
    vocabulary.names.formUnion(exported)
    return vocabulary
  }()

  /// The same names and those of other kinds.
  package func adding(_ kinds: [Kind]) -> HeaderVocabulary {
    guard !kinds.isEmpty else { return self }
    var vocabulary = self
    for column in kinds.flatMap(\.columns) {
      vocabulary.names.formUnion(([column.name] + column.aliases).map(HeaderVocabulary.normalized))
    }
    vocabulary.fixedLines += HeaderVocabulary(names: [], fixedLines: kinds.flatMap(\.linesAboveHeader)).fixedLines
    return vocabulary
  }

  /// A name is known, letter case, spaces and punctuation aside.
  package func contains(_ name: String) -> Bool { names.contains(HeaderVocabulary.normalized(name)) }

  /// All cells are column names of a kind of migration file.
  func isHeaderOfKind(_ cells: LineCells) -> Bool {
    cells.count > 1
      && cells.texts.allSatisfy { contains($0) && !exportOnly.contains(HeaderVocabulary.normalized($0)) }
  }

  /// Half of a line's cells, and two at least, are known names; or its only one is. None is an address.
  package func isHeader(_ cells: LineCells) -> Bool {
    let filled = cells.filled
    guard !filled.isEmpty, !filled.contains(where: HeaderVocabulary.isAddress) else { return false }
    let known = filled.count(where: contains)
    if cells.count == 1 { return known == 1 && !filled[0].contains(" ") }
    return known >= 2 && known * 2 >= filled.count
  }

  /// A line that a kind demands above its header row.
  func isFixedLine(_ cells: LineCells) -> Bool {
    guard let first = cells.filled.first?.lowercased(), cells.filled.count == 1 else { return false }
    return fixedLines.contains { first.hasPrefix($0 + ":") || first.hasPrefix($0 + "=") }
  }

  /// A text is an address and nothing else, or has one in it as directories write them.
  package static func isAddress(_ text: String) -> Bool {
    guard text.utf8.contains(UInt8(ascii: "@")) else { return false }
    var text = text
    return text.withUTF8 { bytes in
      !ValueClasses(UnsafeRawBufferPointer(bytes)).isDisjoint(with: [.address, .decoratedAddress])
    }
  }

  /// A name without what people add to it: letter case, spaces, hyphens, underscores, quotes, invisible characters.
  package static func normalized(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.lowercased().unicodeScalars.filter { $0.properties.isAlphabetic || $0.properties.numericType != nil }))
  }
}
