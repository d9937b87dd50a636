import Platform
import JSON
import Linting

/// A language server (LSP 3.17) for migration files: `batchlint lsp`.
///
/// One thread reads what the client sends, another works. Edits are made as they come; a text is linted when nothing
/// more waits, so that of many keystrokes only the last one costs a lint. No password is ever sent back to the client.
public final class LanguageServer {
  enum State { case waiting, running, shutDown }

  let client: Client
  let folders = Folders()
  var documents: [String: OpenDocument] = [:]
  private let version: String
  private let inbox = Inbox()
  private let transport: Transport
  private var state = State.waiting
  private var lints = 0
  /// The URIs of documents whose diagnostics the client does not have yet, the one that has waited longest first.
  private var stale: [String] = []
  private var staleSince: ContinuousClock.Instant?
  /// The documents whose results are kept, as they are likely to be asked about.
  private var kept: [OpenDocument] = []
  /// The problems of configurations that were reported to the client, by their paths.
  private var blamed: [String: String] = [:]
  private var lastProblem: String?

  private static let mostKept = 4
  /// However much the client sends, diagnostics are not older than this.
  private static let mostDelay = Duration.milliseconds(300)

  /// - Parameters:
  ///   - version: the program's.
  ///   - input, output: the descriptors of the connection.
  public init(version: String, input: Int32 = STDIN_FILENO, output: Int32 = STDOUT_FILENO) {
    self.version = version
    transport = Transport(input: input, output: output, inbox: inbox)
    client = Client(transport)
  }

  /// Serves the client until it says `exit`, or has gone.
  ///
  /// - Returns: the exit status: 0 where `shutdown` came before `exit`, else 1.
  public func run() -> Int32 {
    transport.start()
    while !client.isGone {
      guard let entry = isOverdue ? nil : inbox.take(waiting: stale.isEmpty) else {
        publishNext()
        continue
      }
      switch entry {
      case .end: return 1
      case .refusal(let refusal): client.refuse(refusal.id, refusal.error)
      case .message(.response(let id, let result)): client.take(id, result)
      case .message(.notification("exit", _)): return state == .shutDown ? 0 : 1
      case .message(.notification(let method, let params)): notice(method, params)
      case .message(.request(let id, let method, let params)): answer(id, method, params)
      }
    }
    return 1
  }

  private func answer(_ id: JSONValue, _ method: String, _ params: JSONValue) {
    defer { inbox.finish() }
    do {
      try inbox.begin(id, params, isRetried: client.capabilities.retried.contains(method))
      let reply = try reply(to: method, params)
      client.logTrace("answered \(method)")
      client.reply(id, reply)
    } catch {
      client.refuse(id, error)
    }
  }

  private func reply(to method: String, _ params: JSONValue) throws(RPCError) -> Reply {
    switch (state, method) {
    case (.waiting, "initialize"): return initialize(params)
    case (.waiting, _): throw RPCError(.serverNotInitialized, "expected initialize first")
    case (.shutDown, _): throw RPCError(.invalidRequest, "the server is shut down")
    case (.running, "initialize"): throw RPCError(.invalidRequest, "initialize was already received")
    case (.running, "shutdown"):
      state = .shutDown
      return { $0.null() }
    case (.running, _):
      guard let handler = requests[method] else { throw RPCError(.methodNotFound, "there is no such method here") }
      return try handler(params)
    }
  }

  private func notice(_ method: String, _ params: JSONValue) {
    guard state == .running, let handler = notifications[method] else { return }
    do {
      try handler(params)
      client.logTrace("took \(method)")
    } catch {
      client.log(.error, "\(method): \(error.message)")
    }
  }

  /// Writes a request's result.
  typealias Reply = (inout JSONWriter) -> Void

  private lazy var requests: [String: (JSONValue) throws(RPCError) -> Reply] = [
    "textDocument/diagnostic": { [unowned self] params throws(RPCError) in try pulledDiagnostics(params) },
    "textDocument/codeAction": { [unowned self] params throws(RPCError) in try codeActions(params) },
    "textDocument/hover": { [unowned self] params throws(RPCError) in try hover(params) },
    "textDocument/completion": { [unowned self] params throws(RPCError) in try completion(params) },
    "textDocument/documentSymbol": { [unowned self] params throws(RPCError) in try symbols(params) },
    "textDocument/semanticTokens/full": { [unowned self] params throws(RPCError) in try allTokens(params) },
    "textDocument/semanticTokens/full/delta": { [unowned self] params throws(RPCError) in try tokenChanges(params) },
    "textDocument/semanticTokens/range": { [unowned self] params throws(RPCError) in try tokensOfRange(params) },
    "workspace/executeCommand": { [unowned self] params throws(RPCError) in try execute(params) },
  ]

