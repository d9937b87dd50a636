import Foundation
import JSON
import TestSupport
import Testing

/// The protocol's order, and what it says of everything out of order.
@Suite("The language server: protocol", .timeLimit(.minutes(5)))
struct ProtocolTests {
  private static let bad = "EmailAddress,UserName,Password\nalberta@contoso,alberta,Wren-4821\n"

  @Test("After shutdown and exit the status is 0; without shutdown, or when the client hangs up, 1")
  func exitStatus() throws {
    #expect(try Editor(capabilities: "{}").end() == 0)
    let hasty = try Editor(capabilities: "{}")
    hasty.send(#"{"jsonrpc":"2.0","method":"exit"}"#)
    #expect(hasty.status() == 1)
    let gone = try Editor(capabilities: "{}")
    gone.hangUp()
    #expect(gone.status() == 1)
    let early = try Editor(ungreeted: ["lsp"])
    early.send(#"{"jsonrpc":"2.0","method":"exit"}"#)
    #expect(early.status() == 1)
  }

  @Test("Before initialize, and after shutdown, every request is refused with the code of the protocol")
  func order() throws {
    let editor = try Editor(ungreeted: ["lsp"])
    #expect(throws: Editor.Refused(code: -32002, message: "expected initialize first")) {
      try editor.request("textDocument/hover", "{}")
    }
    // A notification before is dropped.
    editor.open("file:///a.csv", Self.bad)
    try editor.request("initialize", #"{"processId":null,"capabilities":{}}"#)
    #expect(throws: Editor.Refused(code: -32600, message: "initialize was already received")) {
      try editor.request("initialize", "{}")
    }
    #expect(throws: Editor.Refused(code: -32602, message: "the document is not open")) {
      try editor.request(
        "textDocument/hover", #"{"textDocument":{"uri":"file:///a.csv"},"position":{"line":0,"character":0}}"#)
    }
    #expect(throws: Editor.Refused(code: -32601, message: "there is no such method here")) {
      try editor.request("no/such", "{}")
    }
    try editor.request("shutdown", "null")
    #expect(throws: Editor.Refused(code: -32600, message: "the server is shut down")) {
      try editor.request("textDocument/hover", "{}")
    }
    editor.send(#"{"jsonrpc":"2.0","method":"exit"}"#)
    #expect(editor.status() == 0)
  }

  @Test("When the client's process is no more, the server ends, even if its input stays open")
  func orphan() throws {
    let parent = Process()
    parent.executableURL = URL(fileURLWithPath: "/bin/sleep")
    parent.arguments = ["600"]
    try parent.run()
    let editor = try Editor(ungreeted: ["lsp"])
    try editor.request("initialize", #"{"processId":\#(parent.processIdentifier),"capabilities":{}}"#)
    kill(parent.processIdentifier, SIGKILL)
    parent.waitUntilExit()
    #expect(editor.status() == 1)
  }

  @Test("The first position encoding of the client's that is known is taken; utf-16 without a word")
  func encodings() throws {
    for (offered, taken) in [("[]", "utf-16"), (#"["utf-7","utf-32","utf-8"]"#, "utf-32"), (#"["utf-8"]"#, "utf-8")] {
      let editor = try Editor(ungreeted: ["lsp"])
      let result = try editor.request(
        "initialize", #"{"processId":null,"capabilities":{"general":{"positionEncodings":\#(offered)}}}"#)
      #expect(result["capabilities"]?["positionEncoding"] == .string(taken))
    }
  }

  @Test("A request that is cancelled before its turn is answered with the code of the protocol, and later ones as ever")
  func cancelled() throws {
    let editor = try Editor()
    let rows = (0..<20_000).map { "user\($0)@contoso.com,user\($0),Wren-4821\n" }.joined()
    editor.open("file:///a.csv", "EmailAddress,UserName,Password\n" + rows)
    let about = #"{"textDocument":{"uri":"file:///a.csv"}}"#
    let busy = editor.ask("textDocument/semanticTokens/full", about)
    let first = editor.ask("textDocument/semanticTokens/full", about)
    editor.notify("$/cancelRequest", #"{"id":\#(first)}"#)
    editor.notify("$/cancelRequest", #"{"id":"no such"}"#)
    let second = editor.ask(
      "textDocument/semanticTokens/range",
      #"{"textDocument":{"uri":"file:///a.csv"},"range":{"start":{"line":1,"character":0},"end":{"line":2,"#
        + #""character":0}}}"#
    )
    #expect(try editor.answer(to: busy)["result"] != nil)
    #expect(try editor.answer(to: first)["error"]?["code"] == .integer(-32800))
    #expect(try editor.answer(to: second)["result"]?["data"]?.array?.isEmpty == false)
  }

  @Test("A request whose document is edited meanwhile is answered so, where the client asks again")
  func modified() throws {
    let tokens = "textDocument/semanticTokens/full"
    let editor = try Editor(
      capabilities: #"{"general":{"staleRequestSupport":{"cancel":true,"retryOnContentModified":["\#(tokens)"]}}}"#)
    let rows = (0..<20_000).map { "user\($0)@contoso.com,user\($0),Wren-4821\n" }.joined()
    editor.open("file:///a.csv", "EmailAddress,UserName,Password\n" + rows)
    let busy = editor.ask(tokens, #"{"textDocument":{"uri":"file:///a.csv"}}"#)
    editor.notify(
      "textDocument/didChange",
      #"{"textDocument":{"uri":"file:///a.csv","version":2},"contentChanges":[{"text":"EmailAddress,UserName,"#
        + #"Password\n"}]}"#
    )
    #expect(try editor.answer(to: busy)["error"]?["code"] == .integer(-32801))
    #expect(try editor.request(tokens, #"{"textDocument":{"uri":"file:///a.csv"}}"#)["data"]?.array?.count == 15)
  }

  @Test("Of many edits in a row only the last one's diagnostics need come, and they come with its version")
  func superseded() throws {
    let editor = try Editor()
    let uri = "file:///a.csv"
    editor.open(uri, Self.bad, version: 0)
    for version in 1...200 {
      let character = version % 2 == 1 ? 15 : 16
      editor.notify(
        "textDocument/didChange",
        #"{"textDocument":{"uri":"\#(uri)","version":\#(version)},"contentChanges":[{"range":{"start":{"line":1,"#
          + #""character":15},"end":{"line":1,"character":\#(character)}},"#
          + #""text":"\#(version % 2 == 1 ? "x" : "")"}]}"#
      )
    }
    #expect(try editor.diagnostics(uri, version: 200).first?["code"] == .string("address-unusual"))
    #expect(try editor.end() == 0)
  }

  @Test("With $/setTrace the server reports what it does")
  func trace() throws {
    let editor = try Editor()
    editor.notify("$/setTrace", #"{"value":"messages"}"#)
    editor.open("file:///a.csv", Self.bad)
    _ = try editor.next {
      $0["method"] == .string("$/logTrace") && $0["params"]?["message"]?.string?.contains("didOpen") == true
    }
  }
}
