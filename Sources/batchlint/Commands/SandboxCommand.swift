import Authoring
import ArgumentParser
import Files
import IMAPSandbox
import Layout
import Linting
import Migration
import Reporting

/// `batchlint sandbox`: a server to try a probe on.
struct SandboxCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sandbox", abstract: "Simulate a source server with the accounts of a file, faults included.",
    discussion: """
      Listens on a loopback address only, for plain text with STARTTLS and for TLS, and prints the ports. Without FILE, \
      the accounts are those of `batchlint template --server S`. Runs until Ctrl-C.

      A fault is NAME[:NUMBER][=ROWS][/TRIES]: unavailable=3,7-9/2 responds [UNAVAILABLE] to the first two sign-ins of \
      rows 3 and 7 to 9. Without rows it applies to all rows, without tries to all attempts.

      Examples:
        batchlint sandbox --server courier
        batchlint sandbox --fault throttled:5000=2/1 --fault mailbox-denied=4 users.csv
        batchlint sandbox --fault list
      """)

  @Argument(
    help: ArgumentHelp("The migration file whose accounts are simulated; - for standard input.", valueName: "FILE"),
    completion: .migrationFile) var path: String?
  @Option(
    help: ArgumentHelp("A fault to simulate; repeatable; list prints all.", valueName: "fault"), completion: .faults)
  var fault: [String] = []
  @Option(
    help: ArgumentHelp("Append a line for each sign-in: connection, row, account, outcome.", valueName: "file"),
    completion: .file()) var log: String?
  @Flag(help: "Exit at the end of standard input.") var untilEof = false

  @OptionGroup(title: "Listening") var listen: ListenOptions
  @OptionGroup(title: "Input") var subject: SubjectOptions
  @OptionGroup(title: "Configuration") var configured: ConfigurationOptions

  func run() throws {
    if fault.contains("list") { return showFaults() }
    var sandboxConfiguration = try sandboxConfiguration()
    sandboxConfiguration.faults = try fault.map { text in try FaultOrder(text) }
    try listen.apply(to: &sandboxConfiguration)
    let log = try log.map(SignInLog.init)
    if let log { sandboxConfiguration.onSignIn = log.write }
    // Before any thread begins: they take their signals from this one.
    let signals = EndingSignals()
    let sandbox = try Sandbox.startBlocking(sandboxConfiguration)
    announce(sandbox, sandboxConfiguration)
    if untilEof { signals.raiseAtEndOfInput() }
    signals.wait()
    let attempts = sandbox.attempts.values
    try sandbox.stopBlocking()
    let repeated = attempts.reduce(0) { $0 + $1.repeated }
    StandardError.write(
      """
      batchlint: \(counted(sandbox.connections, "connection")), \
      \(counted(attempts.reduce(0) { $0 + $1.tries }, "sign-in")), \
      \(grouped(attempts.reduce(0) { $0 + $1.accepted })) accepted, \
      \(grouped(attempts.reduce(0) { $0 + $1.refused })) refused; refused before and sent again: \(grouped(repeated))
      """)
  }

  private func sandboxConfiguration() throws -> SandboxConfiguration {
    guard let path else { return try sample() }
    if path == "-", untilEof { throw CommandError("--until-eof and a file on standard input are mutually exclusive") }
    let contents = path == "-" ? try FileContents.standardInput() : try FileContents.open(path: path)
    let options = try ConfigurationResolver(subject, configured).options(for: path)
    let document = try Document.open(contents, path: path, options)
    let sandboxConfiguration = try SandboxConfiguration(
      accountsOf: Input(path: path, document: document), options: options)
    if contents.wasTruncated { throw CommandError("\(path): the file changed while it was read; try again") }
    return sandboxConfiguration
  }

  /// The accounts of the file that `template` writes.
  private func sample() throws -> SandboxConfiguration {
    let name = subject.server == "auto" ? "any" : subject.server
    var options = try ConfigurationResolver(subject, configured).options(for: "-")
    options.server = name
    guard let server = try options.ownServers.first(where: { $0.name == name }) ?? Server.builtIn(name) else {
      throw UnknownName(what: "server", name: name, known: Server.builtInNames)
    }
    guard let kind = try Kind.builtIn("imap") else { throw CommandError("unknown kind imap") }
    let text = try TemplateFile.sample(kind: kind, server: server).text
    return try SandboxConfiguration(
      accountsOf: Input(path: "template", document: Document(copying: Array(text.utf8), encoding: nil)),
      options: options)
  }

  private func announce(_ sandbox: Sandbox, _ sandboxConfiguration: SandboxConfiguration) {
    let output = standardOutput()
    var ports =
      "\(sandboxConfiguration.address) port \(sandbox.port) (plain text\(sandbox.tlsPort == nil ? "" : ", STARTTLS"))"
    if let port = sandbox.tlsPort { ports += " and port \(port) (TLS)" }
    output.put("\(sandboxConfiguration.server.name): \(counted(sandboxConfiguration.rows.count, "row")), on \(ports)\n")
    if let authority = sandbox.authority { output.put("authority: \(authority)\n") }
    let file = path ?? "users.csv"
    if path == nil {
      output.put("file: batchlint template --server \(sandboxConfiguration.server.name) --output \(file)\n")
    }
    var command = "batchlint probe --server \(sandboxConfiguration.server.name) --host localhost"
    if let port = sandbox.tlsPort {
      command += " --port \(port)" + (sandbox.authority.map { " --ca \(shellWord($0))" } ?? "")
    } else {
      command += " --port \(sandbox.port) --security none --allow-plaintext"
    }
    output.put("probe: \(command) \(shellWord(file))\n")
    output.flush()
  }

  private func shellWord(_ text: String) -> String {
    let isPlain = text.utf8.allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
        || Array("/._-+@:,%".utf8).contains(byte)
    }
    return isPlain && !text.isEmpty ? text : "'" + text.replacing("'", with: "'\\''") + "'"
  }

  private func showFaults() {
    let output = standardOutput()
    let width = (Fault.all.map(\.name.count).max() ?? 0) + 8
    for stage in Fault.Stage.allCases {
      output.put("\(stage.rawValue):\n")
      for fault in Fault.all where fault.stage == stage {
        let name = fault.name + (fault.number.map { ":\($0)" } ?? "")
        output.put("  \(name)\(String(repeating: " ", count: max(1, width - name.count)))\(fault.summary)\n")
      }
    }
    output.flush()
  }
}
