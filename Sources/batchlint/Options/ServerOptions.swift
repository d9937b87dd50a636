import ArgumentParser
import Configuration
import Files
import IMAP
import IMAPClient
import Layout
import Linting

/// Where the source server is, and how it is spoken to.
struct ServerOptions: ParsableArguments {
  @Option(
    name: .customLong("host"),
    help: ArgumentHelp(
      """
      The source server, as in the migration endpoint: NAME, NAME:PORT, [IPV6]:PORT or imaps://NAME; \
      default: the configuration's endpoint.
      """,
      valueName: "server"))
  var chosenLocation: String?
  @Option(
    name: .customLong("port"),
    help: ArgumentHelp("The port; default: 993, or 143 with starttls or none.", valueName: "number"))
  var chosenPort: Int?
  @Option(
    name: .customLong("security"),
    help: ArgumentHelp(
      "implicit (TLS from the first byte, the default), starttls (the default for imap://) or none.", valueName: "how"),
    completion: .list(ServerOptions.securities.keys.sorted())) var chosenSecurity: String?
  @Flag(help: "With --security none: send passwords over the network without TLS.") var allowPlaintext = false
  @Option(
    help: ArgumentHelp("Additional certificate authorities to trust (PEM).", valueName: "path"),
    completion: .file())
  var ca: String?
  @Flag(help: "Accept any certificate. Anybody can then intercept passwords.") var tlsInsecure = false
  @Option(help: ArgumentHelp("The name to expect in the certificate, if it differs from the host.", valueName: "name"))
  var tlsServerName: String?
  @Flag(
    help:
      """
      --admin signs in for each row's user by SASL PLAIN, with the row's password (Cyrus, Zimbra); a migration file \
      cannot express this.
      """
  )
  var proxyAuth = false
  @Option(
    help: ArgumentHelp(
      """
      A shell command that prints an access token for the user in BATCHLINT_USER; it takes the password's place \
      (XOAUTH2, OAUTHBEARER).
      """,
      valueName: "command"))
  var tokenCommand: String?
  @Flag(help: "With --token-command: use one token for every user; the command runs once.")
  var sharedToken = false
  @Option(help: ArgumentHelp("Seconds to wait for a connection.", valueName: "seconds")) var connectTimeout = 10.0
  @Option(
    help: ArgumentHelp("Seconds to wait for the response to a sign-in; servers delay rejections.", valueName: "seconds")
  ) var signInTimeout = 45.0
  @Option(help: ArgumentHelp("Seconds to wait for the greeting and other responses.", valueName: "seconds"))
  var timeout = 30.0

  private var location: String { chosenLocation ?? "" }

  /// What the options leave open, as the configuration's section `endpoint` has it; a port or security mode of another
  /// host does not count.
  mutating func complete(by endpoint: Configuration.Endpoint?) throws {
    if let endpoint, chosenLocation == nil {
      chosenLocation = endpoint.host
      chosenPort = chosenPort ?? endpoint.port
      chosenSecurity = chosenSecurity ?? endpoint.security
    }
    if chosenLocation == nil {
      throw CommandError("specify the source server with --host, or as endpoint: host in \(Configuration.fileName)")
    }
  }

  /// The server's name or address, without port and scheme; what was written where it is no server.
  var host: String { (try? ServerLocation(location))?.host ?? location }
  var security: String {
    chosenSecurity ?? ((try? ServerLocation(location))?.scheme == "imap" ? "starttls" : "implicit")
  }
  var portNumber: Int {
    chosenPort ?? (try? ServerLocation(location))?.port ?? (security == "implicit" ? 993 : 143)
  }

  private func parsedLocation() throws -> ServerLocation {
    do { return try ServerLocation(location) } catch { throw CommandError("--host: \(error)") }
  }

  func connection() throws -> Connector.Options {
    let location = try parsedLocation()
    if let port = location.port, let chosenPort, port != chosenPort {
      throw CommandError("--host has port \(port), but --port is \(chosenPort)")
    }
    if location.scheme == "imaps", security != "implicit" {
      throw CommandError("imaps:// means --security implicit, not \(security)")
    }
    guard let how = ServerOptions.securities[security] else {
      throw UnknownName(what: "security mode", name: security, known: ServerOptions.securities.keys.sorted())
    }
    guard (1...65_535).contains(portNumber) else { throw CommandError("--port must be a number from 1 to 65535") }
    for seconds in [connectTimeout, signInTimeout, timeout] where !(seconds > 0 && seconds <= 3600) {
      throw CommandError("expected a timeout of more than 0 and at most 3600 seconds")
    }
    let isLoopback = ["localhost", "127.0.0.1", "::1"].contains(host.lowercased())
    if how == .none, !allowPlaintext, !isLoopback {
      throw CommandError(
        "--security none sends passwords over the network without TLS; confirm with --allow-plaintext")
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
