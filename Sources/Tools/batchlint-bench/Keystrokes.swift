import Foundation

/// The language server as an editor sees it: from a keystroke that is sent to the diagnostics that come.
final class Keystrokes {
  private let process = Process()
  private let input = Pipe()
  private let output = Pipe()
  private let file: String
  private var rest = Data()

  /// Starts the program's language server and opens a file.
  init(program: String, file: String) throws {
    self.file = file
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = ["lsp"]
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    send(
      #"""
      {"jsonrpc":"2.0","id":1,"method":"initialize","params":\#
      {"capabilities":{"textDocument":{"publishDiagnostics":{"versionSupport":true}}}}}
      """#
    )
    receive()
    let text = try String(contentsOfFile: file, encoding: .utf8)
    let quoted = String(decoding: try JSONSerialization.data(withJSONObject: [text]), as: UTF8.self).dropFirst()
      .dropLast()
    send(
      #"""
      {"jsonrpc":"2.0","method":"textDocument/didOpen","params":\#
      {"textDocument":{"uri":"file://\#(file)","languageId":"csv","version":0,"text":\#(quoted)}}}
      """#
    )
    receive()
  }

  /// Milliseconds of so many keystrokes, each an insertion of a character somewhere, or its removal again; sorted.
  func milliseconds(_ count: Int, rows: Int) -> [Double] {
    var generator = SeededGenerator(seed: 1)
    var line = 1
    return (1...count).map { version in
      let isInsertion = version % 2 == 1
      if isInsertion { line = Int.random(in: 1...rows, using: &generator) }
      let end = isInsertion ? 3 : 4
      let time = ContinuousClock().measure {
        send(
          #"""
          {"jsonrpc":"2.0","method":"textDocument/didChange","params":\#
          {"textDocument":{"uri":"file://\#(file)","version":\#(version)},"contentChanges":[{"range":\#
          {"start":{"line":\#(line),"character":3},"end":{"line":\#(line),"character":\#(end)}},\#
          "text":"\#(isInsertion ? "x" : "")"}]}}
          """#
        )
        receive()
      }
      return Double(time.components.seconds) * 1000 + Double(time.components.attoseconds) / 1e15
    }.sorted()
  }

  func end() {
    send(#"{"jsonrpc":"2.0","id":2,"method":"shutdown"}"#)
    receive()
    send(#"{"jsonrpc":"2.0","method":"exit"}"#)
    process.waitUntilExit()
    precondition(process.terminationStatus == 0)
  }

  private func send(_ text: String) {
    input.fileHandleForWriting.write(Data("Content-Length: \(text.utf8.count)\r\n\r\n\(text)".utf8))
  }

  /// Waits for one message.
  @discardableResult
  private func receive() -> Data {
    while true {
      if let header = rest.range(of: Data("\r\n\r\n".utf8)),
        let length = Int(String(decoding: rest[rest.startIndex + 16..<header.lowerBound], as: UTF8.self)),
        rest.endIndex - header.upperBound >= length
      {
        defer { rest = Data(rest[(header.upperBound + length)...]) }
        return Data(rest[header.upperBound..<header.upperBound + length])
      }
      rest += output.fileHandleForReading.availableData
    }
  }
}
