import Foundation
import JSON
import Linting
import TestSupport
import Testing

/// What an editor offers to do about findings.
@Suite("The language server: code actions", .timeLimit(.minutes(10)))
struct CodeActionTests {
  private static let uri = "file:///lists/users.csv"
  private static let everywhere =
    #""range":{"start":{"line":0,"character":0},"end":{"line":99999,"character":0}},"context":{"diagnostics":[]"#

  private func actions(_ editor: Editor, _ uri: String = uri, only: String? = nil) throws -> [JSONValue] {
    let filter = only.map { #","only":["\#($0)"]"# } ?? ""
    return try editor.request("textDocument/codeAction", of: uri, Self.everywhere + filter + "}").array ?? []
  }

  /// The edits of an action for a document.
  private func edits(_ edit: JSONValue?, _ uri: String = uri) -> [JSONValue] {
    let changes = edit?["documentChanges"]?.array?.first { $0["textDocument"]?["uri"] == .string(uri) }?["edits"]
    return changes?.array ?? edit?["changes"]?[uri]?.array ?? []
  }

  @Test("A safe fix is preferred, names its diagnostic, and fixes it; an unsafe one says so")
  func fixes() throws {
    let text =
      "EmailAddress,UserName,Password\nalberta@contoso.com,alberta ,Wren-4821\nbruno@contoso.com,bruno,Otter,7730\n"
    let editor = try Editor(capabilities: Editor.capable, options: #"{"ignore":["column-count"]}"#)
    editor.open(Self.uri, text)
    let trim = try #require(
      try actions(editor).first { $0["kind"] == .string("quickfix") && $0["isPreferred"] == .boolean(true) })
    #expect(trim["diagnostics"]?.array?.first?["code"] == .string("value-whitespace"))
    var edited = EditorText(text, .utf8)
    edited.apply(edits(trim["edit"]))
    #expect(edited.text == text.replacingOccurrences(of: "alberta ,", with: "alberta,"))
    let other = try Editor()
    other.open(Self.uri, text)
    let guess = try #require(try actions(other).first { $0["title"]?.string?.hasPrefix("Guess: ") == true })
    #expect(guess["isPreferred"] == nil)
    var guessed = EditorText(text, .utf8)
    guessed.apply(edits(guess["edit"]))
    // Around the secret, and never the secret itself.
    #expect(guessed.text.contains("bruno@contoso.com,bruno,\"Otter,7730\"\n"))
    #expect(edits(guess["edit"]).map { $0["newText"] } == [.string("\""), .string("\"")])
  }

  @Test("Fix all makes the safe fixes and no others, as fix does")
  func fixAll() throws {
    let folder = try TemporaryFolder()
    let editor = try Editor(capabilities: Editor.capable, folders: [folder.path])
    var count = 0
    for fixture in Fixture.bad where fixture.arguments.isEmpty && fixture.mode == nil {
      guard let text = String(validating: fixture.bytes, as: UTF8.self), !text.contains("\0"), text.utf8.count < 50_000
      else { continue }
      let name = (fixture.path as NSString).lastPathComponent
      let path = try folder.write(text, as: name)
      let uri = "file://\(path)"
      editor.open(uri, text)
      guard let action = try actions(editor, uri, only: "source.fixAll").first else { continue }
      var edited = EditorText(text, .utf8)
      edited.apply(edits(action["edit"], uri))
      _ = try Program.run(["fix", "--no-config", "--format", "concise=/dev/null", path])
      let fixed = String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self)
      // What the editor does not do is what would repeat a secret.
      if edited.text == fixed { count += 1 }
      try folder.write(edited.text, as: name)
      let again = try Program.run(["fix", "--no-config", "--format", "concise=/dev/null", path])
      _ = again
      #expect(String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self) == fixed, "\(name)")
    }
    #expect(count > 0)
  }

