import ArgumentParser
import Files
import IMAP
import Platform
import Probing

/// How a probe spares the server and the accounts.
struct PaceOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Maximum number of concurrent connections; reduced if the server asks for it.", valueName: "n"))
  var connections = 4
  @Option(help: ArgumentHelp("Sign-ins a second, at most; 0 disables rate limiting.", valueName: "n")) var rate = 5.0
  @Option(help: ArgumentHelp("Try only this many sign-ins, spread over the file.", valueName: "n")) var sample: Int?
  @Option(
    help: ArgumentHelp(
      "Stop after this many rejected sign-ins, if they are more than one in five of the last fifty; 0 disables the limit.",
      valueName: "n"))
  var maxRefusals = 10
  @Flag(help: "Also try rows with an error in their sign-in name or password.") var tryAll = false
  @Flag(help: "Print what would be tried, and try nothing.") var dryRun = false
  @Flag(name: .shortAndLong, help: "Do not ask for confirmation.") var yes = false
  @Flag(help: "Also count messages, sizes, and folders that are not migrated.") var inspect = false
  @Option(
    help: ArgumentHelp(
      "Record each verdict, without secrets, so that the run can be resumed.", valueName: "path"),
    completion: .file()) var journal: String?
  @Flag(help: "Resume the run recorded by --journal.") var resume = false
  @Flag(help: "With --resume: send credentials again that were unanswered when the run ended.")
  var retryUnanswered = false

  /// - Parameter admin: who signs in for the users, where --proxy-auth says so.
  func options(_ door: ServerOptions, admin: String?) throws -> ProbeOptions {
    guard (1...1000).contains(connections) else { throw CommandError("--connections must be a number from 1 to 1000") }
    guard rate >= 0, rate.isFinite else { throw CommandError("--rate must be at least 0") }
    if let sample, sample < 1 { throw CommandError("--sample must be at least 1") }
    guard maxRefusals >= 0 else { throw CommandError("--max-refusals must be at least 0") }
    var options = ProbeOptions()
    options.connections = connections
    options.rate = rate == 0 ? .infinity : rate
    options.mostRefusals = maxRefusals == 0 ? nil : maxRefusals
    options.inspects = inspect
    if door.proxyAuth { options.proxyAdmin = admin }
    options.token = door.tokenCommand.map { command in { @Sendable user in try TokenCommand(command).token(for: user) }
    }
    return options
  }
}

/// Gets access tokens from a program of the user's own.
private struct TokenCommand {
  private let command: String

  init(_ command: String) { self.command = command }

  func token(for user: String) throws -> Secret {
    let result = try CommandError.subprocess(
      ["/bin/sh", "-c", command], environment: ["BATCHLINT_USER": user], limit: 64 << 10)
    guard let result, result.status == 0 else { throw CommandError("the token command failed") }
    var output = result.output
    while let last = output.last, last == 0x0A || last == 0x0D { output.removeLast() }
    guard !output.isEmpty else { throw CommandError("the token command printed nothing") }
    return Secret(output)
  }
}
