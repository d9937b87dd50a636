import JSON
import Linting

/// The cells and the rows of a file, each named by its address (LSP 3.17, textDocument/documentSymbol).
extension LanguageServer {
  /// More rows than this are grouped by the thousand.
  private static let mostRows = 5000
  private static let step = 1000

  func symbols(_ params: JSONValue) throws(RPCError) -> Reply {
    let document = try document(params)
    guard let file = report(document), document.isPlain else { return { $0.array { _ in } } }
    var symbols: [Symbol] = []
    if let header = file.layout.header, !header.isMissing {
      symbols.append(Symbol(name: "Header", detail: file.layout.kind.title, kind: .key, range: header.range))
    }
    let single = min(file.rows, LanguageServer.mostRows)
    for row in stride(from: 1, through: single, by: 1) {
      if row % 256 == 0 { try checkInterruption() }
      if let record = file.record(ofRow: row) { symbols.append(Symbol(record, row, file)) }
    }
    for first in stride(from: single + 1, through: file.rows, by: LanguageServer.step) {
      let last = min(first + LanguageServer.step - 1, file.rows)
      guard let from = file.record(ofRow: first), let to = file.record(ofRow: last) else { continue }
      let range = from.range.lowerBound..<max(to.range.upperBound, from.range.lowerBound)
      symbols.append(Symbol(name: "Rows \(grouped(first)) to \(grouped(last))", detail: "", kind: .array, range: range))
    }
    let isTree = client.capabilities.takesDocumentSymbolTrees
    return { writer in
      writer.array { writer in
        for symbol in symbols { symbol.write(&writer, document, isTree: isTree) }
      }
    }
  }
}

private struct Symbol {
  /// LSP 3.17, SymbolKind.
  enum Kind: Int { case key = 20, array = 18, object = 19 }

  var name: String
  var detail: String
  var kind: Kind
  var range: Range<Int>

  init(name: String, detail: String, kind: Kind, range: Range<Int>) {
    (self.name, self.detail, self.kind, self.range) = (name, detail, kind, range)
  }

  init(_ record: Record, _ row: Int, _ file: LintResult) {
    let address = record.cells.first { $0.column == file.layout.addressColumn && $0.isShown && $0.field.count > 0 }
    let text = address.flatMap { file.shown($0.field.value, ofColumn: $0.column, in: record.place) }
    self.init(
      name: text ?? "Row \(grouped(row))", detail: text == nil ? "" : "row \(grouped(row))", kind: .object,
      range: record.range)
  }

  func write(_ writer: inout JSONWriter, _ document: OpenDocument, isTree: Bool) {
    let range = document.range(range)
    writer.object { writer in
      writer.member("name", name)
      writer.member("kind", kind.rawValue)
      guard isTree else {
        return writer.object("location") { writer in
          writer.member("uri", document.uri)
          writer.member("range", range)
        }
      }
      if !detail.isEmpty { writer.member("detail", detail) }
      writer.member("range", range)
      writer.member("selectionRange", range)
    }
  }
}
