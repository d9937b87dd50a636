import Foundation
import JSON
import TestSupport
import Testing

/// Configurations: each folder's own, as they are at the moment.
@Suite("The language server: folders and configurations", .timeLimit(.minutes(5)))
struct FolderTests {
  private static let text = "EmailAddress,UserName,Password\nalberta@contoso.com,mailadmin*alberta,Wren-4821\n"

  private func rules(_ editor: Editor, _ uri: String, _ version: Int?) throws -> [String] {
    try editor.diagnostics(uri, version: version).compactMap { $0["code"]?.string }
  }

  @Test("Each document is judged by the nearest configuration, and anew when that changes")
  func reloaded() throws {
    let folder = try TemporaryFolder()
    let one = "file://" + (try folder.write(Self.text, as: "one/users.csv"))
    let two = "file://" + (try folder.write(Self.text, as: "two/users.csv"))
    try folder.write("server: dovecot\nadmin: mailadmin\n", as: "one/.batchlint.yaml")
    let editor = try Editor(capabilities: Editor.capable, folders: [folder.path("one"), folder.path("two")])
    editor.open(one, Self.text)
    editor.open(two, Self.text)
    #expect(try rules(editor, one, 1) == ["login-reversed"])
    #expect(try rules(editor, two, 1) == [])
    #expect(editor.asked.contains { $0["method"] == .string("client/registerCapability") })
    // A configuration appears, one changes, and one is wrong.
    try folder.write("server: dovecot\nadmin: mailadmin\n", as: "two/.batchlint.yaml")
    try folder.write("server: dovecot\nadmin: mailadmin\nignore: [login-*]\n", as: "one/.batchlint.yaml")
    let changed = #"{"changes":[{"uri":"file://\#(folder.path)/two/.batchlint.yaml","type":1}]}"#
    editor.notify("workspace/didChangeWatchedFiles", changed)
    #expect(try rules(editor, one, 1) == [])
    #expect(try rules(editor, two, 1) == ["login-reversed"])
    try folder.write("server: dovecot\nadmni: mailadmin\n", as: "two/.batchlint.yaml")
    editor.notify("workspace/didChangeWatchedFiles", changed)
    let problem = try editor.diagnostics("file://\(folder.path)/two/.batchlint.yaml", version: nil)
    #expect(problem.first?["message"]?.string?.contains("did you mean admin?") == true)
    #expect(problem.first?["range"]?["start"]?["line"] == .integer(1))
    // Until it is right again, it counts as it was.
    #expect(try rules(editor, two, 1) == ["login-reversed"])
    try folder.write("ignore: [login-*]\n", as: "two/.batchlint.yaml")
    editor.notify("workspace/didChangeWatchedFiles", changed)
    #expect(try editor.diagnostics("file://\(folder.path)/two/.batchlint.yaml", version: nil).isEmpty)
    #expect(try rules(editor, two, 1) == [])
  }

  @Test("A kind or server of one's own that a configuration names is read again, too")
  func ownFiles() throws {
    let folder = try TemporaryFolder()
    let uri = "file://" + (try folder.write(Self.text, as: "users.csv"))
    try folder.write("servers: [gateway.yaml]\nserver: gateway\nadmin: mailadmin\n", as: ".batchlint.yaml")
    try folder.write("server: gateway\nclass: A\nsign-in: [\"{admin}*{user}\"]\n", as: "gateway.yaml")
    let editor = try Editor(capabilities: Editor.capable, folders: [folder.path])
    editor.open(uri, Self.text)
    #expect(try rules(editor, uri, 1) == [])
    try folder.write("server: gateway\nclass: A\nsign-in: [\"{user}/{admin}\"]\n", as: "gateway.yaml")
    editor.notify(
      "workspace/didChangeWatchedFiles", #"{"changes":[{"uri":"file://\#(folder.path)/gateway.yaml","type":2}]}"#)
    #expect(try rules(editor, uri, 1) != [])
  }

  @Test("Without a watcher, a configuration is read again when a document is opened or saved")
  func unwatched() throws {
    let folder = try TemporaryFolder()
    let uri = "file://" + (try folder.write(Self.text, as: "users.csv"))
    let editor = try Editor(
      capabilities: #"{"textDocument":{"publishDiagnostics":{"versionSupport":true}}}"#, folders: [folder.path])
    editor.open(uri, Self.text)
    #expect(try rules(editor, uri, 1) == [])
    try folder.write("server: dovecot\nadmin: mailadmin\n", as: ".batchlint.yaml")
    editor.notify("textDocument/didSave", #"{"textDocument":{"uri":"\#(uri)"}}"#)
    #expect(try rules(editor, uri, 1) == ["login-reversed"])
  }

  @Test("The editor's settings go before the configuration; what is wrong with them is said")
  func settings() throws {
    let folder = try TemporaryFolder()
    let uri = "file://" + (try folder.write(Self.text, as: "users.csv"))
    try folder.write("server: exchange\n", as: ".batchlint.yaml")
    let editor = try Editor(
      capabilities: Editor.capable, folders: [folder.path],
      options: #"{"server":"dovecot","admin":"mailadmin","severity":{"login-reversed":"info"}}"#)
    editor.open(uri, Self.text)
    let first = try editor.diagnostics(uri, version: 1)
    #expect(first.map { $0["severity"] } == [.integer(3)])
    editor.notify("workspace/didChangeConfiguration", #"{"settings":{"batchlint":{"sever":"dovecot"}}}"#)
    #expect(
      try editor.next { $0["method"] == .string("window/showMessage") }["params"]?["message"]?.string?.contains(
        "Did you mean server?") == true)
    editor.notify("workspace/didChangeConfiguration", #"{"settings":{"batchlint":{"server":"nobody"}}}"#)
    #expect(
      try editor.next { $0["method"] == .string("window/showMessage") }["params"]?["message"]?.string?.contains(
        "unknown server `nobody`") == true)
    #expect(try editor.end() == 0)
  }

  @Test("A file that others can read is a finding, as soon as it is saved so")
  func access() throws {
    let folder = try TemporaryFolder()
    let text = "EmailAddress,UserName,Password\nalberta@contoso.com,alberta,Wren-4821\n"
    let path = try folder.write(text, as: "users.csv")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.path)
    let editor = try Editor(capabilities: Editor.capable, folders: [folder.path])
    editor.open("file://\(path)", text)
    #expect(try rules(editor, "file://\(path)", 1) == [])
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
    editor.notify("textDocument/didSave", #"{"textDocument":{"uri":"file://\#(path)"}}"#)
    #expect(try rules(editor, "file://\(path)", 1) == ["file-readable-by-others"])
  }
}
