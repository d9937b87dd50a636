import ArgumentParser
import Configuration
import Files
import IMAP
import IMAPClient
import Layout
import Linting
import Probing

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
    name: .customLong("domain-host"),
    help: ArgumentHelp(
      """
      The source server of the rows whose EmailAddress is in a domain, such as fabrikam.com=imap.fabrikam.com; \
      repeatable. All other rows sign in at --host.
      """,
      valueName: "domain=server"))
  var domainHosts: [String] = []
  @Option(
    name: .customLong("port"),
    help: ArgumentHelp("The port of --host; default: 993, or 143 with starttls or none.", valueName: "number"))
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
  @Option(
    help: ArgumentHelp(
      "The name to expect in the certificate of --host, if it differs from the host.", valueName: "name"))
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

  /// A server as it was named, and where.
  private struct Site {
    /// The option or key, for errors.
    var origin: String
    var location: String
    var port: Int?
    var security: String?
  }

  /// Where each row's server is.
  ///
  /// - Parameter endpoint: what the options leave open, as the configuration has it; the port, security mode and domains
  ///   of another host do not count.
  func routes(_ endpoint: Configuration.Endpoint?) throws -> ServerRoutes {
    let configured = chosenLocation == nil ? endpoint : nil
    var domains: [(domain: String, site: Site)] =
      configured?.domains.map { domain in
        (
          domain.name,
          Site(
            origin: "endpoint: domains: \(domain.name)", location: domain.host, port: domain.port,
            security: domain.security ?? chosenSecurity)
        )
      } ?? []
    domains += try domainHosts.map { text in
      let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2, parts[0].contains("."), !parts[0].contains("@") else {
        throw CommandError("--domain-host \(text): write DOMAIN=SERVER, such as fabrikam.com=imap.fabrikam.com")
      }
      return (parts[0], Site(origin: "--domain-host", location: parts[1], security: chosenSecurity))
    }
    let other = (chosenLocation ?? configured?.host).map { location in
      Site(
        origin: "--host", location: location, port: chosenPort ?? configured?.port,
        security: chosenSecurity ?? configured?.security)
    }
    if other == nil, domains.isEmpty {
      throw CommandError("specify the source server with --host, or as endpoint: host in \(Configuration.fileName)")
    }
    var connection = try other.map(connection)
    connection?.trust.serverName = tlsServerName
    return ServerRoutes(
      other: connection, domains: try domains.map { domain, site in (domain, try self.connection(to: site)) })
  }

  private func connection(to site: Site) throws -> Connector.Options {
    let location: ServerLocation
    do { location = try ServerLocation(site.location) } catch { throw CommandError("\(site.origin): \(error)") }
    let isOfOtherRows = site.origin == "--host"
    if let port = location.port, let given = site.port, port != given {
      throw CommandError("\(site.origin) has port \(port), but \(isOfOtherRows ? "--port" : "port") is \(given)")
    }
    if isOfOtherRows, location.scheme == "imaps", let security = site.security, security != "implicit" {
      throw CommandError("imaps:// means --security implicit, not \(security)")
    }
    let name = isOfOtherRows ? site.security ?? location.security : location.security ?? site.security
    guard let security = ServerOptions.securities[name ?? "implicit"] else {
      throw UnknownName(what: "security mode", name: name ?? "", known: ServerOptions.securities.keys.sorted())
    }
    let port = site.port ?? location.port ?? (security == .implicit ? 993 : 143)
    guard (1...65_535).contains(port) else { throw CommandError("--port must be a number from 1 to 65535") }
    let isLoopback = ["localhost", "127.0.0.1", "::1"].contains(location.host.lowercased())
    if security == .none, !allowPlaintext, !isLoopback {
      throw CommandError(
        "--security none sends passwords over the network without TLS; confirm with --allow-plaintext")
    }
    var options = Connector.Options(endpoint: Endpoint(host: location.host, port: port), security: security)
    options.allowsPlainText = security == .none
    options.trust = TLSTrust(caFile: ca, verifies: !tlsInsecure)
    options.timeouts.connect = try duration(connectTimeout)
    options.timeouts.signIn = try duration(signInTimeout)
    options.timeouts.greeting = try duration(timeout)
    options.timeouts.command = try duration(max(timeout, 60))
    return options
  }

  private func duration(_ seconds: Double) throws -> Duration {
    guard seconds > 0, seconds <= 3600 else {
      throw CommandError("expected a timeout of more than 0 and at most 3600 seconds")
    }
    return .seconds(seconds)
  }

  /// What a security mode is called.
  static func name(of security: IMAP.Session.Security) -> String {
    securities.first { $0.value == security }?.key ?? ""
  }

  private static let securities: [String: IMAP.Session.Security] = [
    "implicit": .implicit, "starttls": .startTLS, "none": .none,
  ]
}

extension ServerLocation {
  /// The security mode that its scheme means; nil without a scheme.
  fileprivate var security: String? { scheme.map { $0 == "imap" ? "starttls" : "implicit" } }
}
