import IMAPClient
import Linting
import Probing
import Reporting

/// What a probe came to, in a few lines for people.
struct ProbeSummary {
  private let facts: ProbeFacts
  private let digest: ProbeDigest
  private let servers: [(part: ServerProbes.Part, outcome: Prober.Outcome)]

  private static let mostDomains = 10
  private static let mostMailboxes = 5

  init(_ facts: ProbeFacts, _ servers: [(part: ServerProbes.Part, outcome: Prober.Outcome)]) {
    self.facts = facts
    self.servers = servers
    digest = ProbeDigest(facts)
  }

  func write() {
    for line in lines { StandardError.write(line) }
  }

  private var lines: [String] {
    var lines = [""]
    for (number, server) in servers.enumerated() {
      let own = ProbeDigest(facts, server: number)
      lines.append(place(server.part, server.outcome))
      for (verdict, rows) in own.verdicts { lines.append("  \(ProbeSummary.padded(grouped(rows), 7))  \(verdict)") }
      // What keeps everybody out is a finding.
      if server.outcome.obstacle == nil, let reason = server.outcome.stopReason {
        lines.append("  stopped early: \(reason)")
      }
    }
    if servers.count > 1 {
      lines.append(
        "\(counted(servers.count, "server")): \(counted(facts.attempts.count, "row")) in \(duration.inWords)")
    }
    if let half = digest.time(ofShare: 50), let most = digest.time(ofShare: 95), let last = digest.times.last {
      lines.append("  sign-in times: median \(half) ms, 95 % within \(most) ms, slowest \(last) ms\(slowest)")
    }
    lines += domains + inspection
    if let advice { lines.append(advice) }
    return lines
  }

  private var duration: Duration { servers.map(\.outcome.duration).max() ?? .zero }

  /// The server, how it was reached, and how many rows it had.
  private func place(_ part: ServerProbes.Part, _ outcome: Prober.Outcome) -> String {
    let endpoint = part.server.endpoint
    let name =
      "\(endpoint.host) port \(endpoint.port)\(connection(part, outcome))\(outcome.server.map { ", \($0)" } ?? "")"
    if outcome.attempts.isEmpty { return "\(name): no row was tried" }
    let time = servers.count == 1 ? " in \(outcome.duration.inWords)" : ""
    return "\(name): \(counted(outcome.attempts.count, "row"))\(time)"
  }

  /// The address that answered and the version of TLS; nothing where there was no connection.
  private func connection(_ part: ServerProbes.Part, _ outcome: Prober.Outcome) -> String {
    let address = outcome.address.flatMap { $0 == part.server.endpoint.host ? nil : $0 }
    let isOpen = part.server.security == .none && outcome.obstacle == nil
    let tls = outcome.tls.map { "TLS \($0.version)" } ?? (isOpen ? "without TLS" : nil)
    let parts = [address, tls].compactMap { $0 }
    return parts.isEmpty ? "" : " (\(parts.joined(separator: ", ")))"
  }

  /// By the domain of the target addresses, where there are several: how many rows there are, and how many opened.
  private var domains: [String] {
    guard !facts.domains.isEmpty else { return [] }
    var lines = ["  by domain:"]
    for domain in facts.domains.prefix(ProbeSummary.mostDomains) {
      lines.append(
        "  \(ProbeSummary.padded(grouped(domain.rows), 7))  \(domain.name.isEmpty ? "no domain" : domain.name): "
          + "\(grouped(domain.opened)) of \(grouped(domain.rows)) opened")
    }
    if facts.domains.count > ProbeSummary.mostDomains {
      lines.append("           and \(counted(facts.domains.count - ProbeSummary.mostDomains, "other domain"))")
    }
    return lines
  }

  private var slowest: String {
    let times = facts.attempts.lazy.compactMap { attempt in attempt.milliseconds.map { (row: attempt.row, time: $0) } }
    let rows = times.sorted { ($1.time, $0.row) < ($0.time, $1.row) }.prefix(3)
    return rows.count < 3 ? "" : " (rows \(rows.map { grouped($0.row) }.joined(separator: ", ")))"
  }

  /// The mailboxes that were inspected.
  private var inspected: [(row: Int, found: Inspection)] {
    servers.flatMap { _, outcome in
      outcome.attempts.compactMap { attempt in attempt.inspection.map { (attempt.row, $0) } }
    }
  }

  private var inspection: [String] {
    let found = inspected.map(\.found)
    guard !found.isEmpty else { return [] }
    let messages = found.reduce(UInt64(0)) { $0 &+ $1.messages }
    var text =
      """
        to migrate: \(grouped(Int(clamping: messages))) messages in \
      \(counted(found.reduce(0) { $0 + $1.folders }, "folder"))
      """
    if found.allSatisfy({ $0.octets != nil }) {
      text += ", \(grouped(Int(clamping: found.reduce(UInt64(0)) { $0 &+ ($1.octets ?? 0) } >> 20))) MB"
    }
    return [text] + largest + leftOut
  }

  /// The largest mailboxes, by bytes where the server gives them, else by messages.
  private var largest: [String] {
    let found = inspected.map { (row: $0.row, bytes: $0.found.octets ?? 0, messages: $0.found.messages) }
    guard found.count > 1 else { return [] }
    let sorted = found.sorted { ($1.bytes, $1.messages, $0.row) < ($0.bytes, $0.messages, $1.row) }
    let shown = sorted.prefix(ProbeSummary.mostMailboxes).map { mailbox in
      let size = mailbox.bytes > 0 ? "\(grouped(Int(clamping: mailbox.bytes >> 20))) MB, " : ""
      return "row \(grouped(mailbox.row)) (\(size)\(counted(Int(clamping: mailbox.messages), "message")))"
    }
    return ["  largest: \(shown.joined(separator: ", "))"]
  }

  private var leftOut: [String] {
    let found = inspected.map(\.found)
    let shared = found.reduce(0) { $0 + $1.sharedFolders }
    let others = found.reduce(0) { $0 + $1.otherNames.count }
    var parts: [String] = []
    if shared > 0 { parts.append("\(grouped(shared)) \(shared == 1 ? "mailbox" : "mailboxes") of shared namespaces") }
    if others > 0 { parts.append(counted(others, "name") + " that \(others == 1 ? "is" : "are") no mail folder") }
    return parts.isEmpty ? [] : ["  not counted: \(parts.joined(separator: ", "))"]
  }

  private var advice: String? {
    guard digest.tried > 0 else { return nil }
    let bad = digest.verdicts.filter { $0.name != "ok" }
    // Rows that were not tried follow from the others.
    let first = (bad.first { $0.name != "probe-not-tried" } ?? bad.first)?.name ?? ""
    let next =
      switch first {
      case "": "Every tried row opens its mailbox."
      case "probe-not-tried": "Continue with --journal and --resume."
      default: "Fix the findings above (`batchlint explain \(first)`) and probe again."
      }
    return next
      + " This does not show that Microsoft 365 can reach the server: test the migration endpoint as well."
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }
}
