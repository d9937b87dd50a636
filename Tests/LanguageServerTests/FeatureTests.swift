import Foundation
import JSON
import TestSupport
import Testing

/// What an editor's user gets besides diagnostics.
@Suite("The language server: features", .timeLimit(.minutes(5)))
struct FeatureTests {
  private static let uri = "file:///lists/users.csv"

  private static func editor(_ text: String, options: String = "null", capabilities: String = Editor.capable) throws
    -> Editor
  {
    let editor = try Editor(capabilities: capabilities, options: options)
    editor.open(uri, text)
    return editor
  }

  private static func at(_ line: Int, _ character: Int) -> String {
    #""position":{"line":\#(line),"character":\#(character)}"#
  }

  @Test("A diagnostic names its rule, where the rule is explained, and the other place that belongs to it")
  func diagnostic() throws {
    let text =
      "EmailAddress,UserName,Password\nalberta@contoso.com,alberta,Wren-4821\nbruno@contoso.com,bruno,Otter-7730\n"
      + "alberta@contoso.com,alberta2,Heron-1195\n\nclara@contoso.com,clara,Swift-2213\n"
    let editor = try Self.editor(text)
    let all = try editor.diagnostics(Self.uri, version: 1)
    let twice = try #require(all.first { $0["code"] == .string("duplicate-mailbox") })
    #expect(twice["source"] == .string("batchlint"))
    #expect(twice["severity"] == .integer(1))
    #expect(twice["codeDescription"]?["href"]?.string?.hasSuffix("/rules/docs/duplicate-mailbox.md") == true)
    #expect(twice["range"]?["start"] == .object(["line": .integer(3), "character": .integer(0)]))
    let related = try #require(twice["relatedInformation"]?.array?.first)
    #expect(related["location"]?["uri"] == .string(Self.uri))
    #expect(related["location"]?["range"]?["start"]?["line"] == .integer(1))
    let blank = try #require(all.first { $0["code"] == .string("blank-line") })
    #expect(blank["tags"] == .array([.integer(1)]))
  }

