import Linting
import Probing
import Reporting

/// What a probe came to, in a few lines for people.
struct ProbeSummary {
  private let facts: ProbeFacts
  private let digest: ProbeDigest
  private let outcome: Prober.Outcome

  init(_ facts: ProbeFacts, _ outcome: Prober.Outcome) {
    self.facts = facts
    self.outcome = outcome
    digest = ProbeDigest(facts)
  }

  func write() {
    for line in lines { StandardError.write(line) }
  }

  private var lines: [String] {
    var lines = [
      "",
      "\(facts.host) port \(facts.port)\(tls)\(outcome.server.map { ", \($0)" } ?? ""): \(counted(outcome.attempts.count, "row")) in \(ProbeSummary.duration(outcome.duration))",
    ]
    for (verdict, rows) in digest.verdicts { lines.append("  \(ProbeSummary.padded(grouped(rows), 7))  \(verdict)") }
    if let half = digest.time(ofShare: 50), let most = digest.time(ofShare: 95), let last = digest.times.last {
      lines.append("  sign-in times: half within \(half) ms, 95 % within \(most) ms, the slowest \(last) ms\(slowest)")
    }
    lines += inspection
    if let reason = outcome.stopReason { lines.append("Ended before its time: \(reason)") }
    lines.append(advice)
    return lines
  }

  private var tls: String { outcome.tls.map { " (TLS \($0.version))" } ?? " (no TLS)" }

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
      "  to move: \(grouped(Int(clamping: messages))) messages in \(counted(found.reduce(0) { $0 + $1.folders }, "folder"))"
    if found.allSatisfy({ $0.octets != nil }) {
      text += ", \(grouped(Int(clamping: found.reduce(UInt64(0)) { $0 &+ ($1.octets ?? 0) } >> 20))) MB"
    }
    return [text]
  }

  private var advice: String {
    guard digest.tried > 0 else { return "No row was tried." }
    let bad = digest.verdicts.filter { $0.name != "ok" }
    let next =
      bad.isEmpty
      ? "Every row that was tried opens its mailbox."
      : "Mend what is reported above (`batchlint explain \(bad[0].name)`) and probe again."
    return next
      + " That Microsoft 365 reaches the server from its own network is another matter: test the endpoint there."
  }

  static func duration(_ duration: Duration) -> String {
    let seconds = Int((duration / .seconds(1)).rounded(.up))
    if seconds < 60 { return "\(seconds) s" }
    if seconds < 3600 { return "\(seconds / 60) min \(seconds % 60) s" }
    return "\(seconds / 3600) h \(seconds % 3600 / 60) min"
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }
}
