import JSON
import Linting

/// One change of a document (LSP 3.17, TextEdit).
struct TextEdit {
  var range: TextRange
  var text: String

  func write(_ writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("range", range)
      writer.member("newText", text)
    }
  }
}

/// Changes of one document, or a new one (LSP 3.17, WorkspaceEdit).
enum WorkspaceEdit {
  case document(String, Int?, [TextEdit])
  case newFile(String, TextEdit)

  func write(_ writer: inout JSONWriter, _ client: ClientCapabilities) {
    let (uri, version, edits, isNew): (String, Int?, [TextEdit], Bool) =
      switch self {
      case .document(let uri, let version, let edits): (uri, version, edits, false)
      case .newFile(let uri, let edit): (uri, nil, [edit], true)
      }
    writer.object { writer in
      guard client.takesDocumentChanges, !isNew || client.createsFiles else {
        // Editors that do not support file creation create the file when they change it.
        return writer.object("changes") { $0.array(uri) { writer in edits.forEach { $0.write(&writer) } } }
      }
      writer.array("documentChanges") { writer in
        if isNew {
          writer.object { writer in
            writer.member("kind", "create")
            writer.member("uri", uri)
            writer.object("options") { $0.member("ignoreIfExists", true) }
          }
        }
        writer.object { writer in
          writer.object("textDocument") { writer in
            writer.member("uri", uri)
            if let version { writer.member("version", version) } else { writer.member("version", JSONValue.null) }
          }
          writer.array("edits") { writer in edits.forEach { $0.write(&writer) } }
        }
      }
    }
  }
}

/// Something that can be done (LSP 3.17, CodeAction).
struct CodeAction {
  var title: String
  var kind: String
  /// The diagnostics that it fixes.
  var findings: [Finding]
  var isPreferred = false
  var edit: WorkspaceEdit?
  /// Does the same if there is no edit, or the client supports only commands.
  var command: (name: String, argument: (inout JSONWriter) -> Void)?
  /// Why it cannot be done here.
  var disabled: String?

  init(title: String, kind: String, findings: [Finding], isPreferred: Bool = false) {
    (self.title, self.kind, self.findings, self.isPreferred) = (title, kind, findings, isPreferred)
  }

  /// Writes it as the client takes it; nothing, where it takes it in no way.
  func write(_ writer: inout JSONWriter, _ document: OpenDocument, _ file: LintResult, _ client: ClientCapabilities) {
    guard disabled == nil || client.takesDisabledActions else { return }
    guard client.takesCodeActionLiterals else {
      if disabled == nil, command != nil { writer.object { writeCommand(&$0) } }
      return
    }
    writer.object { writer in
      writer.member("title", title)
      writer.member("kind", kind)
      if !findings.isEmpty {
        writer.array("diagnostics") { writer in
          for finding in findings { Diagnostics(document, file, client).write(finding, &writer) }
        }
      }
      if isPreferred, disabled == nil, client.takesPreferred { writer.member("isPreferred", true) }
      if let disabled {
        writer.object("disabled") { $0.member("reason", disabled) }
      } else if let edit {
        writer.name("edit")
        edit.write(&writer, client)
      } else if command != nil {
        writer.object("command") { writeCommand(&$0) }
      }
    }
  }

  private func writeCommand(_ writer: inout JSONWriter) {
    guard let command else { return }
    writer.member("title", title)
    writer.member("command", command.name)
    writer.array("arguments") { command.argument(&$0) }
  }
}

extension OpenDocument {
  /// The edits as the client counts; nil if they cannot be shown.
  func textEdits(_ edits: [Fix.Edit]) -> [TextEdit]? {
    guard isPlain else { return nil }
    let text = buffer.bytes
    var last = 0
    var all: [TextEdit] = []
    for edit in edits {
      var edit = edit
      // No place is between the CR and the LF of one line end.
      func splits(_ offset: Int) -> Bool {
        offset > 0 && offset < text.count && text[offset - 1] == 0x0D && text[offset] == 0x0A
      }
      if splits(edit.range.upperBound) {
        edit = Fix.Edit(edit.range.lowerBound..<edit.range.upperBound + 1, edit.text + [0x0A])
      }
      if splits(edit.range.lowerBound) {
        edit = Fix.Edit(edit.range.lowerBound - 1..<edit.range.upperBound, [0x0D] + edit.text)
      }
      guard edit.range.lowerBound >= last else { return nil }
      last = edit.range.upperBound
      all.append(TextEdit(range: range(edit.range), text: String(decoding: edit.text, as: UTF8.self)))
    }
    return all
  }
}
