import Files
import JSON
import Linting
import Configuration

/// What can be done about findings (LSP 3.17, textDocument/codeAction): each fix, all safe fixes, or silence.
extension LanguageServer {
  enum ActionKind {
    static let quickFix = "quickfix"
    static let fixAll = "source.fixAll.batchlint"

    /// A kind and those below it (`source`, `source.fixAll`).
    static func isWanted(_ kind: String, _ only: [String]?) -> Bool {
      only.map { $0.contains { $0.isEmpty || kind == $0 || kind.hasPrefix($0 + ".") } } ?? true
    }
  }

  enum Command {
    static let fix = "batchlint.fix"
    static let fixAll = "batchlint.fixAll"
    static let silence = "batchlint.silence"
    static let all = [fix, fixAll, silence]
  }

  /// Findings more than this, in a large selection, are not offered one by one.
  private static let mostFindings = 50
  /// A fix of more edits is worked out when it is chosen.
  private static let mostEdits = 100

  func codeActions(_ params: JSONValue) throws(RPCError) -> Reply {
    let document = try document(params)
    let range = try params.range()
    let only = params["context"]?["only"]?.array?.compactMap(\.string)
    guard let file = report(document) else { return { $0.array { _ in } } }
    let wanted = document.offsets(range)
    let findings = file.findings.lazy.filter { finding in
      let bytes = file.bytes(of: finding.range)
      return bytes.offset <= wanted.upperBound && wanted.lowerBound <= bytes.offset + bytes.length
    }.prefix(LanguageServer.mostFindings)
    var actions: [CodeAction] = []
    if ActionKind.isWanted(ActionKind.quickFix, only) {
      actions += fixes(Array(findings), document, file)
      var rules: [String] = []
      for finding in findings where !rules.contains(finding.rule.name) { rules.append(finding.rule.name) }
      actions += rules.compactMap { silence($0, findings.filter { [rule = $0] in $0.rule.name == rule }, document) }
    }
    if ActionKind.isWanted(ActionKind.fixAll, only), !file.findings.isEmpty {
      actions += fixAll(document, isAskedFor: only != nil).map { [$0] } ?? []
    }
    try checkInterruption()
    let capabilities = client.capabilities
    return { writer in
      writer.array { writer in
        for action in actions { action.write(&writer, document, file, capabilities) }
      }
    }
  }

  private func fixes(_ findings: [Finding], _ document: OpenDocument, _ file: LintResult) -> [CodeAction] {
    let fixer = Fixer(file)
    let secrets = SecretGuard(file)
    return findings.compactMap { finding in
      guard let fix = fixer.fix(for: finding), !fix.edits.isEmpty || fix.becomesUTF8 else { return nil }
      let title = fix.isSafe ? fix.title.capitalizedFirst : "\(fix.title) (unsafe)"
      var action = CodeAction(title: title, kind: ActionKind.quickFix, findings: [finding], isPreferred: fix.isSafe)
      if fix.edits.count > LanguageServer.mostEdits {
        action.command = (Command.fix, document.arguments(finding))
      } else if let edit = secrets.edits(of: fix, for: finding).flatMap(document.textEdits) {
        action.edit = .document(document.uri, document.version, edit)
        action.command = (Command.fix, document.arguments(finding))
      } else {
        action.title += " (run batchlint fix)"
        action.disabled = "The edit would contain a secret; run `batchlint fix` to apply it to the file."
      }
      return action
    }
  }

  private func fixAll(_ document: OpenDocument, isAskedFor: Bool) -> CodeAction? {
    var action = CodeAction(title: "Apply all safe fixes (batchlint)", kind: ActionKind.fixAll, findings: [])
    action.command = (Command.fixAll, document.arguments(nil))
    // Computing it takes several lints, so it is left to codeAction/resolve if the client supports that.
    guard isAskedFor else { return action }
    guard let edits = safeEdits(document), !edits.isEmpty else { return nil }
    action.edit = .document(document.uri, document.version, edits)
    return action
  }

