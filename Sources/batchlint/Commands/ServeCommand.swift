import ArgumentParser
import Linting
import Platform
import Reporting
import Workbench

/// `batchlint serve`: the local web page.
struct ServeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve", abstract: "Check and fix a migration file on a local web page.",
    discussion: """
      Prints the address of the page, opens it in the browser, and runs until Ctrl-C or Quit. Listens on 127.0.0.1 only, \
      and answers nobody who does not have the token of the address. Nothing leaves the machine, and no password is \
      sent to the page. Without FILE, drop one on the page, or start from a template.

      Examples:
        batchlint serve users.csv
        batchlint serve --no-open --port 8080 users.csv
      """)

  @Argument(help: ArgumentHelp("The migration file.", valueName: "FILE"), completion: .migrationFile) var path: String?
  @Option(help: ArgumentHelp("The port; 0 selects a free one.", valueName: "n")) var port: UInt16 = 0
  @Option(
    help: ArgumentHelp(
      "For a probe from the page: additional certificate authorities to trust (PEM).", valueName: "path"),
    completion: .file())
  var ca: String?
  @Flag(help: "Print the address without opening it in the browser.") var noOpen = false

  @OptionGroup(title: "Input") var subject: SubjectOptions
  @OptionGroup(title: "Configuration") var configured: ConfigurationOptions

  func run() throws {
    let settings = try ConfigurationResolver(subject, configured)
    var workbench = WorkbenchConfiguration(
      options: try settings.options(for: path ?? "-"), version: Batchlint.version, quit: { kill(getpid(), SIGTERM) })
    workbench.path = path
    workbench.port = Int(port)
    workbench.authorities = ca
    let configuration = try settings.configuration(for: path ?? "-")
    (workbench.expands, workbench.endpoint) = (configuration.expands, configuration.endpoint)
    // Before any thread begins: they take their signals from this one.
    let signals = EndingSignals()
    let server = try WorkbenchServer.start(workbench)
    let output = standardOutput()
    output.put("\(server.address)\n")
    output.flush()
    if !noOpen { WebBrowser.open(server.startAddress) }
    signals.wait()
    if try server.stop() { StandardError.write("batchlint: changes that were not saved are discarded") }
  }
}
