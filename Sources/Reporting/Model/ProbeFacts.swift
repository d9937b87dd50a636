/// What is said of a file's probe besides the findings.
public struct ProbeFacts: Sendable, Equatable {
  /// One row's try, small: there may be very many.
  public struct RowOutcome: Sendable, Equatable {
    /// `ok`, or the rule under which it is reported.
    public var verdict: String
    /// What lies in the mailbox, as JSON; nil where that was not asked.
    public var inspection: String?
    /// Where it signed in: an index of the facts' servers.
    public var server: UInt16 = 0
    private var rowNumber: UInt32
    // -1 for none.
    private var answered: Int32
    private var began: Int32

    public init(row: Int, verdict: String, milliseconds: Int?, startedAt: Int? = nil, inspection: String? = nil) {
      (self.verdict, self.inspection) = (verdict, inspection)
      rowNumber = UInt32(clamping: row)
      answered = milliseconds.map { Int32(clamping: $0) } ?? -1
      began = startedAt.map { Int32(clamping: $0) } ?? -1
    }

    /// From 1.
    public var row: Int { Int(rowNumber) }
    /// How long the server took to answer the sign-in; nil where none was sent.
    public var milliseconds: Int? { answered < 0 ? nil : Int(answered) }
    /// When its turn came, in milliseconds since the run began; nil where it was not tried.
    public var startedAt: Int? { began < 0 ? nil : Int(began) }

    /// The mailbox opened.
    var isGood: Bool { verdict == "ok" }
    /// Nothing was sent for it: what it would come to is not known.
    var wasTried: Bool { verdict != "probe-not-tried" }
  }

  /// A server at which rows signed in.
  public struct Server: Sendable, Equatable {
    public var host: String
    public var port: Int
    /// `implicit`, `starttls` or `none`.
    public var security: String
    /// `1.3`; nil without TLS.
    public var tls: String?
    /// Why its run ended before its time.
    public var stopped: String?

    public init(host: String, port: Int, security: String, tls: String?, stopped: String?) {
      (self.host, self.port, self.security, self.tls, self.stopped) = (host, port, security, tls, stopped)
    }

    /// `imap.contoso.com:993`, `[::1]:993`.
    public var name: String { "\(host.contains(":") ? "[\(host)]" : host):\(port)" }
  }

  /// The rows whose target addresses are in one domain.
  public struct Domain: Sendable, Equatable {
    /// Empty for rows whose domain is not known, or may not be shown.
    public var name: String
    public var rows: Int
    /// How many mailboxes opened.
    public var opened: Int

    public init(name: String, rows: Int, opened: Int) { (self.name, self.rows, self.opened) = (name, rows, opened) }
  }

  /// At least one.
  public var servers: [Server]
  /// In milliseconds.
  public var duration: Int
  /// The most frequent first; empty where there is one only.
  public var domains: [Domain] = []
  /// By row.
  public var attempts: [RowOutcome]
  /// The sign-in names by row, as the report contains them that was read; empty where the file itself is at hand.
  var names: [Int: String] = [:]

  public init(servers: [Server], duration: Int, attempts: [RowOutcome]) {
    (self.servers, self.duration, self.attempts) = (servers, duration, attempts)
  }

  /// Why it ended before its time; of several servers each reason with its server.
  var stopped: String? {
    if servers.count == 1 { return servers[0].stopped }
    let reasons = servers.compactMap { server in server.stopped.map { "\(server.name): \($0)" } }
    return reasons.isEmpty ? nil : reasons.joined(separator: "; ")
  }

  /// The attempts at one of the servers.
  func attempts(atServer number: Int) -> [RowOutcome] { attempts.filter { Int($0.server) == number } }
}
