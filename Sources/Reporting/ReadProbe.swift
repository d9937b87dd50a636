import JSON

/// The `probe` of a file in a JSON report, and what it counts.
struct ReadProbe {
  /// Without its attempts, which stand beside it.
  private(set) var facts = ProbeFacts(host: "", port: 0, security: "", tls: nil, duration: 0, stopped: nil, attempts: [])
  private var tried = 0
  private var verdicts: [String: Int] = [:]
  /// In the order of the shares, and the longest.
  private var times: [Int] = []

  private static let counts = 0...(1 << 50)
  /// Milliseconds; those of very many rows can be added up.
  private static let moments = 0...Int(Int32.max)

  init(_ scanner: inout JSONScanner) throws {
    try scanner.object(["host", "port", "security", "tls", "tried", "verdicts", "milliseconds", "duration", "stopped"], required: 9) { scanner, index in
      switch index {
      case 0: facts.host = try scanner.string()
      case 1: facts.port = try scanner.integer(0...65_535)
      case 2: facts.security = try scanner.string()
      case 3: facts.tls = try scanner.null() ? nil : scanner.string()
      case 4: tried = try scanner.integer(Self.counts)
      case 5: try scanner.members { scanner, name in verdicts[name] = try scanner.integer(Self.counts) }
      case 6: times = try scanner.null() ? [] : Self.times(&scanner)
      case 7: facts.duration = try scanner.integer(Self.counts)
      default: facts.stopped = try scanner.null() ? nil : scanner.string()
      }
    }
  }

  private static func times(_ scanner: inout JSONScanner) throws -> [Int] {
    var times = Array(repeating: 0, count: ProbeDigest.shares.count + 1)
    try scanner.object(["p50", "p90", "p95", "p99", "max"], required: times.count) { scanner, index in times[index] = try scanner.integer(counts) }
    return times
  }

  /// The probe with its attempts; nil where it counts otherwise than they do.
  func facts(with attempts: [ProbeFacts.Attempt]) -> ProbeFacts? {
    var facts = facts
    facts.attempts = attempts
    let digest = ProbeDigest(facts)
    let counted = Dictionary(uniqueKeysWithValues: digest.verdicts.map { ($0.name, $0.rows) })
    let measured = digest.times.last.map { slowest in ProbeDigest.shares.compactMap(digest.time) + [slowest] } ?? []
    return tried == digest.tried && verdicts == counted && times == measured ? facts : nil
  }

  /// The attempts, which stand in the order of their rows.
  static func attempts(_ scanner: inout JSONScanner) throws -> [ProbeFacts.Attempt] {
    var attempts: [ProbeFacts.Attempt] = []
    // Few verdicts are very many rows'.
    var names: [String: String] = [:]
    try scanner.array { scanner in
      var attempt = try attempt(&scanner)
      guard attempt.row > attempts.last?.row ?? 0 else { throw scanner.malformed("the attempts do not stand in the order of their rows") }
      attempt.verdict = names[attempt.verdict] ?? attempt.verdict
      names[attempt.verdict] = attempt.verdict
      attempts.append(attempt)
    }
    return attempts
  }

  private static func attempt(_ scanner: inout JSONScanner) throws -> ProbeFacts.Attempt {
    var attempt = ProbeFacts.Attempt(row: 0, verdict: "", milliseconds: nil)
    try scanner.object(["row", "verdict", "milliseconds", "startedAt", "inspection", "name"], required: 3) { scanner, index in
      switch index {
      case 0: attempt.row = try scanner.integer(1...(1 << 40))
      case 1: attempt.verdict = try verdict(&scanner)
      case 2: attempt.milliseconds = try scanner.null() ? nil : scanner.integer(moments)
      case 3: attempt.startedAt = try scanner.integer(moments)
      case 4: attempt.inspection = try inspection(&scanner)
      default: attempt.name = try scanner.string()
      }
    }
    return attempt
  }

  private static func verdict(_ scanner: inout JSONScanner) throws -> String {
    let name = try scanner.string()
    guard name == "ok" || ReadFinding.rule(named: name) != nil else { throw scanner.malformed("this batchlint does not know the verdict") }
    return name
  }

  /// The text of what lies in a mailbox, as it stands there.
  private static func inspection(_ scanner: inout JSONScanner) throws -> String {
    try scanner.text { scanner in
      try scanner.object(
        ["folders", "messages", "bytes", "largeMessages", "slashedFolders", "otherFolders", "quotaUsedKiB", "quotaLimitKiB"], required: 2
      ) { scanner, index in
        if index == 4 || index == 5 {
          try scanner.array { _ = try $0.string() }
        } else {
          _ = try scanner.integer(0...Int.max)
        }
      }
    }
  }
}
