import Foundation
import JSON
import TestSupport
import Testing

/// A token is in every secret cell of every fixture, and is looked for in every message that the server sends.
@Suite("The language server: secrets", .timeLimit(.minutes(10)))
struct SecretTests {
  /// Everything that can be asked, about one document.
  private func askAll(_ editor: Editor, _ uri: String, _ text: String) throws {
    let about = #""uri":"\#(uri)""#
    let all = #""range":{"start":{"line":0,"character":0},"end":{"line":99999,"character":0}}"#
    for only in ["", #","only":["source.fixAll"]"#] {
      let actions = try editor.request(
        "textDocument/codeAction", of: uri, all + #","context":{"diagnostics":[]\#(only)}"#)
      // Those that are commands are run.
      for command in actions.array?.compactMap({ $0["command"] }) ?? [] {
        var writer = JSONWriter()
        writer.value(command["arguments"] ?? .null)
        let arguments = String(decoding: writer.bytes, as: UTF8.self)
        _ = try editor.answer(
          to: editor.ask(
            "workspace/executeCommand",
            #"{"command":\#(JSONText.quoted(command["command"]!.string!)),"arguments":\#(arguments)}"#))
      }
    }
    _ = try editor.answer(
      to: editor.ask("workspace/executeCommand", #"{"command":"batchlint.fixAll","arguments":[{\#(about)}]}"#))
    for method in ["documentSymbol", "semanticTokens/full", "diagnostic"] {
      try editor.request("textDocument/\(method)", of: uri)
    }
    try editor.request("textDocument/semanticTokens/range", of: uri, all)
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).prefix(3)
    for (line, content) in lines.enumerated() {
      for character in stride(from: 0, through: min(content.utf8.count, 150), by: 13) {
        let place = #""position":{"line":\#(line),"character":\#(character)}"#
        try editor.request("textDocument/hover", of: uri, place)
        try editor.request("textDocument/completion", of: uri, place)
      }
    }
  }

  @Test(
    "A planted password is in no message", arguments: [(#"{}"#, 1), (#"{"server":"dovecot","admin":"mailadmin"}"#, 3)])
  func planted(_ options: String, everyOther step: Int) throws {
    let editor = try Editor(capabilities: Editor.capable, options: options)
    editor.notify("$/setTrace", #"{"value":"verbose"}"#)
    var count = 0
    for (number, fixture) in (Fixture.bad + Fixture.good).enumerated() where number % step == 0 {
      guard let (bytes, planted) = try Canary.planted(fixture), bytes.count < 100_000 else { continue }
      let text = String(decoding: bytes, as: UTF8.self)
      count += planted
      let uri = "file:///planted/\(number).csv"
      editor.open(uri, text)
      try askAll(editor, uri, text)
      // While it is being typed, too: a place in the middle of a line is cut.
      let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).count
      editor.notify(
        "textDocument/didChange",
        #"{"textDocument":{"uri":"\#(uri)","version":2},"contentChanges":[{"range":{"start":{"line":\#(lines / 2),"#
          + #""character":5},"end":{"line":\#(lines / 2),"character":9}},"text":"\""}]}"#
      )
      try askAll(editor, uri, text)
      editor.forget()
      editor.notify("textDocument/didClose", #"{"textDocument":{"uri":"\#(uri)"}}"#)
    }
    #expect(count > 0)
    #expect(try editor.end() == 0)
    #expect(!editor.transcript.isEmpty)
    // Nor a part of it.
    let characters = Array(Canary.token)
    let parts = (0...(characters.count - 5)).map { String(characters[$0..<$0 + 5]) }
    for disguise in Canary.disguises + parts {
      let found = editor.transcript.range(of: Data(disguise.utf8))
      let place = found.map { editor.transcript[max(0, $0.lowerBound - 300)..<$0.upperBound + 20] } ?? Data()
      #expect(found == nil, "\(String(decoding: place, as: UTF8.self))")
    }
  }
}
