/// What is said of a file's probe besides the findings.
public struct ProbeFacts: Sendable, Equatable {
  /// One row's try.
  public struct Attempt: Sendable, Equatable {
    /// From 1.
    public var row: Int
    /// The sign-in name, in plain characters; nil where it may not be shown.
    public var name: String?
    /// `ok`, or the rule under which it is reported.
    public var verdict: String
    /// How long the server took to answer the sign-in; nil where none was sent.
    public var milliseconds: Int?
    /// When its turn came, in milliseconds since the run began; nil where it was not tried.
    public var startedAt: Int?
    /// What lies in the mailbox, as JSON; nil where that was not asked.
    public var inspection: String?

    public init(row: Int, name: String? = nil, verdict: String, milliseconds: Int?, startedAt: Int? = nil, inspection: String? = nil) {
      (self.row, self.name, self.verdict) = (row, name, verdict)
      (self.milliseconds, self.startedAt, self.inspection) = (milliseconds, startedAt, inspection)
    }

    /// The mailbox opened.
    var isGood: Bool { verdict == "ok" }
    /// Nothing was sent for it: what it would come to is not known.
    var wasTried: Bool { verdict != "probe-not-tried" }
  }

  public var host: String
  public var port: Int
  /// `implicit`, `starttls` or `none`.
  public var security: String
  /// `1.3`; nil without TLS.
  public var tls: String?
  /// In milliseconds.
  public var duration: Int
  /// Why it ended before its time.
  public var stopped: String?
  /// By row.
  public var attempts: [Attempt]

  public init(host: String, port: Int, security: String, tls: String?, duration: Int, stopped: String?, attempts: [Attempt]) {
    (self.host, self.port, self.security, self.tls) = (host, port, security, tls)
    (self.duration, self.stopped, self.attempts) = (duration, stopped, attempts)
  }
}
