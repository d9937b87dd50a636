import JSON

/// What the client can do (LSP 3.17, ClientCapabilities), as far as it matters here.
struct ClientCapabilities {
  var encoding = PositionEncoding.utf16
  var pullsDiagnostics = false
  var refreshesDiagnostics = false
  var refreshesTokens = false
  var takesRelatedInformation = false
  var takesCodeDescription = false
  var takesUnnecessaryTag = false
  var takesDiagnosticVersion = false
  var takesCodeActionLiterals = false
  var takesDisabledActions = false
  var takesPreferred = false
  var takesDocumentChanges = false
  var createsFiles = false
  var appliesEdits = false
  var readsMarkdown = false
  var takesDocumentSymbolTrees = false
  var watchesFiles = false
  /// The methods that are asked again after ContentModified.
  var retried: Set<String> = []

  init() {}

  init(_ capabilities: JSONValue) {
    func value(_ path: String) -> JSONValue? {
      path.split(separator: ".").reduce(Optional(capabilities)) { $0?[String($1)] }
    }
    func flag(_ path: String) -> Bool { value(path)?.boolean ?? false }
    func texts(_ path: String) -> [String] { value(path)?.array?.compactMap(\.string) ?? [] }
    encoding = PositionEncoding(offered: texts("general.positionEncodings"))
    pullsDiagnostics = value("textDocument.diagnostic") != nil
    refreshesDiagnostics = flag("workspace.diagnostics.refreshSupport")
    refreshesTokens = flag("workspace.semanticTokens.refreshSupport")
    takesRelatedInformation = flag("textDocument.publishDiagnostics.relatedInformation")
    takesCodeDescription = flag("textDocument.publishDiagnostics.codeDescriptionSupport")
    takesUnnecessaryTag =
      value("textDocument.publishDiagnostics.tagSupport.valueSet")?.array?.contains(.integer(1)) ?? false
    takesDiagnosticVersion = flag("textDocument.publishDiagnostics.versionSupport")
    takesCodeActionLiterals = value("textDocument.codeAction.codeActionLiteralSupport") != nil
    takesDisabledActions = flag("textDocument.codeAction.disabledSupport")
    takesPreferred = flag("textDocument.codeAction.isPreferredSupport")
    takesDocumentChanges = flag("workspace.workspaceEdit.documentChanges")
    createsFiles = takesDocumentChanges && texts("workspace.workspaceEdit.resourceOperations").contains("create")
    appliesEdits = flag("workspace.applyEdit")
    readsMarkdown = texts("textDocument.hover.contentFormat").contains("markdown")
    takesDocumentSymbolTrees = flag("textDocument.documentSymbol.hierarchicalDocumentSymbolSupport")
    retried = Set(texts("general.staleRequestSupport.retryOnContentModified"))
    watchesFiles = flag("workspace.didChangeWatchedFiles.dynamicRegistration")
  }
}

/// Writes to the client.
final class Client {
  private let transport: Transport
  private var lastRequest = 0
  private var pending: [Int: (JSONValue?) -> Void] = [:]
  var capabilities = ClientCapabilities()
  var trace = "off"

  init(_ transport: Transport) { self.transport = transport }

  var isGone: Bool { transport.isGone }

  func reply(_ id: JSONValue, _ result: (inout JSONWriter) -> Void) {
    send { writer in
      writer.member("id", id)
      writer.name("result")
      result(&writer)
    }
  }

  func refuse(_ id: JSONValue?, _ error: RPCError) {
    send { writer in
      writer.member("id", id ?? .null)
      writer.object("error") { writer in
        writer.member("code", error.code.rawValue)
        writer.member("message", error.message)
      }
    }
  }

  func notify(_ method: String, _ params: (inout JSONWriter) -> Void) {
    send { writer in
      writer.member("method", method)
      writer.object("params", params)
    }
  }

  /// Asks the client for something.
  func request(
    _ method: String, _ params: ((inout JSONWriter) -> Void)? = nil, then: @escaping (JSONValue?) -> Void = { _ in }
  ) {
    lastRequest += 1
    pending[lastRequest] = then
    send { writer in
      writer.member("id", lastRequest)
      writer.member("method", method)
      if let params { writer.object("params", params) }
    }
  }

  /// Takes the client's answer; one that was not asked for means nothing.
  func take(_ id: JSONValue, _ result: JSONValue?) {
    guard let number = id.integer, let then = pending.removeValue(forKey: number) else { return }
    then(result)
  }

  enum Level: Int { case error = 1, warning, info, log }

  /// Shows a message to the person.
  func show(_ level: Level, _ text: String) { message("window/showMessage", level, text) }
  /// Puts a message into the client's log.
  func log(_ level: Level, _ text: String) { message("window/logMessage", level, text) }

  private func message(_ method: String, _ level: Level, _ text: String) {
    notify(method) { writer in
      writer.member("type", level.rawValue)
      writer.member("message", text)
    }
  }

  /// Reports what was done, where the client asked for it ($/setTrace).
  func logTrace(_ text: @autoclosure () -> String) {
    guard trace != "off" else { return }
    notify("$/logTrace") { $0.member("message", text()) }
  }

  private func send(_ members: (inout JSONWriter) -> Void) {
    var writer = JSONWriter()
    writer.object { writer in
      writer.member("jsonrpc", "2.0")
      members(&writer)
    }
    transport.send(writer.bytes)
  }
}

extension JSONWriter {
  mutating func member(_ name: String, _ position: TextPosition) {
    object(name) { writer in
      writer.member("line", position.line)
      writer.member("character", position.character)
    }
  }

  mutating func member(_ name: String, _ range: TextRange) {
    object(name) { writer in
      writer.member("start", range.start)
      writer.member("end", range.end)
    }
  }
}