  @Test("Every offered fix of every fixture fixes its finding as `fix` does, and none repeats a secret")
  func everyFix() throws {
    let folder = try TemporaryFolder()
    let editor = try Editor(capabilities: Editor.capable, folders: [folder.path])
    var offered = 0
    var refused = 0
    for fixture in Fixture.bad where fixture.arguments.isEmpty && fixture.mode == nil {
      guard let text = String(validating: fixture.bytes, as: UTF8.self), !text.contains("\0"), text.utf8.count < 50_000
      else { continue }
      let sample = fixture.sample()
      let file = try sample.lint()
      guard file.layout.document.encoding == .utf8 else { continue }
      let path = try folder.write(text, as: (fixture.path as NSString).lastPathComponent)
      let uri = "file://\(path)"
      editor.open(uri, text)
      let fixer = Fixer(file)
      let fixes = file.findings.compactMap { finding in
        fixer.fix(for: finding).flatMap { $0.edits.isEmpty ? nil : (finding, $0) }
      }
      let all = try actions(editor, uri, only: "quickfix").filter { $0["title"]?.string?.hasPrefix("Silence") == false }
      guard file.findings.count <= 50 else { continue }
      #expect(all.count == fixes.count, "\(fixture)")
      for (action, (_, fix)) in zip(all, fixes) {
        if action["disabled"] != nil {
          refused += 1
          continue
        }
        guard action["edit"] != nil else { continue }
        offered += 1
        var edited = EditorText(text, .utf8)
        edited.apply(edits(action["edit"], uri))
        var bytes = Array(text.utf8)
        for edit in fix.edits.reversed() { bytes.replaceSubrange(edit.range, with: edit.text) }
        #expect(Array(edited.text.utf8) == bytes, "\(fixture): \(action["title"]?.string ?? "")")
      }
    }
    #expect(offered > 150, "\(offered)")
    #expect(refused > 0)
    #expect(refused * 10 < offered, "\(refused) of \(offered)")
  }

