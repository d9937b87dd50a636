import CSV
import Migration

/// The known exports: finds the one that a table is.
package struct ExportMatcher: Sendable {
  /// An export that a table is, and where its columns are.
  package struct Match: Sendable {
    package var export: Export
    /// The separator of a list without a header row; nil where the header row identified it.
    package var separator: UInt8?
    /// Why it is this export, in words.
    package var reason: String
  }

  package let exports: [Export]
  /// By export: its sets of column names, normalized.
  private let headers: [[Set<String>]]

  package init(_ exports: [Export]) {
    self.exports = exports
    headers = exports.map { $0.headers.map { Set($0.map(HeaderVocabulary.normalized)) } }
  }

  /// The exports that come with the program.
  package static let builtIn = ExportMatcher(Export.builtInNames.compactMap { try? Export.builtIn($0) })

  /// All column names that identify some export.
  package var columnNames: [String] { exports.flatMap { $0.headers.flatMap { $0 } } }

  /// The export whose column names a header row has: of several, the one of which it has the most.
  package func match(header cells: [String]) -> Match? {
    let names = Set(cells.map(HeaderVocabulary.normalized))
    var best: (index: Int, count: Int)?
    for index in exports.indices {
      guard let count = headers[index].filter({ $0.isSubset(of: names) }).map(\.count).max() else { continue }
      if count > best?.count ?? 0 { best = (index, count) }
    }
    return best.map { best in
      Match(
        export: exports[best.index], separator: nil,
        reason: "the header row contains \(best.count) of its column names")
    }
  }

  /// The export that rows without a header row have the shape of.
  ///
  /// - Parameter start: the byte offset of the first row.
  package func match(rowsOf text: UnsafeRawBufferPointer, from start: Int, upTo end: Int) -> Match? {
    let lines = Array(
      TextLines(text, from: start, upTo: end).lazy.filter { !$0.isEmpty }.prefix(ExportMatcher.mostRows)
    )
    .filter { $0.count <= LineCells.longest }
    let rows = lines.filter { text[$0.lowerBound] != UInt8(ascii: "#") }
    guard !lines.isEmpty else { return nil }
    for export in exports {
      if let prefix = export.linePrefix, ExportMatcher.hasPrefixedLines(text, lines, prefix) {
        return Match(export: export, separator: nil, reason: "the lines begin with `\(prefix)`")
      }
      for shape in export.shapes where ExportMatcher.fits(text, rows, shape, all: export.only == nil) {
        return Match(
          export: export, separator: shape.separator, reason: "the values match its columns")
      }
    }
    return nil
  }

  private static let mostRows = 200

  private static func hasPrefixedLines(_ text: UnsafeRawBufferPointer, _ lines: [Range<Int>], _ prefix: String) -> Bool
  {
    let wanted = Array(prefix.utf8)
    guard text[lines[0]].starts(with: wanted) else { return false }
    return lines.filter { text[$0].starts(with: wanted) }.allSatisfy { line in
      ValueClasses(UnsafeRawBufferPointer(rebasing: text[line.dropFirst(wanted.count)])).contains(.address)
    }
  }

  /// Nine in ten rows have the shape; where a list has lines of several sorts, one in ten is enough.
  private static func fits(
    _ text: UnsafeRawBufferPointer, _ lines: [Range<Int>], _ shape: Export.Shape, all: Bool
  ) -> Bool {
    let fitting = lines.count { line in
      let cells = LineCells(UnsafeRawBufferPointer(rebasing: text[line]), separator: shape.separator)
      guard cells.count >= shape.values.count, shape.isOpen || cells.count == shape.values.count,
        cells.texts.count >= shape.values.count
      else { return false }
      return zip(cells.texts, shape.values).allSatisfy { fits($0, $1, shape) }
    }
    return all ? fitting * 10 >= lines.count * 9 : fitting * 10 >= lines.count && fitting > 0
  }

  private static func fits(_ text: String, _ wanted: Export.ValueClass, _ shape: Export.Shape) -> Bool {
    var text = text
    if wanted == .word { return shape.words.contains(text.lowercased()) }
    let isBit = text == "0" || text == "1"
    let classes = text.withUTF8 { ValueClasses(UnsafeRawBufferPointer($0)) }
    switch wanted {
    case .any, .word: return true
    case .empty: return classes.contains(.empty)
    case .address: return classes.contains(.address)
    case .domain: return classes.contains(.domain)
    case .number: return classes.contains(.number)
    case .boolean: return classes.contains(.boolean) || isBit
    case .hash: return classes.contains(.hash)
    case .guid: return classes.contains(.guid)
    case .host:
      let isAddress = text.split(separator: ".").count == 4 && text.allSatisfy { $0.isNumber || $0 == "." }
      return classes.contains(.domain) || isAddress || text.lowercased() == "localhost"
    }
  }
}
