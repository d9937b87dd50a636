import Linting

/// What is said of a probe in words, the same in every format for people.
enum ProbeText {
  /// `120 ms`, `4.2 s`, `2 min 5 s`, `1 h 23 min`.
  static func time(_ milliseconds: Int) -> String {
    let seconds = milliseconds / 1000
    if seconds == 0 { return "\(milliseconds) ms" }
    if seconds < 60 { return milliseconds % 1000 < 100 ? "\(seconds) s" : "\(seconds).\(milliseconds % 1000 / 100) s" }
    if seconds < 3600 { return seconds % 60 == 0 ? "\(seconds / 60) min" : "\(seconds / 60) min \(seconds % 60) s" }
    return "\(grouped(seconds / 3600)) h \(seconds % 3600 / 60) min"
  }

  /// Where it was, and how it was protected, where there was a connection.
  static func place(_ facts: ProbeFacts) -> String {
    facts.servers.count == 1 ? place(facts.servers[0]) : "\(facts.servers.count) servers"
  }

  /// The same of one server.
  static func place(_ server: ProbeFacts.Server) -> String {
    let version = server.tls.map(PlainText.plain)
    let tls =
      version.map { $0.hasPrefix("TLS") ? $0 : "TLS \($0)" } ?? (server.security == "none" ? "without TLS" : nil)
    return ([PlainText.plain(server.host), "port \(server.port)"] + (tls.map { [$0] } ?? [])).joined(separator: ", ")
  }

  /// What a group of rows has in common: the server or the domain, how many rows there are, how many opened.
  typealias Group = (name: String, rows: Int, opened: Int)

  /// By server, where there are several.
  static func servers(_ facts: ProbeFacts) -> [Group] {
    guard facts.servers.count > 1 else { return [] }
    return facts.servers.indices.map { number in
      let digest = ProbeDigest(facts, server: number)
      return (place(facts.servers[number]), digest.verdicts.reduce(0) { $0 + $1.rows }, digest.opened)
    }
  }

  /// By domain of the target addresses, where there are several.
  static func domains(_ facts: ProbeFacts) -> [Group] {
    facts.domains.map { ($0.name.isEmpty ? "no domain" : PlainText.plain($0.name), $0.rows, $0.opened) }
  }

  /// How far it came.
  static func extent(_ facts: ProbeFacts, _ digest: ProbeDigest) -> String {
    let tried =
      facts.attempts.isEmpty
      ? "No row was tried."
      : "\(grouped(digest.tried)) of \(counted(facts.attempts.count, "row")) tried in \(time(facts.duration))."
    return facts.stopped.map { "\(tried) The run stopped early: \(PlainText.plain($0))." } ?? tried
  }

  /// What a verdict means.
  static func meaning(_ verdict: String) -> String {
    verdict == "ok" ? "The mailbox opens." : RuleRegistry.summary(verdict)
  }
}