  @Test("A fix of a great many edits is a command, and comes as an edit of the version that it was asked for")
  func command() throws {
    let rows = (0..<500).map { "user\($0)@contoso.com;user\($0);Wren-4821\n" }.joined()
    let text = "EmailAddress;UserName;Password\n" + rows
    let editor = try Editor()
    editor.open(Self.uri, text, version: 4)
    let action = try #require(try actions(editor, only: "quickfix").first { $0["command"] != nil })
    #expect(action["edit"] == nil)
    var writer = JSONWriter()
    writer.value(action["command"]!["arguments"]!)
    let arguments = String(decoding: writer.bytes, as: UTF8.self)
    try editor.request("workspace/executeCommand", #"{"command":"batchlint.fix","arguments":\#(arguments)}"#)
    _ = try editor.request("textDocument/hover", of: Self.uri, #""position":{"line":0,"character":0}"#)
    let asked = try #require(editor.asked.first { $0["method"] == .string("workspace/applyEdit") }?["params"]?["edit"])
    #expect(asked["documentChanges"]?.array?.first?["textDocument"]?["version"] == .integer(4))
    var edited = EditorText(text, .utf8)
    edited.apply(edits(asked))
    #expect(edited.text == text.replacingOccurrences(of: ";", with: ","))
    editor.notify("textDocument/didChange", #"{"textDocument":{"uri":"\#(Self.uri)","version":5},"contentChanges":[]}"#)
    let answer = try editor.answer(
      to: editor.ask("workspace/executeCommand", #"{"command":"batchlint.fix","arguments":\#(arguments)}"#))
    #expect(answer["error"]?["code"] == .integer(-32801))
  }

  @Test("A client that takes only commands gets commands")
  func commandsOnly() throws {
    let editor = try Editor(capabilities: #"{"workspace":{"applyEdit":true}}"#)
    editor.open(Self.uri, "EmailAddress,UserName,Password\nalberta@contoso.com,alberta ,Wren-4821\n")
    let all = try actions(editor)
    #expect(all.count == 3)
    #expect(all.allSatisfy { $0["command"]?.string?.hasPrefix("batchlint.") == true && $0["kind"] == nil })
    var writer = JSONWriter()
    writer.value(all[0]["arguments"]!)
    try editor.request(
      "workspace/executeCommand",
      #"{"command":"batchlint.fix","arguments":\#(String(decoding: writer.bytes, as: UTF8.self))}"#)
    _ = try editor.request("textDocument/hover", of: Self.uri, #""position":{"line":0,"character":0}"#)
    let edit = editor.asked.first { $0["method"] == .string("workspace/applyEdit") }?["params"]?["edit"]
    #expect(edits(edit).count == 1)
  }

  @Test(
    "A rule is silenced in the configuration, and every comment stays",
    arguments: [
      ("", "ignore: [address-unusual]\n"),
      ("# ours\nserver: dovecot # the old one\n", "# ours\nserver: dovecot # the old one\nignore: [address-unusual]\n"),
      ("server: dovecot", "server: dovecot\nignore: [address-unusual]\n"),
      ("ignore: [file-name] # why\nserver: any\n", "ignore: [file-name, address-unusual] # why\nserver: any\n"),
      ("ignore: []\n", "ignore: [address-unusual]\n"),
      (
        "ignore:\n  # first\n  - file-name  # one\n\nserver: any\n",
        "ignore:\n  # first\n  - file-name  # one\n  - address-unusual\n\nserver: any\n"
      ),
      ("ignore:\r\n- file-name\r\n", "ignore:\r\n- file-name\r\n- address-unusual\r\n"),
      (
        "ignore: [\n  file-name, # a ]\n  'root-*', # b\n]\n",
        "ignore: [\n  file-name, # a ]\n  'root-*', address-unusual # b\n]\n"
      ),
      ("\"ignore\" : [ file-name ]\n", "\"ignore\" : [ file-name, address-unusual ]\n"),
    ])
  func silence(_ before: String, _ after: String) throws {
    let folder = try TemporaryFolder()
    try folder.write(before, as: ".batchlint.yaml")
    let path = try folder.write("EmailAddress,UserName,Password\nalberta@contoso,alberta,Wren-4821\n", as: "users.csv")
    let editor = try Editor(capabilities: Editor.capable, folders: [folder.path])
    editor.open("file://\(path)", "EmailAddress,UserName,Password\nalberta@contoso,alberta,Wren-4821\n")
    let action = try #require(
      try actions(editor, "file://\(path)").first {
        $0["title"] == .string("Silence address-unusual in .batchlint.yaml")
      })
    var text = EditorText(before, .utf8)
    text.apply(edits(action["edit"], "file://\(folder.path)/.batchlint.yaml"))
    #expect(text.text == after)
  }

  @Test(
    "Without a configuration, one is created at the top of the folder; where a person must act, nothing is offered"
  )
  func newConfiguration() throws {
    let folder = try TemporaryFolder()
    let text = "EmailAddress,UserName,Password\nalberta@contoso,alberta,Wren-4821\n"
    let path = try folder.write(text, as: "lists/users.csv")
    let editor = try Editor(capabilities: Editor.capable, folders: [folder.path])
    editor.open("file://\(path)", text)
    let silence = "Silence address-unusual in .batchlint.yaml"
    let action = try #require(try actions(editor, "file://\(path)").first { $0["title"] == .string(silence) })
    let changes = try #require(action["edit"]?["documentChanges"]?.array)
    #expect(changes[0]["kind"] == .string("create"))
    #expect(changes[0]["uri"] == .string("file://\(folder.path)/.batchlint.yaml"))
    #expect(
      edits(action["edit"], "file://\(folder.path)/.batchlint.yaml").first?["newText"]
        == .string("ignore: [address-unusual]\n"))
    for odd in ["{server: any}\n", "ignore: &a [file-name]\n", "server: [\n"] {
      try folder.write(odd, as: ".batchlint.yaml")
      editor.notify(
        "workspace/didChangeWatchedFiles", #"{"changes":[{"uri":"file://\#(folder.path)/.batchlint.yaml","type":2}]}"#)
      #expect(try actions(editor, "file://\(path)").allSatisfy { $0["title"] != .string(silence) }, "\(odd)")
    }
  }
}
