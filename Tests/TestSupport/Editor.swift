import Foundation
import JSON

/// A client of `batchlint lsp`, the real program: sends what a test gives it, and keeps all that comes back.
package final class Editor {
  private let process = Process()
  private let input = Pipe()
  private let output = Pipe()
  private var rest = Data()
  private var lastID = 0
  /// All that the server wrote.
  package private(set) var transcript = Data()
  /// The server's messages that nobody has taken yet.
  private var waiting: [JSONValue] = []
  /// The server's requests; each is answered with null.
  package private(set) var asked: [JSONValue] = []

  /// What a client can do that can do everything, in the members that matter.
  package static let capable = """
    {"general":{"positionEncodings":["utf-8","utf-16","utf-32"]},
     "workspace":{"applyEdit":true,"workspaceEdit":{"documentChanges":true,"resourceOperations":["create"]},
       "didChangeWatchedFiles":{"dynamicRegistration":true},
       "diagnostics":{"refreshSupport":true},"semanticTokens":{"refreshSupport":true}},
     "textDocument":{
       "publishDiagnostics":{"relatedInformation":true,"codeDescriptionSupport":true,"versionSupport":true,
         "tagSupport":{"valueSet":[1,2]}},
       "codeAction":{"codeActionLiteralSupport":{},"disabledSupport":true,"isPreferredSupport":true},
       "hover":{"contentFormat":["markdown","plaintext"]},
       "documentSymbol":{"hierarchicalDocumentSymbolSupport":true}}}
    """

  /// Starts the server.
  package init(ungreeted arguments: [String]) throws {
    process.executableURL = URL(fileURLWithPath: Program.path)
    process.arguments = arguments
    process.standardInput = input
    process.standardOutput = output
    try process.run()
  }

  /// Starts the server and greets it.
  package convenience init(capabilities: String = Editor.capable, folders: [String] = [], options: String = "null")
    throws
  {
    try self.init(ungreeted: ["lsp"])
    let list = folders.map { #"{"uri":"file://\#($0)","name":"x"}"# }.joined(separator: ",")
    try request(
      "initialize",
      #"{"processId":null,"capabilities":\#(capabilities),"workspaceFolders":[\#(list)],"#
        + #""initializationOptions":\#(options)}"#
    )
    notify("initialized", "{}")
  }

  deinit {
    // The threads of the tests block other signals, and so do their children.
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }

  // MARK: Saying

  package func send(raw bytes: Data) { try? input.fileHandleForWriting.write(contentsOf: bytes) }

  package func send(_ content: String) {
    send(raw: Data("Content-Length: \(content.utf8.count)\r\n\r\n\(content)".utf8))
  }

  package func notify(_ method: String, _ params: String) {
    send(#"{"jsonrpc":"2.0","method":"\#(method)","params":\#(params)}"#)
  }

  package func open(_ uri: String, _ text: String, version: Int = 1, language: String = "csv") {
    notify(
      "textDocument/didOpen",
      #"{"textDocument":{"uri":\#(JSONText.quoted(uri)),"languageId":"\#(language)","version":\#(version),"#
        + #""text":\#(JSONText.quoted(text))}}"#
    )
  }

  /// Asks for something, and waits for the answer; an error is thrown.
  @discardableResult
  package func request(_ method: String, _ params: String) throws -> JSONValue {
    let answer = try answer(to: ask(method, params))
    if let error = answer["error"] {
      throw Refused(code: error["code"]?.integer ?? 0, message: error["message"]?.string ?? "")
    }
    return answer["result"] ?? .null
  }

  /// Asks for something about a document.
  @discardableResult
  package func request(_ method: String, of uri: String, _ members: String = "") throws -> JSONValue {
    try request(method, #"{"textDocument":{"uri":\#(JSONText.quoted(uri))}\#(members.isEmpty ? "" : "," + members)}"#)
  }

  /// Asks without waiting; the request's number.
  package func ask(_ method: String, _ params: String) -> Int {
    lastID += 1
    send(#"{"jsonrpc":"2.0","id":\#(lastID),"method":"\#(method)","params":\#(params)}"#)
    return lastID
  }

  package func answer(to id: Int) throws -> JSONValue { try next { $0["id"] == .integer(id) && $0["method"] == nil } }

  /// An error that the server answered.
  package struct Refused: Error, Equatable {
    package var code: Int
    package var message: String

    package init(code: Int, message: String) { (self.code, self.message) = (code, message) }
  }

  // MARK: Hearing

  /// Milliseconds that the server may take for anything.
  private static let patience: Int32 = 60_000

  /// The server went away, or is silent, when something was expected of it.
  package struct Gone: Error {}

  /// Waits for the first message that fits.
  package func next(where fits: (JSONValue) -> Bool) throws -> JSONValue {
    if let index = waiting.firstIndex(where: fits) { return waiting.remove(at: index) }
    while true {
      guard let message = receive() else { throw Gone() }
      if fits(message) { return message }
      waiting.append(message)
    }
  }

  /// Drops what nobody has taken.
  package func forget() { waiting = [] }

  /// The diagnostics of a document's version, as they are pushed.
  package func diagnostics(_ uri: String, version: Int?) throws -> [JSONValue] {
    let message = try next { message in
      message["method"] == .string("textDocument/publishDiagnostics") && message["params"]?["uri"] == .string(uri)
        && (version == nil || message["params"]?["version"] == version.map(JSONValue.integer))
    }
    return message["params"]?["diagnostics"]?.array ?? []
  }

  /// The message of an error that came without being asked for.
  package func error() throws -> Refused {
    let message = try next { $0["error"] != nil && $0["id"] == .null }
    return Refused(code: message["error"]?["code"]?.integer ?? 0, message: message["error"]?["message"]?.string ?? "")
  }

  private func receive() -> JSONValue? {
    while true {
      if let message = takeMessage() {
        guard message["method"] != nil, let id = message["id"] else { return message }
        asked.append(message)
        send(#"{"jsonrpc":"2.0","id":\#(id.integer ?? 0),"result":null}"#)
        continue
      }
      var request = pollfd(fd: output.fileHandleForReading.fileDescriptor, events: Int16(POLLIN), revents: 0)
      guard poll(&request, 1, Editor.patience) == 1 else { return nil }
      let more = output.fileHandleForReading.availableData
      if more.isEmpty { return nil }
      transcript += more
      rest += more
    }
  }

  private func takeMessage() -> JSONValue? {
    guard let header = rest.range(of: Data("\r\n\r\n".utf8)) else { return nil }
    let text = String(decoding: rest[rest.startIndex..<header.lowerBound], as: UTF8.self)
    precondition(text.hasPrefix("Content-Length: "), "the server wrote \(text)")
    let length = Int(text.dropFirst(16))!
    guard rest.endIndex - header.upperBound >= length else { return nil }
    let content = rest[header.upperBound..<header.upperBound + length]
    rest = Data(rest[(header.upperBound + length)...])
    return try! Array(content).withUnsafeBytes { try JSONValue($0) }
  }

  /// Ends in order; the exit status.
  package func end() throws -> Int32 {
    try request("shutdown", "null")
    send(#"{"jsonrpc":"2.0","method":"exit"}"#)
    return status()
  }

  /// Closes the pipe to the server.
  package func hangUp() { try? input.fileHandleForWriting.close() }

  /// Waits for the server's end.
  package func status() -> Int32 {
    process.waitUntilExit()
    return process.terminationStatus
  }

  package var isAlive: Bool { process.isRunning }
}
