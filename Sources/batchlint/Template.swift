import ArgumentParser
import Files
import Linting
import Migration
import Reporting
import Settings

/// `batchlint template`: a correct file to start from.
struct Template: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "template", abstract: "Write a correct file to start from.", discussion: "Replace every name and every password: they are samples.")

  @Option(help: ArgumentHelp("The kind of migration file.", valueName: "kind")) var kind = "imap"
  @Option(help: ArgumentHelp("The source server; any for the users' own sign-in.", valueName: "server")) var server = "any"

  func run() throws {
    guard let kind = try Kind.builtIn(kind) else { throw UnknownName(what: "kind", name: kind, known: Kind.builtInNames) }
    guard let server = try Server.builtIn(server) else { throw UnknownName(what: "server", name: server, known: Server.builtInNames) }
    let output = standardOutput()
    output.put(TemplateFile(kind: kind, server: server).text)
    output.flush()
  }
}

/// Standard output behind a buffer; a reader that has gone away ends the writing silently.
func standardOutput() -> Output {
  var standard = StandardOutput()
  return Output { bytes in
    try? standard.write(bytes)
    try? standard.flush()
  }
}
