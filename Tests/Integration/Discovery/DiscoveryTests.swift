import Foundation
import TestSupport
import Testing

import Discovery

@Suite(
  "Integration: domains of a simulated DNS and HTTPS server",
  .enabled(if: VirtualEnvironment.isInstalled, "run `make venv`"))
struct DiscoveryTests {
  private let servers: PlayedDomains

  init() throws { servers = try PlayedDomains() }

  private func find(_ domain: String) async throws -> DomainDiscovery.Result {
    try await DomainDiscovery(servers.options).run(domain)
  }

  @Test("SRV records lead to the server, by priority, and the MX records' TTL is judged")
  func services() async throws {
    let result = try await find("srv.example")
    let best = try #require(result.best)
    #expect(best.host == "localhost" && best.source == .service && best.reach?.tlsVersion == "1.3")
    #expect(best.reach?.mechanisms == ["PLAIN"])
    #expect(best.reasons == ["the host is outside the domain; confirm that it is yours"])
    #expect(result.candidates.contains { $0.host == "backup.srv.example" && $0.port == 994 })
    #expect(result.notes.contains { $0.contains("86400") })
  }

  @Test("A service that is not offered is no candidate")
  func notOffered() async throws {
    let result = try await find("nothere.example")
    #expect(result.candidates.allSatisfy { $0.source == .usualName })
    #expect(result.notes.contains { $0.contains("offers no imaps service") })
  }

  @Test("The autoconfiguration file is found in both places", arguments: ["auto.example", "wellknown.example"])
  func autoconfiguration(domain: String) async throws {
    let best = try #require(try await find(domain).best)
    #expect(best.source == .autoconfiguration && best.userName == "%EMAILLOCALPART%")
  }

  @Test(
    "A hostile autoconfiguration file is no autoconfiguration",
    arguments: ["entity.example", "huge.example", "redirect.example", "notxml.example", "slowweb.example"])
  func hostileFiles(domain: String) async throws {
    let clock = ContinuousClock(), start = clock.now
    let result = try await find(domain)
    #expect(result.candidates.allSatisfy { $0.source == .usualName })
    #expect(clock.now - start < .seconds(20))
  }

  @Test("Sign-in by OAuth only is said")
  func oauth() async throws {
    #expect(try await find("oauth.example").candidates[0].reasons.contains { $0.contains("OAuth") })
  }

  @Test(
    "Providers and filters are recognized by the MX records",
    arguments: [
      ("google.example", "google"), ("tenant.example", "microsoft365"), ("filtered.example", "proofpoint"),
    ])
  func providers(domain: String, provider: String) async throws {
    let result = try await find(domain)
    #expect(result.provider?.name == provider)
    if provider == "microsoft365" { #expect(result.candidates.isEmpty) }
    if provider == "google" { #expect(result.candidates.contains { $0.host == "imap.gmail.com" }) }
  }

  @Test("An answer too large for UDP is asked for over TCP")
  func truncation() async throws { #expect(try await find("many.example").mailExchangers.count == 60) }

  @Test("Loops and chains of CNAME records end", arguments: ["loop.example", "chain.example"])
  func chains(domain: String) async throws { #expect(try await find(domain).best == nil) }

  @Test(
    "What the DNS cannot say is said",
    arguments: [
      ("servfail.example", "SERVFAIL"), ("refused.example", "REFUSED"), ("slow.example", "no answer in time"),
    ])
  func failures(domain: String, words: String) async throws {
    #expect(try await find(domain).failure?.text == words)
  }

  @Test("A domain that does not exist, and names that are none", arguments: ["nosuch.example", "a..b", "", "x y"])
  func unknownDomains(domain: String) async throws {
    let result = try await find(domain)
    #expect(result.best == nil && !result.notes.isEmpty)
  }

  @Test("An internationalized domain is asked for in its ASCII form")
  func internationalized() async throws {
    #expect(try await find("müller.example").mailExchangers.map(\.target) == ["mx.xn--mller-kva.example"])
  }

  @Test("No credential and no user's address leaves the machine")
  func privacy() async throws {
    #expect(try await find("auto.example").best?.reach != nil)
    let requests = try String(contentsOfFile: servers.folder.path("requests.txt"), encoding: .utf8)
    #expect(requests.contains("emailaddress=user%40auto.example"))
    // There is no such file where a greeting told everything, and nothing was sent.
    let sent = try? String(contentsOfFile: servers.folder.path("imap.txt"), encoding: .utf8)
    let commands = (sent ?? "").uppercased()
    #expect(!commands.contains("LOGIN") && !commands.contains("AUTHENTICATE"))
  }

  @Test("A dry run contacts nothing but the resolver")
  func dryRun() async throws {
    var options = servers.options
    options.isDryRun = true
    let result = try await DomainDiscovery(options).run("auto.example")
    #expect(result.contacts.contains { $0.hasPrefix("HTTPS autoconfig.auto.example") })
    #expect(result.candidates.allSatisfy { $0.reach == nil })
    #expect(!FileManager.default.fileExists(atPath: servers.folder.path("requests.txt")))
  }

  @Test("The command prints what to do next, for a domain, an address and a file")
  func command() throws {
    let options = ["--resolver", "127.0.0.1:\(servers.port)", "--ca", servers.folder.path("ca.pem")]
    let users = "EmailAddress,UserName,Password\r\na@contoso.com,a@srv.example,Wren-4821\r\n"
    for subject in ["srv.example", "terry@srv.example", try servers.folder.write(users, as: "users.csv")] {
      let result = try Program.run(["discover", subject] + options)
      #expect(result.status == 0, "\(result.errors)")
      #expect(result.output.contains("next: batchlint probe --host localhost --port "))
      #expect(!result.output.contains("Wren"))
    }
    #expect(try Program.run(["discover", "servfail.example"] + options).status == 2)
    #expect(try Program.run(["discover", "nosuch.example"] + options).status == 1)
  }
}

/// The servers of `Tests/Peers/dns_server.py`, until the value goes.
final class PlayedDomains: @unchecked Sendable {
  // Only the initializer and the deinitializer use the process.
  private let process = Process()
  let folder: TemporaryFolder
  let port: Int
  let options: DomainDiscovery.Options

  init() throws {
    folder = try TemporaryFolder()
    let script = Fixture.root.appendingPathComponent("Tests/Peers/dns_server.py").path
    process.executableURL = URL(fileURLWithPath: VirtualEnvironment.python)
    process.arguments = ["-B", script, folder.path]
    let output = Pipe()
    process.standardOutput = output
    process.standardInput = Pipe()
    try process.run()
    var text = ""
    while !text.hasSuffix("\n") {
      let more = output.fileHandleForReading.availableData
      try #require(!more.isEmpty, "the servers did not start")
      text += String(decoding: more, as: UTF8.self)
    }
    let ports = text.split(whereSeparator: \.isWhitespace).compactMap { Int($0) }
    port = ports[0]
    var options = DomainDiscovery.Options()
    options.resolver = ("127.0.0.1", ports[0])
    options.httpsPort = ports[1]
    options.caFile = folder.path("ca.pem")
    options.timeout = 2
    self.options = options
  }

  deinit { process.terminate() }
}
