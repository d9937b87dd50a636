import Authoring
import JSON
import Layout
import Linting
import Migration

/// Column names, sign-in names, roots and the values that a column accepts (LSP 3.17, textDocument/completion).
extension LanguageServer {
  func completion(_ params: JSONValue) throws(RPCError) -> Reply {
    let document = try document(params)
    let position = try params.position("position")
    let offset = document.offset(position)
    guard let file = report(document) else { return { $0.array { _ in } } }
    let items: [CompletionItem]
    let replaced: Range<Int>
    if !file.layout.isReadable || (offset == file.layout.document.start && file.layout.header == nil) {
      // An empty file: the cells, all at once or one by one.
      items = Completion(file).cells(among: file.layout.kind.columns.map(\.name))
      replaced = offset..<offset
    } else {
      guard document.isPlain, let record = file.record(at: offset), let cell = record.cell(at: offset) else {
        return { $0.array { _ in } }
      }
      items = Completion(file).items(record, cell)
      replaced = cell.field.whole
    }
    let range = document.range(replaced)
    // Of what is replaced nothing may be on another line (LSP 3.17, CompletionItem.textEdit).
    guard range.start.line == range.end.line else { return { $0.array { _ in } } }
    return { writer in
      writer.object { writer in
        writer.member("isIncomplete", false)
        writer.array("items") { writer in
          for item in items { item.write(&writer, range) }
        }
      }
    }
  }
}

private struct CompletionItem {
  /// LSP 3.17, CompletionItemKind.
  enum Kind: Int { case field = 5, value = 12, enumMember = 20 }

  var text: String
  var kind: Kind
  var detail: String

  func write(_ writer: inout JSONWriter, _ range: TextRange) {
    writer.object { writer in
      writer.member("label", text)
      writer.member("kind", kind.rawValue)
      writer.member("detail", detail)
      // Whatever has been typed: it is replaced.
      writer.object("textEdit") { writer in
        writer.member("range", range)
        writer.member("newText", text)
      }
    }
  }
}

/// What may be written into a cell.
private struct Completion {
  private let file: LintResult
  private let context: LintContext
  private var layout: FileLayout { context.layout }

  init(_ file: LintResult) { (self.file, context) = (file, file.context) }

  func items(_ record: Record, _ cell: Record.Cell) -> [CompletionItem] {
    if record.isHeader { return cells(besides: cell.column) }
    guard cell.column < layout.columns.count, let column = layout.columns[cell.column].known else { return [] }
    switch column.role {
    case .password, .address: return []
    case .signInName: return signInNames(record)
    case .root: return roots(record)
    case .text: return values(column, record)
    }
  }

  /// The words that a column takes, those of the user's own rules among them.
  private func values(_ column: Kind.Column, _ record: Record) -> [CompletionItem] {
    let conditional = column.conditions.filter { condition in
      guard let index = layout.columns.firstIndex(where: { $0.known?.name == condition.column }),
        let cell = record.cells.first(where: { $0.column == index })
      else { return false }
      let value = String(decoding: layout.bytes(cell.field.value), as: UTF8.self).lowercased()
      return condition.values.contains { $0.lowercased() == value }
    }
    let own = context.options.ownRules.filter { $0.column == column.name }.flatMap(\.values)
    var seen: Set<String> = []
    return (column.permitted.values + conditional.flatMap(\.permitted.values) + own).filter {
      Completion.isPlain($0) && seen.insert($0).inserted
    }.map {
      CompletionItem(text: $0, kind: .enumMember, detail: column.name)
    }
  }

  func cells(among names: [String]) -> [CompletionItem] {
    names.map { name in
      let isRequired = layout.kind.column(named: name)?.isRequired == true
      return CompletionItem(
        text: name, kind: .field, detail: "\(layout.kind.title), \(isRequired ? "required" : "optional")")
    }
  }

  /// The columns of the kind that are not there yet.
  private func cells(besides index: Int) -> [CompletionItem] {
    let others = (layout.header?.cells ?? []).enumerated().filter { $0.offset != index }.compactMap(
      \.element.meaning.column)
    return cells(
      among: layout.kind.columns.indices.filter { !others.contains($0) }.map { layout.kind.columns[$0].name })
  }

  /// The sign-in names by the server's template: the admin's, and the user's own.
  private func signInNames(_ record: Record) -> [CompletionItem] {
    guard let address = address(record) else { return [] }
    let server = layout.server
    var names: [String] = []
    if let admin {
      let label = address.domain.split(separator: ".").first.map(String.init)
      let withAdmin =
        (try? SignInNameBuilder(server: server, admin: admin))
        ?? (try? SignInNameBuilder(server: server, admin: admin, label: label))
      if let name = withAdmin?.signInName(address.localPart, at: address.domain) { names.append(name) }
    }
    if let own = (try? SignInNameBuilder(server: server))?.signInName(address.localPart, at: address.domain) {
      names.append(own)
    }
    names.append("\(address.localPart)@\(address.domain)")
    var seen: Set<String> = []
    return names.filter { Completion.isPlain($0) && seen.insert($0).inserted }.map {
      CompletionItem(text: $0, kind: .value, detail: server.title)
    }
  }

  private func roots(_ record: Record) -> [CompletionItem] {
    guard let address = address(record), let writer = try? SignInNameBuilder(server: layout.server) else { return [] }
    guard let root = writer.root(address.localPart) else { return [] }
    return Completion.isPlain(root) ? [CompletionItem(text: root, kind: .value, detail: layout.server.title)] : []
  }

  /// The row's address, where it is one and may be quoted.
  private func address(_ record: Record) -> (localPart: String, domain: String)? {
    guard let cell = record.cells.first(where: { $0.column == layout.addressColumn }), cell.isShown else { return nil }
    let bytes = layout.bytes(cell.field.value)
    guard case .success(let address) = Address.parse(bytes) else { return nil }
    let end = address.domain.lowerBound - 1
    guard end > 0 else { return nil }
    return (String(decoding: bytes[..<end], as: UTF8.self), String(decoding: bytes[address.domain], as: UTF8.self))
  }

  /// The admin that the user names, or else the one in the sign-in names of most rows.
  private var admin: String? { context.options.admin ?? file.commonAdmin }

  /// It needs no quotes.
  private static func isPlain(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { $0 == 0x20 || $0 > 0x20 && !MinimalEdits.isStructural($0) }
  }
}
