import Linting

/// What lies in the mailboxes, as CSV: a row for each mailbox that was inspected, from which batches are planned.
public struct Inventory {
  private let plan: ProbePlan
  private let attempts: ProbeResults

  public init(_ plan: ProbePlan, _ outcome: Prober.Outcome) {
    (self.plan, attempts) = (plan, outcome.attempts)
  }

  private static let columns = [
    "Row", "EmailAddress", "Verdict", "Folders", "Messages", "Bytes", "LargeMessages", "QuotaUsedKiB", "QuotaLimitKiB",
    "SharedFolders", "OtherNames",
  ]

  /// The file's text; lines end in CR LF, as in RFC 4180.
  public var text: String {
    var text = Inventory.line(Inventory.columns)
    for attempt in attempts {
      guard let found = attempt.inspection else { continue }
      let numbers: [UInt64?] = [
        UInt64(found.folders), found.messages, found.octets, UInt64(found.largeMessages), found.quotaUsage,
        found.quotaLimit, UInt64(found.sharedFolders), UInt64(found.otherNames.count),
      ]
      text += Inventory.line(
        ["\(attempt.row)", plan.address(ofRow: attempt.row) ?? "", attempt.verdict.rule ?? "ok"]
          + numbers.map { $0.map(String.init) ?? "" })
    }
    return text
  }

  private static func line(_ values: [String]) -> String {
    values.map { value in
      value.contains { ",\"\r\n".contains($0) } ? "\"\(value.replacing("\"", with: "\"\""))\"" : value
    }.joined(separator: ",") + "\r\n"
  }
}
