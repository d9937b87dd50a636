import Linting
import Probing
import Reporting

/// What a probe came to, in a few lines for people.
struct ProbeSummary {
  private let facts: ProbeFacts
  private let digest: ProbeDigest
  private let outcome: Prober.Outcome
  private let plan: ProbePlan

  private static let mostDomains = 10
  private static let mostMailboxes = 5

  init(_ facts: ProbeFacts, _ outcome: Prober.Outcome, _ plan: ProbePlan) {
    self.facts = facts
    self.outcome = outcome
    self.plan = plan
    digest = ProbeDigest(facts)
  }

  func write() {
    for line in lines { StandardError.write(line) }
  }

  private var lines: [String] {
    var lines = [
      "",
      """
      \(facts.host) port \(facts.port)\(connection)\(outcome.server.map { ", \($0)" } ?? ""): \
      \(counted(outcome.attempts.count, "row")) in \(outcome.duration.inWords)
      """,
    ]
    for (verdict, rows) in digest.verdicts { lines.append("  \(ProbeSummary.padded(grouped(rows), 7))  \(verdict)") }
    if let half = digest.time(ofShare: 50), let most = digest.time(ofShare: 95), let last = digest.times.last {
      lines.append("  sign-in times: median \(half) ms, 95 % within \(most) ms, slowest \(last) ms\(slowest)")
    }
    lines += domains + inspection
    if let reason = outcome.stopReason { lines.append("Stopped early: \(reason)") }
    lines.append(advice)
    return lines
  }

  /// The address that answered and the version of TLS; nothing where there was no connection.
  private var connection: String {
    let address = outcome.address.flatMap { $0 == facts.host ? nil : $0 }
    let tls = outcome.tls.map { "TLS \($0.version)" } ?? (facts.security == "none" ? "without TLS" : nil)
    let parts = [address, tls].compactMap { $0 }
    return parts.isEmpty ? "" : " (\(parts.joined(separator: ", ")))"
  }

  /// By the domain of the target addresses, where there are several: how many rows there are, and how many opened.
  private var domains: [String] {
    var counts: [String: (rows: Int, opened: Int)] = [:]
    for attempt in outcome.attempts {
      let domain = plan.address(ofRow: attempt.row)?.split(separator: "@").last?.lowercased() ?? "no address"
      counts[domain, default: (0, 0)].rows += 1
      if attempt.verdict.isGood { counts[domain]!.opened += 1 }
    }
    guard counts.count > 1 else { return [] }
    let sorted = counts.sorted { ($1.value.rows, $0.key) < ($0.value.rows, $1.key) }
    var lines = ["  by domain:"]
    for (domain, count) in sorted.prefix(ProbeSummary.mostDomains) {
      lines.append(
        "  \(ProbeSummary.padded(grouped(count.rows), 7))  \(domain): \(grouped(count.opened)) opened, "
          + "\(grouped(count.rows - count.opened)) not"
      )
    }
    if sorted.count > ProbeSummary.mostDomains {
      lines.append("           and \(counted(sorted.count - ProbeSummary.mostDomains, "other domain"))")
    }
    return lines
  }

  private var slowest: String {
    let times = outcome.attempts.lazy.compactMap { attempt in attempt.milliseconds.map { (row: attempt.row, time: $0) }
    }
    let rows = times.sorted { ($1.time, $0.row) < ($0.time, $1.row) }.prefix(3)
    return rows.count < 3 ? "" : " (rows \(rows.map { grouped($0.row) }.joined(separator: ", ")))"
  }

  private var inspection: [String] {
    let found = outcome.attempts.compactMap(\.inspection)
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
    let found = outcome.attempts.compactMap { attempt in
      attempt.inspection.map { (row: attempt.row, bytes: $0.octets ?? 0, messages: $0.messages) }
    }
    guard found.count > 1 else { return [] }
    let sorted = found.sorted { ($1.bytes, $1.messages, $0.row) < ($0.bytes, $0.messages, $1.row) }
    let shown = sorted.prefix(ProbeSummary.mostMailboxes).map { mailbox in
      let size = mailbox.bytes > 0 ? "\(grouped(Int(clamping: mailbox.bytes >> 20))) MB, " : ""
      return "row \(grouped(mailbox.row)) (\(size)\(counted(Int(clamping: mailbox.messages), "message")))"
    }
    return ["  largest: \(shown.joined(separator: ", "))"]
  }

  private var leftOut: [String] {
    let found = outcome.attempts.compactMap(\.inspection)
    let shared = found.reduce(0) { $0 + $1.sharedFolders }
    let others = found.reduce(0) { $0 + $1.otherNames.count }
    var parts: [String] = []
    if shared > 0 { parts.append("\(grouped(shared)) \(shared == 1 ? "mailbox" : "mailboxes") of shared namespaces") }
    if others > 0 { parts.append(counted(others, "name") + " that \(others == 1 ? "is" : "are") no mail folder") }
    return parts.isEmpty ? [] : ["  not counted: \(parts.joined(separator: ", "))"]
  }

  private var advice: String {
    guard digest.tried > 0 else { return "No row was tried." }
    let bad = digest.verdicts.filter { $0.name != "ok" }
    let next =
      bad.isEmpty
      ? "Every tried row opens its mailbox."
      : "Fix the findings above (`batchlint explain \(bad[0].name)`) and probe again."
    return next
      + " This does not show that Microsoft 365 can reach the server: test the migration endpoint as well."
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }
}