  @Test("Pulled diagnostics are told once, and again when they may be others")
  func pulled() throws {
    let editor = try Editor(
      capabilities: #"{"textDocument":{"diagnostic":{}},"workspace":{"diagnostics":{"refreshSupport":true}}}"#)
    editor.open(Self.uri, "EmailAddress,UserName,Password\nalberta@contoso,alberta,Wren-4821\n")
    let first = try editor.request("textDocument/diagnostic", of: Self.uri)
    #expect(first["kind"] == .string("full"))
    #expect(first["items"]?.array?.count == 1)
    let id = try #require(first["resultId"]?.string)
    #expect(
      try editor.request("textDocument/diagnostic", of: Self.uri, #""previousResultId":"\#(id)""#)["kind"]
        == .string("unchanged"))
    editor.notify("workspace/didChangeConfiguration", #"{"settings":{"batchlint":{"ignore":["address-*"]}}}"#)
    let second = try editor.request("textDocument/diagnostic", of: Self.uri, #""previousResultId":"\#(id)""#)
    #expect(second["kind"] == .string("full"))
    #expect(second["items"]?.array?.count == 0)
    #expect(editor.asked.contains { $0["method"] == .string("workspace/diagnostic/refresh") })
  }

  @Test("Of very many findings the worst are told, and how many there are more")
  func capped() throws {
    let rows = (0..<3000).map { "user\($0)\($0 == 2999 ? "" : "@contoso.com"),user\($0) ,Wren-\($0)-4821" }
    let editor = try Self.editor(
      "EmailAddress,UserName,Password\n" + rows.joined(separator: "\n") + "\n", options: #"{"maxFindings":100}"#)
    let all = try editor.diagnostics(Self.uri, version: 1)
    #expect(all.count == 101)
    #expect(all.contains { $0["code"] == .string("address-syntax") })
    #expect(all.last?["message"]?.string?.hasPrefix("2,90") == true)
    #expect(all.last?["code"] == nil)
  }

  @Test("Hover shows what the column contains, what is wrong, and why")
  func hover() throws {
    let text = "EmailAddress,UserName,Password\nalberta@contoso.com,mailadmin*alberta,Wren-4821\n"
    let editor = try Self.editor(text, options: #"{"server":"dovecot","admin":"mailadmin"}"#)
    let login = try #require(try editor.request("textDocument/hover", of: Self.uri, Self.at(1, 25))["contents"])
    #expect(login["kind"] == .string("markdown"))
    let value = try #require(login["value"]?.string)
    for part in [
      "**UserName** · row 1", "Dovecot", "`{user}*{admin}`", "swapped", "### What it does", "login-reversed.md",
    ] { #expect(value.contains(part), "\(part)") }
    #expect(!value.contains("## Example"))
    let password = try #require(
      try editor.request("textDocument/hover", of: Self.uri, Self.at(1, 40))["contents"]?["value"]?.string)
    #expect(password.contains("never shown"))
    #expect(!password.contains("Wren"))
    let cell = try #require(
      try editor.request("textDocument/hover", of: Self.uri, Self.at(0, 3))["contents"]?["value"]?.string)
    #expect(cell.contains("header") && cell.contains("an e-mail address"))
    #expect(try editor.request("textDocument/hover", of: Self.uri, Self.at(2, 0)) == .null)
    let plain = try Self.editor(text, options: #"{"server":"dovecot","admin":"mailadmin"}"#, capabilities: "{}")
    let contents = try plain.request("textDocument/hover", of: Self.uri, Self.at(1, 25))["contents"]
    #expect(contents?["kind"] == .string("plaintext"))
    #expect(contents?["value"]?.string?.contains("**") == false)
  }

  private func labels(_ editor: Editor, _ line: Int, _ character: Int) throws -> [String] {
    let result = try editor.request("textDocument/completion", of: Self.uri, Self.at(line, character))
    return (result["items"]?.array ?? result.array ?? []).map { $0["label"]!.string! }
  }

  @Test("The headers that are missing are completed, and in an empty file all of them")
  func cells() throws {
    let editor = try Self.editor("EmailAddress,Us\n")
    #expect(try labels(editor, 0, 15) == ["UserName", "Password", "UserRoot"])
    let empty = try Self.editor("")
    #expect(try labels(empty, 0, 0) == ["EmailAddress", "UserName", "Password", "UserRoot"])
  }

  @Test("Sign-in names are completed by the server's template, with the admin that the user or most rows name")
  func logins() throws {
    let named = try Self.editor(
      "EmailAddress,UserName,Password\nalberta@contoso.edu,,\n", options: #"{"server":"exchange","admin":"mailadmin"}"#)
    #expect(try labels(named, 1, 20).first == "contoso/mailadmin/alberta")
    let rows = ["alberta", "bruno", "clara", "dario", "edith", "frank"].map {
      "\($0)@contoso.edu,\($0)*master,Wren-4821\n"
    }.joined()
    let usual = try Self.editor("EmailAddress,UserName,Password\n\(rows)gina@contoso.edu,,Wren-4821\n")
    #expect(try labels(usual, 7, 17).first == "gina*master")
    #expect(try labels(usual, 7, 25).isEmpty)
    let item = try usual.request("textDocument/completion", of: Self.uri, Self.at(7, 17))["items"]?.array?.first
    var text = EditorText("EmailAddress,UserName,Password\n\(rows)gina@contoso.edu,,Wren-4821\n", .utf8)
    text.apply([try #require(item?["textEdit"])])
    #expect(text.text.hasSuffix("gina@contoso.edu,gina*master,Wren-4821\n"))
  }

  @Test("Values are completed where a column takes only some")
  func values() throws {
    let editor = try Self.editor("EmailAddress,Password,ForceChangePassword\nalberta@contoso.com,Wren-4821-otter,\n")
    #expect(try labels(editor, 1, 36) == ["True", "False"])
    let hover = try editor.request("textDocument/hover", of: Self.uri, Self.at(1, 36))
    #expect(hover["contents"]?["value"]?.string?.contains("one of: True, False") == true)
  }

  @Test("Each row is a symbol by its address; fifty thousand rows are bounded, and all of them are in some symbol")
  func symbols() throws {
    let few = try Self.editor("EmailAddress,UserName,Password\nalberta@contoso.com,alberta,Wren-4821\nWren-4821,x,y\n")
    let names = try few.request("textDocument/documentSymbol", of: Self.uri).array?.map { $0["name"]!.string! }
    #expect(names == ["Header", "alberta@contoso.com", "Row 2"])
    let rows = (1...50_000).map { "user\($0)@contoso.com,user\($0),Wren-4821" }.joined(separator: "\n")
    let many = try Self.editor("EmailAddress,UserName,Password\n\(rows)\n")
    let symbols = try #require(try many.request("textDocument/documentSymbol", of: Self.uri).array)
    #expect(symbols.count == 1 + 5000 + 45)
    #expect(symbols.last?["name"] == .string("Rows 49,001 to 50,000"))
    #expect(symbols.last?["range"]?["end"]?["line"] == .integer(50_000))
  }

  @Test("Semantic tokens give each column its type; a part and a change of them are the same tokens")
  func tokens() throws {
    let text =
      "EmailAddress,UserName,Password,Other\nalberta@contoso.com,alberta,\"Wren\n4821\",x\n"
      + "zoë😀@contoso.com,zoë,Otter,y\n"
    let editor = try Self.editor(text, capabilities: "{}")
    let full = try editor.request("textDocument/semanticTokens/full", of: Self.uri)
    let data = try #require(full["data"]?.array?.map { $0.integer! })
    var tokens: [[Int]] = []
    var place = (0, 0)
    for p in stride(from: 0, to: data.count, by: 5) {
      place = data[p] == 0 ? (place.0, place.1 + data[p + 1]) : (place.0 + data[p], data[p + 1])
      tokens.append([place.0, place.1, data[p + 2], data[p + 3]])
    }
    #expect(
      tokens == [
        [0, 0, 12, 0], [0, 13, 8, 0], [0, 22, 8, 0], [0, 31, 5, 0], [1, 0, 19, 1], [1, 20, 7, 2], [1, 28, 5, 3],
        [2, 0, 5, 3], [2, 6, 1, 6],
        [3, 0, 17, 1], [3, 18, 3, 2], [3, 22, 5, 3], [3, 28, 1, 6],
      ])
    let part = try editor.request(
      "textDocument/semanticTokens/range", of: Self.uri,
      #""range":{"start":{"line":3,"character":0},"end":{"line":4,"character":0}}"#)
    #expect(part["data"]?.array?.prefix(4) == [.integer(3), .integer(0), .integer(17), .integer(1)])
    editor.notify(
      "textDocument/didChange",
      #"{"textDocument":{"uri":"\#(Self.uri)","version":2},"contentChanges":[{"range":{"start":{"line":3,"#
        + #""character":0},"end":{"line":3,"character":0}},"text":"ab"}]}"#
    )
    let delta = try editor.request(
      "textDocument/semanticTokens/full/delta", of: Self.uri, #""previousResultId":"\#(full["resultId"]!.string!)""#)
    var changed = data
    for edit in delta["edits"]?.array ?? [] {
      let start = edit["start"]!.integer!
      changed.replaceSubrange(
        start..<start + edit["deleteCount"]!.integer!, with: edit["data"]!.array!.map { $0.integer! })
    }
    #expect(
      try editor.request("textDocument/semanticTokens/full", of: Self.uri)["data"]?.array?.map { $0.integer! }
        == changed)
    #expect(changed != data)
  }
}
