import JSON

/// What the server can do (LSP 3.17, ServerCapabilities).
enum ServerCapabilities {
  static func write(_ writer: inout JSONWriter, for client: ClientCapabilities) {
    writer.member("positionEncoding", client.encoding.rawValue)
    writer.object("textDocumentSync") { writer in
      writer.member("openClose", true)
      // Incremental.
      writer.member("change", 2)
      writer.object("save") { $0.member("includeText", false) }
    }
    writer.object("diagnosticProvider") { writer in
      writer.member("identifier", "batchlint")
      writer.member("interFileDependencies", false)
      writer.member("workspaceDiagnostics", false)
    }
    writer.object("codeActionProvider") {
      $0.member("codeActionKinds", [LanguageServer.ActionKind.quickFix, LanguageServer.ActionKind.fixAll])
    }
    writer.object("executeCommandProvider") { $0.member("commands", LanguageServer.Command.all) }
    writer.member("hoverProvider", true)
    writer.object("completionProvider") { $0.member("triggerCharacters", [","]) }
    writer.member("documentSymbolProvider", true)
    writer.object("semanticTokensProvider") { writer in
      writer.object("legend") { writer in
        writer.member("tokenTypes", TokenType.legend)
        writer.member("tokenModifiers", [String]())
      }
      writer.member("range", true)
      writer.object("full") { $0.member("delta", true) }
    }
    writer.object("workspace") { writer in
      writer.object("workspaceFolders") { writer in
        writer.member("supported", true)
        writer.member("changeNotifications", true)
      }
    }
  }
}
