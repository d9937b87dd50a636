import JSON

/// A message of JSON-RPC 2.0, as it came.
enum Message {
  /// - Parameter id: a string or a number.
  case request(id: JSONValue, method: String, params: JSONValue)
  case notification(method: String, params: JSONValue)
  /// The client's answer to a request of ours; nil for an error.
  case response(id: JSONValue, result: JSONValue?)

  /// Reads a message's content; the error bears the id, where there is one.
  init(_ content: UnsafeRawBufferPointer) throws(Refusal) {
    let value: JSONValue
    do { value = try JSONValue(content) } catch let error as JSONScanner.Malformed {
      throw Refusal(error: RPCError(.parseError, "at byte \(error.offset): \(error.text)"))
    } catch { throw Refusal(error: RPCError(.parseError, "invalid JSON")) }
    // LSP has no batches (JSON-RPC 2.0, section 6).
    guard case .object = value else { throw Refusal(error: RPCError(.invalidRequest, "expected an object")) }
    let id = value["id"].flatMap { $0.string != nil || $0.integer != nil ? $0 : nil }
    guard value["jsonrpc"]?.string == "2.0" else {
      throw Refusal(id: id, error: RPCError(.invalidRequest, "jsonrpc must be 2.0"))
    }
    let params = value["params"] ?? .null
    switch params {
    case .object, .array, .null: break
    default: throw Refusal(id: id, error: RPCError(.invalidRequest, "params must be an object or an array"))
    }
    switch (value["method"], value["id"]) {
    case (.string(let method)?, nil): self = .notification(method: method, params: params)
    case (.string(let method)?, .some) where id != nil: self = .request(id: id!, method: method, params: params)
    case (nil, .some) where id != nil && (value["result"] != nil || value["error"] != nil):
      self = .response(id: id!, result: value["error"] == nil ? value["result"] : nil)
    default:
      throw Refusal(
        id: id, error: RPCError(.invalidRequest, "not a request, notification or response"))
    }
  }

  /// A message that cannot be taken.
  struct Refusal: Error {
    var id: JSONValue?
    var error: RPCError
  }
}

/// An error of JSON-RPC 2.0, section 5.1, or of LSP 3.17 (ErrorCodes, LSPErrorCodes).
struct RPCError: Error {
  enum Code: Int {
    case parseError = -32700
    case invalidRequest = -32600
    case methodNotFound = -32601
    case invalidParams = -32602
    case internalError = -32603
    case serverNotInitialized = -32002
    case requestFailed = -32803
    case contentModified = -32801
    case requestCancelled = -32800
  }

  var code: Code
  var message: String

  init(_ code: Code, _ message: String) { (self.code, self.message) = (code, message) }

  static func missing(_ name: String) -> RPCError {
    RPCError(.invalidParams, "missing or invalid \(name)")
  }
}

extension JSONValue {
  /// The members that every request about a document has; errors name what is missing.
  func documentURI() throws(RPCError) -> String { try text("textDocument", "uri") }

  func text(_ names: String...) throws(RPCError) -> String {
    guard let text = names.reduce(Optional(self), { $0?[$1] })?.string else {
      throw .missing(names.joined(separator: "."))
    }
    return text
  }

  func position(_ name: String) throws(RPCError) -> TextPosition {
    guard let place = self[name], let line = place["line"]?.integer, let character = place["character"]?.integer,
      line >= 0, character >= 0
    else {
      throw .missing(name)
    }
    return TextPosition(line: line, character: character)
  }

  func range(_ name: String = "range") throws(RPCError) -> TextRange {
    guard let range = self[name] else { throw .missing(name) }
    return TextRange(start: try range.position("start"), end: try range.position("end"))
  }
}
