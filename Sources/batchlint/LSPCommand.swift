import ArgumentParser
import LanguageServer

/// `batchlint lsp`: a language server on standard input and output.
struct LSPCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lsp", abstract: "Serve an editor: a language server on standard input and output.",
    discussion: """
      Speaks LSP 3.17: diagnostics as one types, fixes, hover, completion, symbols, and a colour for each column. Editors \
      start it themselves; it reads each file's nearest .batchlint.yaml, and what the editor gives it as \
      initializationOptions: kind, server, admin, domains, allowUnknownColumns, select, ignore, severity, config, \
      maxFindings. Exit status: 0 after shutdown and exit, else 1.

      Examples:
        batchlint lsp --stdio
      """)

  @Flag(help: "Accepted, as many editors say it; there is no other way.") var stdio = false

  func run() throws {
    let status = LanguageServer(version: Batchlint.version).run()
    if status != 0 { throw ExitCode(status) }
  }
}