  /// The edits that all safe fixes come to; nil if they cannot be shown.
  private func safeEdits(_ document: OpenDocument) -> [TextEdit]? {
    guard let file = report(document), document.isPlain else { return nil }
    let applier = FixApplier(folders.linter(for: document.path), allowsUnsafe: false) { fix, finding, file in
      SecretGuard(file).edits(of: fix, for: finding) != nil
    }
    guard let outcome = try? applier.apply(file.context.input) else { return nil }
    return SecretGuard(file).edits(to: outcome.file, outcome.changes).flatMap(document.textEdits)
  }

  // MARK: Silence

  private func silence(_ rule: String, _ findings: [Finding], _ document: OpenDocument) -> CodeAction? {
    guard let edit = silencing(rule, document) else { return nil }
    var action = CodeAction(title: "Silence \(rule) in .batchlint.yaml", kind: ActionKind.quickFix, findings: findings)
    action.edit = edit
    action.command = (
      Command.silence,
      { writer in
        writer.object { writer in
          writer.member("uri", document.uri)
          writer.member("rule", rule)
        }
      }
    )
    return action
  }

  /// The edit that puts a rule into the document's configuration, or makes one.
  private func silencing(_ rule: String, _ document: OpenDocument) -> WorkspaceEdit? {
    let existing = folders.configurationPath(for: document.path)
    guard let path = existing ?? folders.newConfigurationPath(for: document.path) else { return nil }
    let uri = FileURI.uri(path)
    // The editor's text goes before the file's.
    let open = documents.values.first { $0.path == path }
    let text =
      open.map { String(decoding: $0.buffer.bytes, as: UTF8.self) } ?? (exists(path) ? try? readText(path) : "")
    guard let text, let insertion = SilencedRule.insertion(of: rule, into: text) else { return nil }
    let place = TextBuffer(text).position(of: insertion.offset, client.capabilities.encoding)
    let edit = TextEdit(range: TextRange(start: place, end: place), text: insertion.text)
    return open == nil && !exists(path) ? .newFile(uri, edit) : .document(uri, open?.version, [edit])
  }

  // MARK: Commands

  func execute(_ params: JSONValue) throws(RPCError) -> Reply {
    let command = try params.text("command")
    guard Command.all.contains(command) else { throw RPCError(.invalidParams, "unknown command") }
    guard let arguments = params["arguments"]?.array?.first, let document = documents[try arguments.text("uri")] else {
      throw RPCError(.invalidParams, "expected an open document")
    }
    if let version = arguments["version"]?.integer, version != document.version {
      throw RPCError(.contentModified, "the document has changed")
    }
    guard client.capabilities.appliesEdits else {
      throw RPCError(.requestFailed, "the client does not support workspace.applyEdit")
    }
    let edit: WorkspaceEdit? =
      switch command {
      case Command.fixAll: safeEdits(document).map { .document(document.uri, document.version, $0) }
      case Command.silence: silencing(try arguments.text("rule"), document)
      default: try fix(arguments, document)
      }
    guard let edit else {
      throw RPCError(.requestFailed, "the edit would contain a secret; run batchlint fix")
    }
    let capabilities = client.capabilities
    client.request("workspace/applyEdit") { writer in
      writer.member("label", "batchlint")
      writer.name("edit")
      edit.write(&writer, capabilities)
    }
    return { $0.null() }
  }

  private func fix(_ arguments: JSONValue, _ document: OpenDocument) throws(RPCError) -> WorkspaceEdit? {
    let rule = try arguments.text("rule")
    guard let offset = arguments["offset"]?.integer else { throw .missing("offset") }
    guard let file = report(document),
      let finding = file.findings.first(where: { $0.range.lowerBound == offset && $0.rule.name == rule }),
      let fix = Fixer(file).fix(for: finding)
    else { throw RPCError(.contentModified, "the finding no longer exists") }
    return SecretGuard(file).edits(of: fix, for: finding).flatMap(document.textEdits).map {
      .document(document.uri, document.version, $0)
    }
  }
}

extension OpenDocument {
  /// What a command needs to know: the document, its version, and a finding of it.
  fileprivate func arguments(_ finding: Finding?) -> (inout JSONWriter) -> Void {
    let (uri, version) = (uri, version)
    return { writer in
      writer.object { writer in
        writer.member("uri", uri)
        if let version { writer.member("version", version) }
        guard let finding else { return }
        writer.member("rule", finding.rule.name)
        writer.member("offset", finding.range.lowerBound)
      }
    }
  }
}

extension String {
  fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
