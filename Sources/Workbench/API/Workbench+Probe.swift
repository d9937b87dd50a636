import IMAP
import IMAPClient
import JSON
import Linting
import Platform
import Probing

/// Signing in to the source server, as `batchlint probe` does.
extension Workbench {
  /// What would be tried, for the user to confirm.
  func planProbe(_ message: JSONValue) throws -> Response {
    let file = try current(message)
    let wishes = try ProbeWishes(message, trust: TLSTrust(caFile: configuration.authorities))
    let plan = try wishes.plan(file)
    return .json { writer in
      writer.member("revision", file.revision)
      writer.member("signIns", plan.signIns)
      writer.member("sentence", "\(plan.announcement(at: wishes.endpoint, rate: wishes.options.rate)).")
    }
  }

  func startProbe(_ message: JSONValue) throws -> Response {
    let file = try current(message)
    let wishes = try ProbeWishes(message, trust: TLSTrust(caFile: configuration.authorities))
    let plan = try wishes.plan(file)
    let subject = Journal.Subject(
      host: wishes.endpoint.host, port: wishes.endpoint.port, bytes: file.bytes.count, rows: file.result.rows,
      modified: file.state)
    let files = try journal ?? ProbeJournal()
    journal = files
    let written = try files.open(subject, resumes: message["resume"]?.boolean ?? false)
    probe = ProbeSession(
      Prober(plan, wishes.connection, wishes.options), plan,
      server: "\(wishes.endpoint.host) port \(wishes.endpoint.port)", journal: written)
    return state()
  }

  /// Begins no more sign-ins.
  func stopProbe() throws -> Response {
    guard let probe else { throw Refusal.malformed("no probe is running") }
    probe.stop()
    return .json { $0.progress(probe.progress) }
  }

  /// How far the probe is, as server-sent events.
  func probeEvents() throws -> Response {
    guard let probe else { throw Refusal.notFound }
    let stream = EventStream()
    probe.attach(stream)
    return .events(stream)
  }

  /// Takes what a probe came to as findings of its rows, once it has ended.
  func takeProbe() {
    guard let probe, let outcome = probe.outcome, let file else { return }
    self.probe = nil
    try? file.show(probe.plan.notes(outcome))
    let opened = outcome.attempts.count { $0.verdict.isGood }
    lastProbe = ProbeReport(
      server: probe.server, rows: probe.plan.triedRows, tried: outcome.attempts.count { $0.milliseconds != nil },
      opened: opened, reason: outcome.obstacle?.sentence ?? outcome.stopReason,
      canResume: outcome.wasInterrupted || outcome.stopReason != nil)
  }

  /// The probe that runs, or the last one.
  func writeProbe(_ writer: inout JSONWriter) {
    if let probe {
      writer.object("probe") { writer in
        writer.member("isRunning", true)
        writer.member("server", probe.server)
        writer.progress(probe.progress)
      }
    } else if let lastProbe {
      writer.object("probe") { writer in
        writer.member("isRunning", false)
        writer.member("server", lastProbe.server)
        writer.member("rows", lastProbe.rows)
        writer.member("tried", lastProbe.tried)
        writer.member("opened", lastProbe.opened)
        if let reason = lastProbe.reason { writer.member("reason", reason) }
        writer.member("canResume", lastProbe.canResume)
      }
    }
  }
}

/// What a probe came to, for people.
struct ProbeReport {
  var server: String
  var rows: Int
  var tried: Int
  var opened: Int
  /// Why it ended early; nil where every row was tried.
  var reason: String?
  var canResume: Bool
}

/// Where and how a probe is asked for on the page.
private struct ProbeWishes {
  let endpoint: Endpoint
  let connection: Connector.Options
  var options = ProbeOptions()
  private let sample: Int?

  private static let securities: [String: IMAP.Session.Security] = [
    "implicit": .implicit, "starttls": .startTLS, "none": .none,
  ]

  init(_ message: JSONValue, trust: TLSTrust) throws {
    let location: ServerLocation
    do { location = try ServerLocation(message["server"]?.string ?? "") } catch {
      throw Workbench.Refusal(status: .unprocessableEntity, sentence: error.description)
    }
    let name = location.scheme.map { $0 == "imap" ? "starttls" : "implicit" } ?? message["security"]?.string
    guard let security = ProbeWishes.securities[name ?? "implicit"] else {
      throw Workbench.Refusal.malformed("no such security mode")
    }
    if security == .none, !["localhost", "127.0.0.1", "::1"].contains(location.host.lowercased()) {
      throw Workbench.Refusal(
        status: .unprocessableEntity, sentence: "without TLS, passwords can be read on the way: use TLS or STARTTLS")
    }
    endpoint = Endpoint(host: location.host, port: location.port ?? (security == .implicit ? 993 : 143))
    var connection = Connector.Options(endpoint: endpoint, security: security)
    connection.allowsPlainText = security == .none
    connection.trust = trust
    self.connection = connection
    func number(_ name: String, _ range: ClosedRange<Int>) throws -> Int? {
      guard let number = message[name]?.integer else { return nil }
      guard range.contains(number) else { throw Workbench.Refusal.malformed("\(name) is out of range") }
      return number
    }
    options.connections = try number("connections", 1...100) ?? options.connections
    options.rate = try number("rate", 1...1000).map(Double.init) ?? options.rate
    sample = try number("sample", 1...1_000_000)
  }

  func plan(_ file: OpenFile) throws -> ProbePlan {
    let plan = try ProbePlan(file.copy(), sample: sample)
    guard plan.signIns > 0 else {
      throw Workbench.Refusal(
        status: .unprocessableEntity, sentence: "no row can be tried: fix the findings of sign-in names and passwords")
    }
    return plan
  }
}
