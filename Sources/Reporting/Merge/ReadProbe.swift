import JSON

/// The `probe` of a file in a JSON report, and what it counts.
struct ReadProbe {
  /// Without its attempts, which are beside it.
  private(set) var facts = ProbeFacts(servers: [ReadProbe.noServer], duration: 0, attempts: [])
  private var tried = 0
  private var verdicts: [String: Int] = [:]
  /// In the order of the shares, and the longest.
  private var times: [Int] = []

  private static let noServer = ProbeFacts.Server(host: "", port: 0, security: "", tls: nil, stopped: nil)
  private static let counts = 0...(1 << 50)
  /// Milliseconds; those of very many rows can be added up.
  private static let moments = 0...Int(Int32.max)

  init(_ scanner: inout JSONScanner) throws {
    var several: [ProbeFacts.Server] = []
    try scanner.object(
      [
        "host", "port", "security", "tls", "tried", "verdicts", "milliseconds", "duration", "stopped", "servers",
        "domains",
      ], required: 9
    ) { scanner, index in
      switch index {
      case 0...3: try Self.read(index, of: &facts.servers[0], &scanner)
      case 4: tried = try scanner.integer(Self.counts)
      case 5: try scanner.members { scanner, name in verdicts[name] = try scanner.integer(Self.counts) }
      case 6: times = try scanner.null() ? [] : Self.times(&scanner)
      case 7: facts.duration = try scanner.integer(Self.counts)
      case 8: facts.servers[0].stopped = try scanner.null() ? nil : scanner.string()
      case 9: several = try Self.servers(&scanner)
      default: facts.domains = try Self.domains(&scanner)
      }
    }
    if !several.isEmpty { facts.servers = several }
  }

  /// One of the members that say where a server is.
  private static func read(_ index: Int, of server: inout ProbeFacts.Server, _ scanner: inout JSONScanner) throws {
    switch index {
    case 0: server.host = try scanner.string()
    case 1: server.port = try scanner.integer(0...65_535)
    case 2: server.security = try scanner.string()
    default: server.tls = try scanner.null() ? nil : scanner.string()
    }
  }

  /// Several servers; what their rows came to is counted anew.
  private static func servers(_ scanner: inout JSONScanner) throws -> [ProbeFacts.Server] {
    var servers: [ProbeFacts.Server] = []
    try scanner.array { scanner in
      var server = noServer
      try scanner.object(["host", "port", "security", "tls", "tried", "verdicts", "stopped"], required: 7) {
        scanner, index in
        switch index {
        case 0...3: try read(index, of: &server, &scanner)
        case 4: _ = try scanner.integer(counts)
        case 5: try scanner.members { scanner, _ in _ = try scanner.integer(counts) }
        default: server.stopped = try scanner.null() ? nil : scanner.string()
        }
      }
      servers.append(server)
    }
    guard servers.count > 1, servers.count <= Int(UInt16.max) else {
      throw scanner.malformed("servers are two or more")
    }
    return servers
  }

  private static func domains(_ scanner: inout JSONScanner) throws -> [ProbeFacts.Domain] {
    var domains: [ProbeFacts.Domain] = []
    try scanner.array { scanner in
      var domain = ProbeFacts.Domain(name: "", rows: 0, opened: 0)
      try scanner.object(["domain", "rows", "opened"], required: 3) { scanner, index in
        switch index {
        case 0: domain.name = try scanner.null() ? "" : scanner.string()
        case 1: domain.rows = try scanner.integer(counts)
        default: domain.opened = try scanner.integer(counts)
        }
      }
      domains.append(domain)
    }
    return domains
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
    if facts.servers.count > 1 {
      let numbers = Dictionary(facts.servers.enumerated().map { ($1.name, UInt16($0)) }) { first, _ in first }
      for index in facts.attempts.indices {
        guard let number = attempts.servers[facts.attempts[index].row].flatMap({ numbers[$0] }) else { return nil }
        facts.attempts[index].server = number
      }
    }
    let digest = ProbeDigest(facts)
    let counted = Dictionary(uniqueKeysWithValues: digest.verdicts.map { ($0.name, $0.rows) })
    let measured = digest.times.last.map { slowest in ProbeDigest.shares.compactMap(digest.time) + [slowest] } ?? []
    return tried == digest.tried && verdicts == counted && times == measured ? facts : nil
  }

  /// The attempts, in the order of their rows.
  struct Attempts {
    private(set) var all: [ProbeFacts.RowOutcome] = []
    private(set) var names: [Int: String] = [:]
    /// By row, where there are several.
    private(set) var servers: [Int: String] = [:]

    init(_ scanner: inout JSONScanner) throws {
      // Few verdicts are very many rows'.
      var verdicts: [String: String] = [:]
      try scanner.array { scanner in
        var (row, verdict, milliseconds, startedAt): (Int, String, Int?, Int?) = (0, "", nil, nil)
        var (inspection, name, server): (String?, String?, String?) = (nil, nil, nil)
        try scanner.object(
          ["row", "verdict", "milliseconds", "startedAt", "inspection", "name", "server"], required: 3
        ) { scanner, index in
          switch index {
          case 0: row = try scanner.integer(1...Int(UInt32.max))
          case 1: verdict = try ReadProbe.verdict(&scanner)
          case 2: milliseconds = try scanner.null() ? nil : scanner.integer(moments)
          case 3: startedAt = try scanner.integer(moments)
          case 4: inspection = try ReadProbe.inspection(&scanner)
          case 5: name = try scanner.string()
          default: server = try scanner.string()
          }
        }
        guard row > all.last?.row ?? 0 else {
          throw scanner.malformed("the attempts are not in the order of their rows")
        }
        if verdicts[verdict] == nil { verdicts[verdict] = verdict }
        if let name { names[row] = name }
        if let server { servers[row] = server }
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
          "folders", "messages", "bytes", "largeMessages", "slashedFolders", "otherFolders", "sharedFolders",
          "otherNames", "quotaUsedKiB", "quotaLimitKiB",
        ], required: 2
      ) { scanner, index in
        if [4, 5, 7].contains(index) {
          try scanner.array { _ = try $0.string() }
        } else {
          _ = try scanner.integer(0...Int.max)
        }
      }
    }
  }
}
