import IMAP
import IMAPClient
import NIOCore
import NIOPosix

/// Finds the IMAP server of a domain: MX records, SRV records, autoconfiguration, usual names.
///
/// Nothing leaves but questions to the resolver, HTTPS requests to the two autoconfiguration hosts (without any address
/// of a user), and IMAP connections to the candidates, on which no credential is sent.
package struct DomainDiscovery: Sendable {
  package struct Options: Sendable {
    package var resolver: (address: String, port: Int)?
    /// Seconds for a question, a request or a connection.
    package var timeout = 5
    /// Authorities to trust besides the system's, as a PEM file.
    package var caFile: String?
    /// The port of HTTPS.
    package var httpsPort = 443
    /// Candidates are found and not reached.
    package var isDryRun = false

    package init() {}
  }

  /// What was found out of one domain.
  package struct Result: Sendable {
    package var domain: String
    package var mailExchangers: [DNSRecord] = []
    package var provider: MailProvider?
    package var candidates: [Candidate] = []
    /// What a person should know, in sentences.
    package var notes: [String] = []
    /// The DNS could not be asked at all.
    package var failure: DNSFailure?
    /// The hosts that were or would be contacted, and how.
    package var contacts: [String] = []

    package var best: Candidate? { candidates.first { $0.reach?.isUsable == true } }
  }

  private let options: Options
  private let dns: DNSClient
  private let providers: [MailProvider]

  package init(_ options: Options) throws {
    self.options = options
    var dns = DNSClient(resolver: options.resolver)
    dns.timeout = options.timeout
    self.dns = dns
    providers = try MailProvider.builtIn()
  }

  package func run(_ domain: String) async -> Result {
    var result = Result(domain: domain)
    guard let name = DNSClient.wireName(domain) else {
      result.notes.append("\(domain) is not a domain name")
      result.failure = .malformed
      return result
    }
    await findExchangers(name, &result)
    guard result.failure == nil else { return result }
    addProvider(&result)
    await addServices(name, &result)
    await addAutoconfiguration(name, &result)
    addUsualNames(name, &result)
    await reach(&result)
    return result
  }

  /// The same for a thread that has nothing else to do.
  package func runBlocking(_ domain: String) throws -> Result {
    try MultiThreadedEventLoopGroup.singleton.next().makeFutureWithTask { await run(domain) }.wait()
  }

  // MARK: MX

  /// The longest TTL that Microsoft's page advises before the switch, in seconds.
  static let advisedTTL = 3_600

  private func findExchangers(_ name: String, _ result: inout Result) async {
    switch await dns.ask(.mailExchanger, of: name) {
    case .records(let records):
      result.mailExchangers = records.sorted { ($0.priority, $0.target) < ($1.priority, $1.target) }
      let ttl = records.map(\.ttl).max() ?? 0
      if ttl > DomainDiscovery.advisedTTL {
        result.notes.append(
          "the TTL of the MX records is at least \(ttl) seconds; set it to 3600 or less before the switch")
      }
    case .noData: result.notes.append("the domain has no MX record")
    case .noSuchName: result.notes.append("the domain does not exist")
    case .failed(let failure): result.failure = failure
    }
  }

  private func addProvider(_ result: inout Result) {
    guard let host = result.mailExchangers.first?.target,
      let provider = providers.first(where: { $0.owns(mailExchanger: host) })
    else { return }
    result.provider = provider
    if let note = provider.note { result.notes.append("\(provider.title): \(note)") }
    guard let imap = provider.imap else { return }
    result.candidates.append(Candidate(host: imap.host, port: imap.port, security: .implicit, source: .provider))
  }

  // MARK: SRV (RFC 6186 section 3.2, RFC 8314 section 5.1)

  private func addServices(_ name: String, _ result: inout Result) async {
    for (service, security) in [("_imaps", Session.Security.implicit), ("_imap", .startTLS)] {
      let records = await dns.ask(.service, of: "\(service)._tcp.\(name)").records
      for record in records.sorted(by: { ($0.priority, -$0.weight) < ($1.priority, -$1.weight) }) {
        guard !record.target.isEmpty, record.port > 0 else {
          result.notes.append("by its SRV record, the domain offers no \(service.dropFirst()) service")
          continue
        }
        var candidate = Candidate(host: record.target, port: record.port, security: security, source: .service)
        if record.target != name, !record.target.hasSuffix("." + name) {
          candidate.reasons.append("the host is outside the domain; confirm that it is yours")
        }
        add(candidate, &result)
      }
    }
  }

  // MARK: Autoconfiguration

  private func addAutoconfiguration(_ name: String, _ result: inout Result) async {
    let places = [
      ("autoconfig.\(name)", "/mail/config-v1.1.xml?emailaddress=user%40\(name)"),
      (name, "/.well-known/autoconfig/mail/config-v1.1.xml"),
    ]
    for (host, path) in places {
      result.contacts.append("HTTPS \(host):\(options.httpsPort)")
      guard !options.isDryRun else { continue }
      let client = HTTPSClient(caFile: options.caFile, timeout: Int64(options.timeout), port: options.httpsPort)
      guard let address = await address(of: host) else { continue }
      guard
        let bytes = try? await client.get(
          host: host, address: address, path: path, limit: Autoconfiguration.limit),
        let file = Autoconfiguration(bytes)
      else { continue }
      for server in file.servers {
        let security: Session.Security
        switch server.socketType.uppercased() {
        case "SSL": security = .implicit
        case "STARTTLS": security = .startTLS
        // Plain connections are no candidate.
        default: continue
        }
        var candidate = Candidate(
          host: server.host.replacing("%EMAILDOMAIN%", with: name), port: server.port, security: security,
          source: .autoconfiguration)
        candidate.userName = server.userName.isEmpty ? nil : server.userName
        if !server.authentication.isEmpty, server.authentication.allSatisfy({ $0.lowercased() == "oauth2" }) {
          candidate.reasons.append("sign-in only by OAuth, which IMAP migration batches do not support")
        }
        add(candidate, &result)
      }
      if !file.servers.isEmpty { return }
    }
  }

  /// An address by the resolver that was named, empty where the system resolves; nil where the name has none.
  private func address(of host: String) async -> String? {
    guard options.resolver != nil else { return host }
    for kind in [DNSRecord.Kind.address, .ipv6Address] {
      if let record = await dns.ask(kind, of: host).records.first { return record.target }
    }
    return nil
  }

  // MARK: Usual names

  private func addUsualNames(_ name: String, _ result: inout Result) {
    guard result.provider?.signIn != MailProvider.SignIn.none else { return }
    var hosts = ["imap.\(name)", "mail.\(name)", "imaps.\(name)"]
    if result.provider == nil, let exchanger = result.mailExchangers.first?.target, !exchanger.isEmpty {
      hosts.append(exchanger)
    }
    for host in hosts {
      add(Candidate(host: host, port: 993, security: .implicit, source: .usualName), &result)
      add(Candidate(host: host, port: 143, security: .startTLS, source: .usualName), &result)
    }
  }

  private func add(_ candidate: Candidate, _ result: inout Result) {
    let isKnown = result.candidates.contains { $0.host == candidate.host && $0.port == candidate.port }
    if !isKnown { result.candidates.append(candidate) }
  }

  // MARK: Reaching

  private func reach(_ result: inout Result) async {
    for candidate in result.candidates { result.contacts.append("IMAP \(candidate.host):\(candidate.port)") }
    if !options.isDryRun {
      await withTaskGroup(of: (Int, Candidate.Reach?).self) { group in
        for (index, candidate) in result.candidates.enumerated() {
          group.addTask { (index, await reach(candidate)) }
        }
        for await (index, found) in group { result.candidates[index].reach = found }
      }
    }
    result.candidates.sort(by: Candidate.isBefore)
  }

  private func reach(_ candidate: Candidate) async -> Candidate.Reach? {
    guard let address = await address(of: candidate.host) else {
      return Candidate.Reach(isUsable: false, text: "the name has no address", hasAddress: false)
    }
    var endpoint = Endpoint(host: candidate.host, port: candidate.port)
    if options.resolver != nil { endpoint.address = address }
    var connection = Connector.Options(endpoint: endpoint, security: candidate.security)
    connection.trust = TLSTrust(caFile: options.caFile)
    connection.timeouts.connect = .seconds(options.timeout)
    connection.timeouts.greeting = .seconds(options.timeout)
    connection.timeouts.tls = .seconds(options.timeout)
    connection.timeouts.command = .seconds(options.timeout)
    do {
      let opened = try await Connector(connection).open()
      let capabilities = await opened.capabilities()
      await opened.close()
      return Candidate.Reach(
        isUsable: true, text: opened.greeting.text, tlsVersion: opened.tls?.version, capabilities: capabilities.names)
    } catch {
      var hasAddress = true
      if case .connect(.hostNotFound) = error { hasAddress = false }
      return Candidate.Reach(isUsable: false, text: ReachFailure.text(error), hasAddress: hasAddress)
    }
  }
}
