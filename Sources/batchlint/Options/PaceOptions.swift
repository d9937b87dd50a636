import ArgumentParser
import Configuration
import Files
import IMAP
import Platform
import Probing

/// How a probe spares the server and the accounts.
struct PaceOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Maximum number of concurrent connections to a server; reduced if it asks for it.", valueName: "n"))
  var connections = 4
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Maximum number of sign-ins per second at a server; 0 disables rate limiting.", valueName: "n"))
  var rate = 5.0
  @Option(help: ArgumentHelp("Try only this many sign-ins at each server, spread over the file.", valueName: "n"))
  var sample: Int?
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      """
      Stop after this many rejected sign-ins at a server, if they are more than one in five of the last fifty; 0 \
      disables the limit.
      """,
      valueName: "n"))
  var maxRefusals = 10
  @Option(
    help: ArgumentHelp(
      "Start no sign-in after this time, such as 90m or 2h; continue with --resume.", valueName: "duration"))
  var timeLimit: String?
  @Option(
    help: ArgumentHelp(
      "Sign in only at this time of day, such as 22:00-06:00; continue the next day with --resume.",
      valueName: "from-to"))
  var window: String?
  @Option(
    help: ArgumentHelp(
      "With --journal: failed retries only the rows that failed, also after the file was corrected.",
      valueName: "rows"), completion: .list(["failed"]))
  var only: String?
  @Flag(help: "Also try rows with an error in their sign-in name or password.") var tryAll = false
  @Flag(help: "Print how many sign-ins would be tried, without connecting.") var dryRun = false
  @Flag(name: .shortAndLong, help: "Do not ask before the first sign-in.") var yes = false
  @Flag(help: "Also count messages, sizes, and folders that will not be migrated.") var inspect = false
  @Option(
    help: ArgumentHelp(
      "Write the contents of each mailbox to a CSV file, to plan batches; implies --inspect.", valueName: "file"),
    completion: .file()) var inventory: String?
  @Option(
    help: ArgumentHelp(
      "Record each verdict, without secrets, so that --resume can continue the run.", valueName: "path"),
    completion: .file()) var journal: String?
  @Flag(help: "Resume the run recorded by --journal.") var resume = false
  @Flag(help: "With --resume: resend credentials that had no response when the run ended.")
  var retryUnanswered = false

  /// - Parameters:
  ///   - admin: who signs in for the users, where --proxy-auth says so.
  ///   - settings: those of the configuration, which the command line overrides.
  func options(_ door: ServerOptions, admin: String?, settings: ProbeSettings) throws -> ProbeOptions {
    guard (1...1000).contains(connections) else { throw CommandError("--connections must be a number from 1 to 1000") }
    guard rate >= 0, rate.isFinite else { throw CommandError("--rate must be at least 0") }
    if let sample, sample < 1 { throw CommandError("--sample must be at least 1") }
    guard maxRefusals >= 0 else { throw CommandError("--max-refusals must be at least 0") }
    var options = ProbeOptions()
    options.connections = connections
    options.sample = sample
    options.rate = rate == 0 ? .infinity : rate
    options.mostRefusals = maxRefusals == 0 ? nil : maxRefusals
    options.inspects = inspect || inventory != nil
    options.timeLimit = try (timeLimit ?? settings.timeLimit).map(PaceOptions.duration)
    options.window = try (window ?? settings.window).map(PaceOptions.window)
    options.sharesToken = door.sharedToken || settings.sharesToken
    if door.proxyAuth { options.proxyAdmin = admin }
    options.token = door.tokenCommand.map { command in { @Sendable user in try TokenCommand(command).token(for: user) }
    }
    return options
  }
}

extension PaceOptions {
  private static func duration(_ text: String) throws -> Duration {
    guard let duration = Duration(option: text) else {
      throw CommandError("--time-limit \(text): write a number and s, m or h, such as 90m")
    }
    return duration
  }

  private static func window(_ text: String) throws -> TimeWindow {
    guard let window = TimeWindow(text) else {
      throw CommandError("--window \(text): write the part of the day as 22:00-06:00")
    }
    return window
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
