import Linting

/// What lies in the mailboxes, as CSV: a row for each mailbox that was inspected, from which batches are planned.
public struct Inventory {
  private let servers: [(part: ServerProbes.Part, outcome: Prober.Outcome)]

  public init(_ servers: [(part: ServerProbes.Part, outcome: Prober.Outcome)]) { self.servers = servers }

  private static let columns = [
    "Row", "EmailAddress", "Verdict", "Folders", "Messages", "Bytes", "LargeMessages", "QuotaUsedKiB", "QuotaLimitKiB",
    "SharedFolders", "OtherNames", "Host",
  ]

  /// The file's text; lines end in CR LF, as in RFC 4180.
  public var text: String {
    var lines: [(row: Int, text: String)] = []
    for (part, outcome) in servers {
      for attempt in outcome.attempts {
        if let found = attempt.inspection { lines.append((attempt.row, Inventory.line(attempt, found, part))) }
      }
    }
    lines.sort { $0.row < $1.row }
    return Inventory.line(Inventory.columns) + lines.map(\.text).joined()
  }

  private static func line(_ attempt: RowOutcome, _ found: Inspection, _ part: ServerProbes.Part) -> String {
    let numbers: [UInt64?] = [
      UInt64(found.folders), found.messages, found.octets, UInt64(found.largeMessages), found.quotaUsage,
      found.quotaLimit, UInt64(found.sharedFolders), UInt64(found.otherNames.count),
    ]
    return line(
      ["\(attempt.row)", part.plan.address(ofRow: attempt.row) ?? "", attempt.verdict.rule ?? "ok"]
        + numbers.map { $0.map(String.init) ?? "" } + [part.server.endpoint.host])
  }

  private static func line(_ values: [String]) -> String {
    values.map { value in
      value.contains { ",\"\r\n".contains($0) } ? "\"\(value.replacing("\"", with: "\"\""))\"" : value
    }.joined(separator: ",") + "\r\n"
  }
}