  private lazy var notifications: [String: (JSONValue) throws(RPCError) -> Void] = [
    "initialized": { [unowned self] _ throws(RPCError) in watchConfigurations() },
    "$/setTrace": { [unowned self] params throws(RPCError) in client.trace = params["value"]?.string ?? "off" },
    "textDocument/didOpen": { [unowned self] params throws(RPCError) in try open(params) },
    "textDocument/didChange": { [unowned self] params throws(RPCError) in try change(params) },
    "textDocument/didSave": { [unowned self] params throws(RPCError) in try save(params) },
    "textDocument/didClose": { [unowned self] params throws(RPCError) in try close(params) },
    "workspace/didChangeWatchedFiles": { [unowned self] params throws(RPCError) in filesChanged(params) },
    "workspace/didChangeWorkspaceFolders": { [unowned self] params throws(RPCError) in foldersChanged(params) },
    "workspace/didChangeConfiguration": { [unowned self] params throws(RPCError) in settingsChanged(params) },
  ]

  // MARK: Life cycle

  private func initialize(_ params: JSONValue) -> Reply {
    state = .running
    client.capabilities = ClientCapabilities(params["capabilities"] ?? .null)
    if let trace = params["trace"]?.string { client.trace = trace }
    if let process = params["processId"]?.integer.flatMap(Int32.init(exactly:)), process > 0 {
      transport.watch(process)
    }
    let uris =
      params["workspaceFolders"]?.array?.compactMap { $0["uri"]?.string }
      ?? [params["rootUri"]?.string].compactMap { $0 }
    folders.roots = uris.compactMap(FileURI.path)
    if folders.roots.isEmpty, let root = params["rootPath"]?.string { folders.roots = [root] }
    use(params["initializationOptions"] ?? .null)
    let (capabilities, version) = (client.capabilities, version)
    return { writer in
      writer.object { writer in
        writer.object("capabilities") { ServerCapabilities.write(&$0, for: capabilities) }
        writer.object("serverInfo") { writer in
          writer.member("name", "batchlint")
          writer.member("version", version)
        }
      }
    }
  }

  private func use(_ settings: JSONValue) {
    do { folders.settings = try EditorSettings(settings) } catch {
      client.show(.error, "batchlint: the editor's settings: \(error)")
    }
  }

  private func watchConfigurations() {
    guard client.capabilities.watchesFiles else { return }
    client.request("client/registerCapability") { writer in
      writer.array("registrations") { writer in
        writer.object { writer in
          writer.member("id", "configurations")
          writer.member("method", "workspace/didChangeWatchedFiles")
          writer.object("registerOptions") { writer in
            writer.array("watchers") { writer in
              // Kinds and servers of one's own are YAML, too.
              writer.object { $0.member("globPattern", "**/*.{yaml,yml}") }
            }
          }
        }
      }
    }
  }

  // MARK: Documents

  func document(_ params: JSONValue) throws(RPCError) -> OpenDocument {
    let uri = try params.documentURI()
    guard let document = documents[uri] else { throw RPCError(.invalidParams, "the document is not open") }
    return document
  }

  /// The document's text, linted; nil where it cannot be.
  func report(_ document: OpenDocument) -> LintResult? {
    let report = document.lint(folders.linter(for: document.path)) {
      lints += 1
      return lints
    }
    if let index = kept.firstIndex(where: { $0 === document }) { kept.remove(at: index) }
    kept.append(document)
    if kept.count > LanguageServer.mostKept { kept.removeFirst().release() }
    return report
  }

  /// Throws where the request that is being answered need not be.
  func checkInterruption() throws(RPCError) { try inbox.check() }

  private func open(_ params: JSONValue) throws(RPCError) {
    let uri = try params.documentURI()
    let document = OpenDocument(
      uri: uri, language: params["textDocument"]?["languageId"]?.string ?? "",
      version: params["textDocument"]?["version"]?.integer,
      text: try params.text("textDocument", "text"), client.capabilities.encoding)
    if let old = documents[uri] { forget(old) }
    documents[uri] = document
    // Nobody may have said that a configuration is another by now.
    if !client.capabilities.watchesFiles { folders.forget() }
    note(document)
  }

  private func change(_ params: JSONValue) throws(RPCError) {
    let document = try document(params)
    guard let changes = params["contentChanges"]?.array else { throw .missing("contentChanges") }
    let version = params["textDocument"]?["version"]?.integer
    if let version, let last = document.version, version <= last {
      client.log(.warning, "textDocument/didChange: version \(version) follows version \(last)")
    }
    for change in changes { try document.change(change) }
    document.version = version ?? document.version
    note(document)
  }

