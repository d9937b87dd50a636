import ArgumentParser
import Files
import IMAP
import Probing

/// How a probe spares the server and the accounts.
struct PaceOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Connections at the same time, at most; fewer where the server asks for it.", valueName: "n"))
  var connections = 4
  @Option(help: ArgumentHelp("Sign-ins a second, at most; 0 sets no pace.", valueName: "n")) var rate = 5.0
  @Option(help: ArgumentHelp("Try only so many sign-ins, spread over the file.", valueName: "n")) var sample: Int?
  @Option(
    help: ArgumentHelp(
      "End the run when so many sign-ins were refused, and more than one in five of the last fifty; 0 goes on.",
      valueName: "n"))
  var maxRefusals = 10
  @Flag(help: "Try rows, too, in whose sign-in the check finds an error.") var tryAll = false
  @Flag(help: "Tell what would be tried, and try nothing.") var dryRun = false
  @Flag(name: .shortAndLong, help: "Do not ask before the first sign-in.") var yes = false
  @Flag(help: "Count what lies in the mailboxes, too: messages, sizes, folders that stay behind.") var inspect = false
  @Option(
    help: ArgumentHelp(
      "Keep each verdict on disk, without secrets, so that the run can go on later.", valueName: "path"),
    completion: .file()) var journal: String?
  @Flag(help: "Go on with the run that --journal kept.") var resume = false
  @Flag(help: "With --resume: send those credentials again that the server had not answered when the run ended.")
  var retryUnanswered = false

  /// - Parameter admin: who signs in for the users, where --proxy-auth says so.
  func options(_ door: ServerOptions, admin: String?) throws -> ProbeOptions {
    guard (1...1000).contains(connections) else { throw CommandError("--connections wants a number from 1 to 1000") }
    guard rate >= 0, rate.isFinite else { throw CommandError("--rate wants a number from 0 on") }
    if let sample, sample < 1 { throw CommandError("--sample wants a number from 1 on") }
    guard maxRefusals >= 0 else { throw CommandError("--max-refusals wants a number from 0 on") }
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
    let result = try ChildProcess.run(
      ["/bin/sh", "-c", command], environment: ["BATCHLINT_USER": user], most: 64 << 10)
    guard let result, result.status == 0 else { throw CommandError("the token command fails") }
    var output = result.output
    while let last = output.last, last == 0x0A || last == 0x0D { output.removeLast() }
    guard !output.isEmpty else { throw CommandError("the token command prints nothing") }
    return Secret(output)
  }
}
