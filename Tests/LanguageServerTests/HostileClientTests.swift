import Foundation
import JSON
import TestSupport
import Testing

/// A client that sends nonsense gets errors, and the server lives.
@Suite("The language server: hostile clients", .timeLimit(.minutes(5)))
struct HostileClientTests {
  private static let uri = "file:///a.csv"
  private static let text = "EmailAddress,UserName,Password\nalberta@contoso,alberta,Wren-4821\n"

  /// The server still knows what is right and wrong.
  private func expectSense(_ editor: Editor, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let uri = "file:///sense.csv"
    editor.open(uri, Self.text, version: 7)
    #expect(
      try editor.diagnostics(uri, version: 7).map { $0["code"] } == [.string("address-unusual")],
      sourceLocation: sourceLocation)
    editor.notify("textDocument/didClose", #"{"textDocument":{"uri":"\#(uri)"}}"#)
    #expect(try editor.diagnostics(uri, version: nil).isEmpty, sourceLocation: sourceLocation)
  }

  @Test("Contents that are no message are refused, with the code of the protocol")
  func contents() throws {
    let contents = [
      ("", -32700), ("{", -32700), ("nonsense", -32700), ("{\"a\":1}}", -32700), ("[]", -32600), ("1", -32600),
      ("null", -32600), ("{}", -32600),
      (#"{"jsonrpc":"1.0","id":5,"method":"shutdown"}"#, -32600),
      (#"{"jsonrpc":"2.0","id":{},"method":"shutdown"}"#, -32600),
      (#"{"jsonrpc":"2.0","id":1.5,"method":"shutdown"}"#, -32600),
      (#"{"jsonrpc":"2.0","id":null,"method":"shutdown"}"#, -32600),
      (#"{"jsonrpc":"2.0","method":7}"#, -32600), (#"{"jsonrpc":"2.0","method":"x","params":"y"}"#, -32600),
      (String(repeating: "[", count: 100_000), -32700), (String(repeating: "{\"a\":", count: 100_000), -32700),
      ("\u{0}\u{1}", -32700),
      ("\"\\u12\"", -32700), ("1e999", -32700),
    ]
    let editor = try Editor()
    for (content, code) in contents {
      let id = content.contains("\"id\":5") ? JSONValue.integer(5) : .null
      editor.send(content)
      let answer = try editor.next { $0["error"] != nil && $0["id"] == id }
      #expect(answer["error"]?["code"] == .integer(code), "\(content.prefix(50))")
      try expectSense(editor)
    }
  }

  @Test("Headers that are none, and lengths that are wrong")
  func frames() throws {
    let frames = [
      "nonsense\r\n\r\n", "Content-Length: many\r\n\r\n", "Content-Length: -5\r\n\r\n",
      "Content-Length: 99999999999999999999\r\n\r\n",
      "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
      "Content-Type: text/plain; charset=utf-16\r\nContent-Length: 2\r\n\r\n{}",
      "\r\n\r\n\r\n", String(repeating: "x", count: 100_000) + "\n",
      String(repeating: "Content-Length: x\n", count: 50_000),
      "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n",
      "Content-Length: 5\r\n\r\n{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"shutdown\"}",
      "Content-Length: 0\r\n\r\n", "X-Other: 1\r\n\r\n",
    ]
    for frame in frames {
      let editor = try Editor()
      editor.send(raw: Data(frame.utf8))
      // What follows on its heels may be taken for a part of it; the one after it is not.
      editor.send(#"{"jsonrpc":"2.0","method":"$/x"}"#)
      #expect([-32700, -32600].contains(try editor.error().code), "\(frame.prefix(50))")
      try expectSense(editor)
    }
  }

  @Test("A length that is too large by some bytes swallows what follows, and the server finds the stream again")
  func tooLong() throws {
    let editor = try Editor()
    let content = #"{"jsonrpc":"2.0","method":"$/x"}"#
    editor.send(raw: Data("Content-Length: \(content.utf8.count + 30)\r\n\r\n\(content)".utf8))
    editor.send(content)
    #expect(try editor.error().code == -32700)
    try expectSense(editor)
  }

  @Test("A message beyond all measure is skipped, however it ends")
  func huge() throws {
    let editor = try Editor()
    let size = 300 << 20
    editor.send(raw: Data("Content-Length: \(size)\r\n\r\n".utf8))
    let piece = Data(repeating: UInt8(ascii: "["), count: 1 << 20)
    for _ in 0..<300 { editor.send(raw: piece) }
    #expect(try editor.error().code == -32700)
    try expectSense(editor)
  }

  @Test("Half a message and the end, anywhere in it", arguments: [1, 10, 17, 19, 21, 25, 60, 100])
  func half(_ length: Int) throws {
    let editor = try Editor()
    let content =
      #"{"jsonrpc":"2.0","method":"textDocument/didOpen","params":{"textDocument":{"uri":"file:///a.csv"}}}"#
    editor.send(raw: Data("Content-Length: \(content.utf8.count)\r\n\r\n\(content)".utf8.prefix(length)))
    editor.hangUp()
    #expect(editor.status() == 1)
  }

  @Test("A message that comes byte by byte is a message")
  func slow() throws {
    let editor = try Editor()
    let content = #"{"jsonrpc":"2.0","id":"x","method":"no/such"}"#
    let header =
      "Content-Type: application/vscode-jsonrpc; charset=utf-8\r\ncontent-length:\(content.utf8.count)\r\n\r\n"
    for byte in (header + content).utf8 {
      editor.send(raw: Data([byte]))
    }
    #expect(try editor.next { $0["id"] == .string("x") }["error"]?["code"] == .integer(-32601))
  }

  @Test(
    "Params that are not what they should be are refused, of every method",
    arguments: [
      "textDocument/diagnostic", "textDocument/codeAction", "textDocument/hover", "textDocument/completion",
      "textDocument/documentSymbol",
      "textDocument/semanticTokens/full", "textDocument/semanticTokens/full/delta", "textDocument/semanticTokens/range",
      "workspace/executeCommand",
    ])
  func params(_ method: String) throws {
    let editor = try Editor()
    editor.open(Self.uri, Self.text)
    for params in [
      "null", "[]", "{}", #"{"textDocument":5}"#, #"{"textDocument":{"uri":5}}"#,
      #"{"textDocument":{"uri":"file:///b.csv"}}"#, #"{"command":"rm"}"#,
      #"{"command":"batchlint.fix","arguments":[{}]}"#,
    ] {
      let answer = try editor.answer(to: editor.ask(method, params))
      #expect(answer["error"]?["code"] == .integer(-32602), "\(method) \(params)")
    }
    try expectSense(editor)
  }

  @Test("Places beyond the text are its end, in edits and in questions")
  func outOfRange() throws {
    let editor = try Editor()
    editor.open(Self.uri, Self.text, version: 0)
    let huge = Int.max
    let places = [(0, huge), (huge, 0), (huge, huge), (1, 99_999), (9, 9)]
    var version = 0
    for place in places {
      for other in [(0, 0), place] {
        version += 1
        let range =
          #"{"start":{"line":\#(place.0),"character":\#(place.1)},"end":{"line":\#(other.0),"character":\#(other.1)}}"#
        editor.notify(
          "textDocument/didChange",
          #"{"textDocument":{"uri":"\#(Self.uri)","version":\#(version)},"contentChanges":[{"range":\#(range),"#
            + #""text":"x,\r"}]}"#
        )
        for method in ["codeAction", "semanticTokens/range"] {
          try editor.request("textDocument/\(method)", of: Self.uri, #""range":\#(range),"context":{"diagnostics":[]}"#)
        }
      }
      for method in ["hover", "completion"] {
        try editor.request(
          "textDocument/\(method)", of: Self.uri, #""position":{"line":\#(place.0),"character":\#(place.1)}"#)
      }
    }
    // Negative places, and edits of documents that nobody opened, are told in the log.
    for change in [
      #"{"range":{"start":{"line":-1,"character":0},"end":{"line":0,"character":0}},"text":""}"#,
      #"{"range":{},"text":""}"#, "{}", "5",
    ] {
      editor.notify(
        "textDocument/didChange", #"{"textDocument":{"uri":"\#(Self.uri)","version":99},"contentChanges":[\#(change)]}"#
      )
      #expect(try editor.next { $0["method"] == .string("window/logMessage") }["params"]?["type"] == .integer(1))
    }
    for method in ["didChange", "didSave", "didClose"] {
      editor.notify(
        "textDocument/\(method)", #"{"textDocument":{"uri":"file:///never.csv","version":1},"contentChanges":[]}"#)
      #expect(try editor.next { $0["method"] == .string("window/logMessage") }["params"]?["type"] == .integer(1))
    }
    try expectSense(editor)
  }

  @Test("Ten thousand open documents, each with its diagnostics")
  func manyDocuments() throws {
    let editor = try Editor()
    for number in 0..<10_000 { editor.open("file:///many/\(number).csv", Self.text) }
    for number in [0, 5000, 9999] {
      #expect(try editor.diagnostics("file:///many/\(number).csv", version: 1).count == 1)
    }
    #expect(try editor.end() == 0)
  }

  @Test("Random bytes, in frames and without, end nothing")
  func randomBytes() throws {
    var generator = SeededGenerator(seed: 20_000)
    let editor = try Editor()
    for _ in 0..<300 {
      let bytes = Data(
        (0..<Int.random(in: 0...200, using: &generator)).map { _ in UInt8.random(in: 0...255, using: &generator) })
      if Bool.random(using: &generator) { editor.send(raw: Data("Content-Length: \(bytes.count)\r\n\r\n".utf8)) }
      editor.send(raw: bytes)
    }
    // The last frame may still be open.
    for _ in 0..<20 { editor.send(#"{"jsonrpc":"2.0","method":"$/x"}"#) }
    #expect([-32700, -32600].contains(try editor.error().code))
    try expectSense(editor)
  }
}
