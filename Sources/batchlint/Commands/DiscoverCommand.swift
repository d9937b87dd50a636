import ArgumentParser
import Configuration
import Discovery
import Files
import JSON
import Layout
import Linting
import Migration
import Platform
import Reporting

/// `batchlint discover DOMAIN`: the IMAP server of a domain, how to reach it, and the MX records' TTL.
struct DiscoverCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "discover", abstract: "Find the IMAP server of a domain and its connection settings.",
    discussion: """
      Checks the domain's MX and SRV records, its autoconfiguration file and the usual host names, and connects to \
      each candidate without signing in. For a file, checks the domains of its sign-in names. Exit status: 0 if every \
      domain has a usable server, 1 if one has none, 2 if a DNS query failed.

      Examples:
        batchlint discover contoso.com
        batchlint discover --format json --resolver 192.0.2.53 terry.adams@contoso.com
        batchlint discover --dry-run users.csv
      """)

  enum Format: String, CaseIterable, ExpressibleByArgument { case text, json }

  @Argument(help: ArgumentHelp("A domain, an address or a migration file.", valueName: "DOMAIN|ADDRESS|FILE"))
  var subject: String
  @Option(
    help: ArgumentHelp("The DNS resolver's IP address, with a port if it is not 53.", valueName: "host[:port]"))
  var resolver: String?
  @Option(help: ArgumentHelp("Seconds to wait for an answer.", valueName: "seconds")) var timeout = 5
  @Option(
    help: ArgumentHelp("Additional certificate authorities to trust (PEM).", valueName: "path"),
    completion: .file())
  var ca: String?
  @Option(
    help: ArgumentHelp("text or json.", valueName: "format"), completion: .list(Format.allCases.map(\.rawValue)))
  var format = Format.text
  @Flag(help: "Query only the DNS, and list the hosts that would be contacted.") var dryRun = false

  func run() throws {
    let discovery = try DomainDiscovery(options())
    let domains = try domains()
    var results: [DomainDiscovery.Result] = []
    for domain in domains { results.append(try discovery.runBlocking(domain)) }
    let output = standardOutput()
    defer { output.flush() }
    switch format {
    case .text: for (index, result) in results.enumerated() { output.put((index > 0 ? "\n" : "") + text(result)) }
    case .json:
      var json = JSONWriter()
      json.object { json in
        json.member("version", 1)
        json.array("domains") { json in for result in results { result.write(to: &json) } }
      }
      output.put(json.bytes + [0x0A])
    }
    output.flush()
    if results.contains(where: { $0.failure != nil }) { throw ExitCode(Status.trouble) }
    if !dryRun, results.contains(where: { $0.best == nil }) { throw ExitCode(Status.findings) }
  }

  private func options() throws -> DomainDiscovery.Options {
    guard 1...60 ~= timeout else { throw CommandError("--timeout must be a number from 1 to 60") }
    var options = DomainDiscovery.Options()
    options.timeout = timeout
    options.caFile = ca
    options.isDryRun = dryRun
    options.resolver = try resolver.map(DiscoverCommand.resolverAddress)
    return options
  }

  /// `192.0.2.1`, `192.0.2.1:5353`, `[2001:db8::1]:5353` or `2001:db8::1`.
  private static func resolverAddress(_ text: String) throws -> (address: String, port: Int) {
    var (address, port) = (text, "53")
    if text.hasPrefix("["), let end = text.firstIndex(of: "]") {
      address = String(text[text.index(after: text.startIndex)..<end])
      let rest = text[text.index(after: end)...]
      if rest.hasPrefix(":") { port = String(rest.dropFirst()) }
    } else if let colon = text.lastIndex(of: ":"), text.firstIndex(of: ":") == colon {
      (address, port) = (String(text[..<colon]), String(text[text.index(after: colon)...]))
    }
    guard let number = Int(port), 1...65_535 ~= number else {
      throw CommandError("--resolver \(text): expected an IP address such as 192.0.2.53 or 192.0.2.53:5353")
    }
    return (address, number)
  }

  private static let mostDomains = 20

  /// The domain itself, that of an address, or those of a file's sign-in names, the most frequent first.
  private func domains() throws -> [String] {
    guard exists(subject) else { return [try domain()] }
    let contents = try FileContents.open(path: subject)
    let document = Document(contents.bytes, owner: contents, encoding: nil)
    let result = try Linter(options: LintOptions()).lint(Input(path: subject, document: document))
    if contents.wasTruncated { throw CommandError("\(subject): the file changed while it was read; try again") }
    let domains = result.signInDomains(DiscoverCommand.mostDomains)
    guard !domains.isEmpty else {
      throw CommandError("\(subject): no sign-in name contains a domain; pass a domain instead")
    }
    return domains
  }

  /// The domain itself, or that of an address.
  private func domain() throws -> String {
    let domain = subject.lastIndex(of: "@").map { String(subject[subject.index(after: $0)...]) } ?? subject
    let isFile = subject.contains("/") || [".csv", ".txt", ".xlsx", ".ods"].contains { subject.hasSuffix($0) }
    guard !isFile else { throw FileError.noSuchFile(path: subject) }
    let isName = domain.allSatisfy { $0.isLetter || $0.isNumber || "-._".contains($0) }
    guard !domain.isEmpty, isName else { throw CommandError("\(subject): expected a domain, an address or a file") }
    return domain
  }

  private static let mostExchangers = 5

  /// A usual name that does not exist is not evidence of a server.
  private func isAbsent(_ candidate: Candidate) -> Bool {
    candidate.source == .usualName && candidate.reach?.hasAddress == false
  }

  private func text(_ candidate: Candidate) -> String {
    let mark = candidate.reach.map { $0.isUsable ? "ok" : "no" } ?? "--"
    var text = "  \(mark)  \(candidate.host):\(candidate.port) \(candidate.securityName), \(candidate.source.text)\n"
    if let reach = candidate.reach {
      let tls = reach.tlsVersion.map { "TLS \($0), " } ?? ""
      text += "      \(tls)\(reach.text)\n"
      if !reach.mechanisms.isEmpty { text += "      sign-in: \(reach.mechanisms.joined(separator: ", "))\n" }
    }
    for reason in candidate.reasons { text += "      note: \(reason)\n" }
    if let userName = candidate.userName { text += "      sign-in name: \(userName)\n" }
    return text
  }

  private func text(_ result: DomainDiscovery.Result) -> String {
    var text = "\(result.domain)\n"
    if let failure = result.failure { return text + "  DNS query failed: \(failure.text)\n" }
    for record in result.mailExchangers.prefix(DiscoverCommand.mostExchangers) {
      text += "  MX  \(record.priority) \(record.target) (TTL \(record.ttl) s)\n"
    }
    let hidden = result.mailExchangers.count - DiscoverCommand.mostExchangers
    if hidden > 0 { text += "  MX  and \(counted(hidden, "more record"))\n" }
    for candidate in result.candidates where !isAbsent(candidate) { text += self.text(candidate) }
    let absent = Set(result.candidates.filter(isAbsent).map(\.host)).sorted()
    if !absent.isEmpty { text += "  no address: \(absent.joined(separator: ", "))\n" }
    for note in result.notes { text += "  note: \(note)\n" }
    if dryRun { for contact in result.contacts { text += "  would contact \(contact)\n" } }
    if let best = result.best { text += "  next: \(best.probeCommand(server: result.provider?.server))\n" }
    return text
  }
}

extension LintResult {
  /// The domains in the sign-in names that may be quoted, the most frequent first; at most `limit`.
  fileprivate func signInDomains(_ limit: Int) -> [String] {
    var counts: [String: Int] = [:]
    context.signInRows { row in
      guard let name = shown(row.signInName.value, ofColumn: context.layout.signInColumn, in: row.place),
        let at = name.lastIndex(of: "@")
      else { return }
      let domain = name[name.index(after: at)...].prefix { $0 != "*" && $0 != "/" && $0 != "#" && $0 != "%" }
        .lowercased()
      if domain.contains(".") { counts[domain, default: 0] += 1 }
    }
    return counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(limit).map(\.key)
  }
}
