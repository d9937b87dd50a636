import ArgumentParser
import LanguageServer

/// `batchlint lsp`: a language server on standard input and output.
struct LSPCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lsp", abstract: "Run a language server on standard input and output.",
    discussion: """
      Implements LSP 3.17: diagnostics while typing, fixes, hover, completion, symbols, and a colour for each column. \
      Editors start it. It reads the nearest .batchlint.yaml of each file, and initializationOptions: kind, server, \
      admin, domains, allowUnknownColumns, select, ignore, severity, config, maxFindings. Exit status: 0 after shutdown \
      and exit, otherwise 1.

      Examples:
        batchlint lsp --stdio
      """)

  @Flag(help: "Accepted for compatibility; standard input and output are always used.") var stdio = false

  func run() throws {
    let status = LanguageServer(version: Batchlint.version).run()
    if status != 0 { throw ExitCode(status) }
  }
}
