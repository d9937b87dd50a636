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

  public init(_ facts: ProbeFacts) {
    var counts: [String: Int] = [:]
    for attempt in facts.attempts { counts[attempt.verdict, default: 0] += 1 }
    verdicts = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { ($0.key, $0.value) }
    tried = facts.attempts.count { $0.wasTried }
    times = facts.attempts.compactMap(\.milliseconds).sorted()
  }

  /// The time within which a share of the sign-ins was answered (nearest rank); nil without any.
  public func time(ofShare percent: Int) -> Int? {
    times.isEmpty ? nil : times[max((percent * times.count + 99) / 100, 1) - 1]
  }
}
