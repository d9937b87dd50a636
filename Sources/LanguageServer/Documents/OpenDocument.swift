import Files
import JSON
import Linting
import Configuration
import Layout

/// A document that the client has opened: its text, and what the linter says of it.
final class OpenDocument {
  let uri: String
  /// Nil where it is no file.
  let path: String?
  /// A configuration, or another text that is no list of mailboxes.
  let isData: Bool
  var version: Int?
  private(set) var buffer: TextBuffer
  private let encoding: PositionEncoding

  /// What the text came to; nil until it is linted. It reads the buffer, so it goes before every edit.
  private(set) var report: LintResult?
  /// Counts the lints of all documents: another number, perhaps other diagnostics.
  private(set) var serial = 0
  /// The diagnostics that the client has are not those of the text.
  var isStale = true
  /// Why the text could not be linted.
  private(set) var problem: String?
  /// The semantic tokens that the client has.
  var tokens: (id: String, data: [UInt32])?
  private var access: Input.Access?

  init(uri: String, language: String, version: Int?, text: String, _ encoding: PositionEncoding) {
    self.uri = uri
    self.version = version
    self.encoding = encoding
    path = FileURI.path(uri)
    isData = language != "yaml" && !uri.hasSuffix(".yaml") && !uri.hasSuffix(".yml")
    buffer = TextBuffer(text)
    lookAtFile()
  }

  /// The text's name for the file that it is, or will be.
  private var name: String {
    path ?? String(uri[(uri.lastIndex(where: { $0 == "/" || $0 == ":" }).map(uri.index(after:)) ?? uri.startIndex)...])
  }

  /// Who can read the file, now.
  func lookAtFile() {
    access = path.flatMap { Input.Access(path: $0, mode: fileMode($0)) }
    forget()
  }

  /// Makes one change of `textDocument/didChange`.
  func change(_ change: JSONValue) throws(RPCError) {
    let text = try change.text("text")
    let range = change["range"] == nil ? nil : try change.range()
    forget()
    if let range { buffer.replace(buffer.range(of: range, encoding), with: text) } else { buffer = TextBuffer(text) }
  }

  /// The diagnostics are no longer to be relied on.
  func forget() {
    report = nil
    isStale = true
  }

  /// Gives the memory of what the linter said back; the diagnostics stay as the client has them.
  func release() { report = nil }

  /// Lints the text, if that is not done yet.
  @discardableResult
  func lint(_ linter: @autoclosure () -> Linter, serial: () -> Int) -> LintResult? {
    guard isData else { return nil }
    if let report { return report }
    let document = Document(buffer.bytes, owner: buffer)
    do {
      report = try linter().lint(Input(path: name, document: document, access: access, hasName: path != nil))
      problem = nil
    } catch {
      problem = "\(error)"
    }
    if isStale { self.serial = serial() }
    return report
  }

  // MARK: Places

  /// A part of the linter's text as the client counts.
  func range(_ range: Range<Int>) -> TextRange {
    guard let report else {
      return TextRange(start: TextPosition(line: 0, character: 0), end: TextPosition(line: 0, character: 0))
    }
    let bytes = report.bytes(of: range)
    return buffer.range(of: bytes.offset..<bytes.offset + bytes.length, encoding)
  }

  func position(_ offset: Int) -> TextPosition { buffer.position(of: offset, encoding) }
  func offset(_ position: TextPosition) -> Int { buffer.offset(of: position, encoding) }
  func offsets(_ range: TextRange) -> Range<Int> { buffer.range(of: range, encoding) }

  /// The linter's text is the client's, byte for byte, so that places and edits have the same offsets in both.
  var isPlain: Bool { report?.layout.document.encoding == .utf8 }
}