  private func save(_ params: JSONValue) throws(RPCError) {
    let document = try document(params)
    if let path = document.path, folders.concerns(path) || !client.capabilities.watchesFiles { return reload() }
    document.lookAtFile()
    note(document)
  }

  private func close(_ params: JSONValue) throws(RPCError) {
    let document = try document(params)
    documents[document.uri] = nil
    forget(document)
    if !client.capabilities.pullsDiagnostics, document.isData { publish(document.uri, version: nil) { _ in } }
  }

  private func forget(_ document: OpenDocument) {
    stale.removeAll { $0 == document.uri }
    kept.removeAll { $0 === document }
  }

  // MARK: Configurations

  private func filesChanged(_ params: JSONValue) {
    let paths = params["changes"]?.array?.compactMap { $0["uri"]?.string.flatMap(FileURI.path) } ?? []
    if paths.contains(where: folders.concerns) { reload() }
  }

  private func foldersChanged(_ params: JSONValue) {
    func paths(_ name: String) -> [String] {
      params["event"]?[name]?.array?.compactMap { $0["uri"]?.string.flatMap(FileURI.path) } ?? []
    }
    let removed = paths("removed")
    folders.roots = folders.roots.filter { !removed.contains($0) } + paths("added")
    reload()
  }

  private func settingsChanged(_ params: JSONValue) {
    // Some clients say that there is nothing to say: what they gave at first holds.
    if let settings = params["settings"]?["batchlint"], settings != .null { use(settings) }
    reload()
  }

  /// Everything may be judged otherwise now.
  private func reload() {
    folders.forget()
    lastProblem = nil
    for document in documents.values.sorted(by: { $0.uri < $1.uri }) {
      document.lookAtFile()
      note(document)
    }
    if client.capabilities.pullsDiagnostics, client.capabilities.refreshesDiagnostics {
      client.request("workspace/diagnostic/refresh")
    }
    if client.capabilities.refreshesTokens { client.request("workspace/semanticTokens/refresh") }
  }

  // MARK: Diagnostics

  /// Notes that the client does not have the diagnostics of a document's text.
  private func note(_ document: OpenDocument) {
    document.forget()
    guard !client.capabilities.pullsDiagnostics, document.isData, !stale.contains(document.uri) else { return }
    stale.append(document.uri)
    if staleSince == nil { staleSince = .now }
  }

  private var isOverdue: Bool {
    !stale.isEmpty && (staleSince.map { ContinuousClock.now - $0 > LanguageServer.mostDelay } ?? false)
  }

  private func publishNext() {
    guard !stale.isEmpty, let document = documents[stale.removeFirst()] else { return }
    staleSince = stale.isEmpty ? nil : .now
    let file = report(document)
    tellProblems(of: document)
    publish(document.uri, version: document.version) { writer in
      guard let file else { return }
      Diagnostics(document, file, client.capabilities).write(&writer, most: folders.settings.maxFindings)
    }
    document.isStale = false
  }

  private func publish(_ uri: String, version: Int?, _ diagnostics: (inout JSONWriter) -> Void) {
    client.notify("textDocument/publishDiagnostics") { writer in
      writer.member("uri", uri)
      if let version, client.capabilities.takesDiagnosticVersion { writer.member("version", version) }
      writer.array("diagnostics", diagnostics)
    }
  }

  private func pulledDiagnostics(_ params: JSONValue) throws(RPCError) -> Reply {
    let document = try document(params)
    let file = report(document)
    tellProblems(of: document)
    let (id, capabilities, most) = (String(document.serial), client.capabilities, folders.settings.maxFindings)
    let isSame = params["previousResultId"]?.string == id
    document.isStale = false
    return { writer in
      writer.object { writer in
        writer.member("kind", isSame ? "unchanged" : "full")
        writer.member("resultId", id)
        if !isSame {
          writer.array("items") { writer in
            if let file { Diagnostics(document, file, capabilities).write(&writer, most: most) }
          }
        }
      }
    }
  }

  /// Problems of a configuration are reported in that file; why a text cannot be linted, as a message.
  private func tellProblems(of document: OpenDocument) {
    for path in Set(blamed.keys).union(folders.problems.keys).sorted()
    where blamed[path] != folders.problems[path]?.text {
      let problem = folders.problems[path]
      blamed[path] = problem?.text
      publish(FileURI.uri(path), version: nil) { writer in
        if let problem { Diagnostics.write(problem, &writer) }
      }
    }
    guard let problem = document.problem, problem != lastProblem else { return }
    lastProblem = problem
    client.show(.error, "batchlint: \(problem)")
  }
}
