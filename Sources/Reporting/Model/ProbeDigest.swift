/// What the attempts of a probe come to in numbers.
public struct ProbeDigest {
  /// Rows for which the server was asked.
  public let tried: Int
  /// How many rows came to each verdict, the most frequent first.
  public let verdicts: [(name: String, rows: Int)]
  /// How long the sign-ins took, in milliseconds, ascending.
  public let times: [Int]

  /// The shares of the sign-ins, in percent, whose longest time is reported.
  static let shares = [50, 90, 95, 99]

  /// - Parameter server: only the attempts at one of the servers; nil for all.
  public init(_ facts: ProbeFacts, server: Int? = nil) {
    let attempts = server.map(facts.attempts) ?? facts.attempts
    var counts: [String: Int] = [:]
    for attempt in attempts { counts[attempt.verdict, default: 0] += 1 }
    verdicts = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { ($0.key, $0.value) }
    tried = attempts.count { $0.wasTried }
    times = attempts.compactMap(\.milliseconds).sorted()
  }

  /// Rows whose mailbox opened.
  public var opened: Int { verdicts.first { $0.name == "ok" }?.rows ?? 0 }

  /// The time within which a share of the sign-ins was answered (nearest rank); nil without any.
  public func time(ofShare percent: Int) -> Int? {
    times.isEmpty ? nil : times[max((percent * times.count + 99) / 100, 1) - 1]
  }
}
