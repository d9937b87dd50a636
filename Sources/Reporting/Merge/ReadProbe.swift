import JSON

/// The `probe` of a file in a JSON report, and what it counts.
struct ReadProbe {
  /// Without its attempts, which are beside it.
  private(set) var facts = ProbeFacts(
    host: "", port: 0, security: "", tls: nil, duration: 0, stopped: nil, attempts: [])
  private var tried = 0
  private var verdicts: [String: Int] = [:]
  /// In the order of the shares, and the longest.
  private var times: [Int] = []

  private static let counts = 0...(1 << 50)
  /// Milliseconds; those of very many rows can be added up.
  private static let moments = 0...Int(Int32.max)

  init(_ scanner: inout JSONScanner) throws {
    try scanner.object(
      ["host", "port", "security", "tls", "tried", "verdicts", "milliseconds", "duration", "stopped"], required: 9
    ) { scanner, index in
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
    try scanner.object(["p50", "p90", "p95", "p99", "max"], required: times.count) { scanner, index in
      times[index] = try scanner.integer(counts)
    }
    return times
  }

  /// The probe with its attempts; nil where it counts otherwise than they do.
  func facts(with attempts: Attempts) -> ProbeFacts? {
    var facts = facts
    (facts.attempts, facts.names) = (attempts.all, attempts.names)
    let digest = ProbeDigest(facts)
    let counted = Dictionary(uniqueKeysWithValues: digest.verdicts.map { ($0.name, $0.rows) })
    let measured = digest.times.last.map { slowest in ProbeDigest.shares.compactMap(digest.time) + [slowest] } ?? []
    return tried == digest.tried && verdicts == counted && times == measured ? facts : nil
  }

  /// The attempts, in the order of their rows.
  struct Attempts {
    private(set) var all: [ProbeFacts.RowOutcome] = []
    private(set) var names: [Int: String] = [:]

    init(_ scanner: inout JSONScanner) throws {
      // Few verdicts are very many rows'.
      var verdicts: [String: String] = [:]
      try scanner.array { scanner in
        var (row, verdict, milliseconds, startedAt): (Int, String, Int?, Int?) = (0, "", nil, nil)
        var (inspection, name): (String?, String?) = (nil, nil)
        try scanner.object(["row", "verdict", "milliseconds", "startedAt", "inspection", "name"], required: 3) {
          scanner, index in
          switch index {
          case 0: row = try scanner.integer(1...Int(UInt32.max))
          case 1: verdict = try ReadProbe.verdict(&scanner)
          case 2: milliseconds = try scanner.null() ? nil : scanner.integer(moments)
          case 3: startedAt = try scanner.integer(moments)
          case 4: inspection = try ReadProbe.inspection(&scanner)
          default: name = try scanner.string()
          }
        }
        guard row > all.last?.row ?? 0 else {
          throw scanner.malformed("the attempts are not in the order of their rows")
        }
        if verdicts[verdict] == nil { verdicts[verdict] = verdict }
        if let name { names[row] = name }
        all.append(
          ProbeFacts.RowOutcome(
            row: row, verdict: verdicts[verdict] ?? verdict, milliseconds: milliseconds, startedAt: startedAt,
            inspection: inspection))
      }
    }
  }

  private static func verdict(_ scanner: inout JSONScanner) throws -> String {
    let name = try scanner.string()
    guard name == "ok" || ReadFinding.rule(named: name) != nil else {
      throw scanner.malformed("this batchlint does not know the verdict")
    }
    return name
  }

  /// The JSON text of a mailbox's contents, unchanged.
  private static func inspection(_ scanner: inout JSONScanner) throws -> String {
    try scanner.text { scanner in
      try scanner.object(
        [
          "folders", "messages", "bytes", "largeMessages", "slashedFolders", "otherFolders", "quotaUsedKiB",
          "quotaLimitKiB",
        ], required: 2
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
