import CSV
import JSON
import Linting
import Migration

/// A colour for each column (LSP 3.17, textDocument/semanticTokens).
///
/// The types are those that every theme knows: cells are keywords, addresses strings, sign-in names functions,
/// passwords regular expressions, roots properties, other columns of the kind parameters, and what no kind knows
/// comments.
enum TokenType: Int, CaseIterable {
  case keyword, string, function, regexp, property, parameter, comment

  init(_ holding: Kind.ColumnRole?) {
    self =
      switch holding {
      case .address: .string
      case .signInName: .function
      case .password: .regexp
      case .root: .property
      case .text: .parameter
      case nil: .comment
      }
  }

  static var legend: [String] { allCases.map { "\($0)" } }
}

extension LanguageServer {
  func allTokens(_ params: JSONValue) throws(RPCError) -> Reply {
    let document = try document(params)
    let data = try tokens(document, in: nil)
    let id = remember(data, document)
    return { writer in
      writer.object { writer in
        writer.member("resultId", id)
        writer.array("data") { writer in data.forEach { writer.integer(Int($0)) } }
      }
    }
  }

  func tokensOfRange(_ params: JSONValue) throws(RPCError) -> Reply {
    let document = try document(params)
    let range = document.offsets(try params.range())
    let data = try tokens(document, in: range)
    return { writer in
      writer.object { writer in
        writer.array("data") { writer in data.forEach { writer.integer(Int($0)) } }
      }
    }
  }

  /// What became of the tokens that the client has: one edit.
  func tokenChanges(_ params: JSONValue) throws(RPCError) -> Reply {
    let document = try document(params)
    let before = document.tokens
    let data = try tokens(document, in: nil)
    let id = remember(data, document)
    guard let before, before.id == params["previousResultId"]?.string else {
      return { writer in
        writer.object { writer in
          writer.member("resultId", id)
          writer.array("data") { writer in data.forEach { writer.integer(Int($0)) } }
        }
      }
    }
    let old = before.data
    let most = min(old.count, data.count)
    var head = 0
    while head < most, old[head] == data[head] { head += 1 }
    var tail = 0
    while tail < most - head, old[old.count - 1 - tail] == data[data.count - 1 - tail] { tail += 1 }
    return { writer in
      writer.object { writer in
        writer.member("resultId", id)
        writer.array("edits") { writer in
          guard head + tail < max(old.count, data.count) else { return }
          writer.object { writer in
            writer.member("start", head)
            writer.member("deleteCount", old.count - head - tail)
            writer.array("data") { writer in data[head..<data.count - tail].forEach { writer.integer(Int($0)) } }
          }
        }
      }
    }
  }

  private func remember(_ data: [UInt32], _ document: OpenDocument) -> String {
    let id = String(document.serial)
    document.tokens = (id, data)
    return id
  }

  private func tokens(_ document: OpenDocument, in range: Range<Int>?) throws(RPCError) -> [UInt32] {
    guard let file = report(document), document.isPlain, file.layout.isReadable else { return [] }
    let layout = file.layout
    var writer = TokenWriter(document)
    if let header = layout.header, !header.isMissing, range?.lowerBound ?? 0 <= header.range.upperBound {
      for cell in header.cells { writer.add(cell.range, .keyword) }
    }
    let types = layout.columns.map { TokenType($0.role) }
    let start =
      range.flatMap { file.record(at: $0.lowerBound)?.place }.flatMap { $0.row == nil ? nil : $0.start }
      ?? layout.rowsStart
    var reader = layout.rowReader(from: start)
    var count = 0
    while reader.next(), reader.start < range?.upperBound ?? Int.max {
      count += 1
      if count % 1024 == 0 { try checkInterruption() }
      if reader.count == 1, reader.isBlank { continue }
      for (index, field) in reader.fields.enumerated() {
        writer.add(field.whole, index < types.count ? types[index] : .comment)
      }
    }
    return writer.data
  }
}

/// Writes tokens, each by its distance from the one before.
private struct TokenWriter {
  private(set) var data: [UInt32] = []
  private let document: OpenDocument
  private var last = TextPosition(line: 0, character: 0)

  init(_ document: OpenDocument) { self.document = document }

  mutating func add(_ range: Range<Int>, _ type: TokenType) {
    guard !range.isEmpty else { return }
    let place = document.range(range)
    guard place.start.line != place.end.line else {
      return add(place.start, place.end.character - place.start.character, type)
    }
    // A value of several lines: line by line.
    for line in place.start.line...place.end.line {
      let content = document.buffer.content(ofLine: line)
      let part = range.clamped(to: content)
      guard !part.isEmpty else { continue }
      let place = document.range(part)
      add(place.start, place.end.character - place.start.character, type)
    }
  }

  private mutating func add(_ place: TextPosition, _ length: Int, _ type: TokenType) {
    guard length > 0 else { return }
    let line = place.line - last.line
    data += [
      UInt32(line), UInt32(line == 0 ? place.character - last.character : place.character), UInt32(length),
      UInt32(type.rawValue), 0,
    ]
    last = place
  }
}
