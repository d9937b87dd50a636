import ArgumentParser
import Files
import IMAP
import IMAPClient
import Linting

/// Where the source server is, and how it is spoken to.
struct ServerOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The source server's name, as the migration endpoint will have it.", valueName: "name"))
  var host: String
  @Option(help: ArgumentHelp("993, or 143 without TLS from the first byte.", valueName: "number")) var port: Int?
  @Option(
    help: ArgumentHelp("implicit (TLS from the first byte), starttls or none.", valueName: "how"),
    completion: .list(ServerOptions.securities.keys.sorted())) var security = "implicit"
  @Flag(help: "With --security none: send passwords over the network without TLS.") var allowPlaintext = false
  @Option(
    help: ArgumentHelp("A file of certificates of authorities to trust besides the system's (PEM).", valueName: "path"),
    completion: .file())
  var ca: String?
  @Flag(help: "Take any certificate. Passwords may go to anybody.") var tlsInsecure = false
  @Option(help: ArgumentHelp("The name that the certificate must bear, where it is not the host's.", valueName: "name"))
  var tlsServerName: String?
  @Flag(
    help:
      "--admin signs in for each row's user by SASL PLAIN, with the row's password (Cyrus, Zimbra); no migration file can say so."
  )
  var proxyAuth = false
  @Option(
    help: ArgumentHelp(
      "A shell command that prints an access token for the user in BATCHLINT_USER; it takes the password's place (XOAUTH2).",
      valueName: "command"))
  var tokenCommand: String?
  @Option(help: ArgumentHelp("Seconds to wait for a connection.", valueName: "seconds")) var connectTimeout = 10.0
  @Option(
    help: ArgumentHelp("Seconds to wait for the answer to a sign-in; servers make refusals slow.", valueName: "seconds")
  ) var signInTimeout = 45.0
  @Option(help: ArgumentHelp("Seconds to wait for a greeting, and for any other answer.", valueName: "seconds"))
  var timeout = 30.0

  var portNumber: Int { port ?? (security == "implicit" ? 993 : 143) }

  func connection() throws -> Connector.Options {
    guard let how = ServerOptions.securities[security] else {
      throw UnknownName(what: "choice of security", name: security, known: ServerOptions.securities.keys.sorted())
    }
    guard (1...65_535).contains(portNumber) else { throw CommandError("--port wants a number from 1 to 65535") }
    for seconds in [connectTimeout, signInTimeout, timeout] where !(seconds > 0 && seconds <= 3600) {
      throw CommandError("a time-out is a number of seconds, above 0 and 3600 at most")
    }
    let isLoopback = ["localhost", "127.0.0.1", "::1"].contains(host.lowercased())
    if how == .none, !allowPlaintext, !isLoopback {
      throw CommandError(
        "--security none would send passwords over the network without TLS; --allow-plaintext does it all the same")
    }
    var options = Connector.Options(endpoint: Endpoint(host: host, port: portNumber), security: how)
    options.allowsPlainText = how == .none
    options.trust = TLSTrust(caFile: ca, verifies: !tlsInsecure, serverName: tlsServerName)
    options.timeouts.connect = .seconds(connectTimeout)
    options.timeouts.signIn = .seconds(signInTimeout)
    options.timeouts.greeting = .seconds(timeout)
    options.timeouts.command = .seconds(max(timeout, 60))
    return options
  }

  private static let securities: [String: IMAP.Session.Security] = [
    "implicit": .implicit, "starttls": .startTLS, "none": .none,
  ]
}
