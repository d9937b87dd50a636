/// What is said of a file's probe besides the findings.
public struct ProbeFacts: Sendable, Equatable {
  /// One row's try, small: there may be very many.
  public struct RowOutcome: Sendable, Equatable {
    /// `ok`, or the rule under which it is reported.
    public var verdict: String
    /// What lies in the mailbox, as JSON; nil where that was not asked.
    public var inspection: String?
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
  public var attempts: [RowOutcome]
  /// The sign-in names by row, as the report contains them that was read; empty where the file itself is at hand.
  var names: [Int: String] = [:]

  public init(
    host: String, port: Int, security: String, tls: String?, duration: Int, stopped: String?, attempts: [RowOutcome]
  ) {
    (self.host, self.port, self.security, self.tls) = (host, port, security, tls)
    (self.duration, self.stopped, self.attempts) = (duration, stopped, attempts)
  }
}
