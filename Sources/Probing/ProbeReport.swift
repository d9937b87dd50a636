import Linting

/// A probe of one file, as it is reported.
public struct ProbeReport: Sendable {
  public var host: String
  public var port: Int
  /// `implicit`, `starttls`, `none`.
  public var security: String
  public var outcome: Prober.Outcome
  /// Rows of the file; those that a sample leaves out have no attempt.
  public var rows: Int

  public init(host: String, port: Int, security: String, outcome: Prober.Outcome, rows: Int) {
    (self.host, self.port, self.security, self.outcome, self.rows) = (host, port, security, outcome, rows)
  }

  /// How many rows came to each verdict: `ok` or a rule's name, the most frequent first.
  public var counts: [(verdict: String, rows: Int)] {
    var counts: [String: Int] = [:]
    for attempt in outcome.attempts { counts[attempt.verdict.rule ?? "ok", default: 0] += 1 }
    return counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { ($0.key, $0.value) }
  }

  /// The times of the sign-ins in milliseconds, ascending.
  public var times: [Int] { outcome.attempts.compactMap(\.milliseconds).sorted() }

  /// The time that a share of the sign-ins stayed below (nearest rank).
  public static func percentile(_ share: Double, of times: [Int]) -> Int? {
    guard !times.isEmpty else { return nil }
    return times[min(times.count - 1, max(0, Int((share * Double(times.count)).rounded(.up)) - 1))]
  }

  /// A sign-in of at least one row was judged by the server.
  public var reachedServer: Bool { outcome.attempts.contains { $0.milliseconds != nil } }
}

extension ProbePlan {
  /// The findings of what keeps everybody out, or of the rows' verdicts.
  public func notes(_ outcome: Prober.Outcome) -> [RowNote] {
    if let obstacle = outcome.obstacle, let rule = obstacle.rule { return [RowNote(rule: rule, message: obstacle.sentence, row: nil)] }
    return notes(outcome.attempts)
  }

  private func notes(_ attempts: [Attempt]) -> [RowNote] {
    var places: [Int: SignInRow] = [:]
    for row in rows { places[row.place.row ?? 0] = row }
    for row in skipped { places[row.row.place.row ?? 0] = row.row }
    var notes: [RowNote] = []
    for attempt in attempts {
      guard let row = places[attempt.row] else { continue }
      if let rule = attempt.verdict.rule {
        notes.append(RowNote(rule: rule, message: attempt.verdict.sentence, row: row, isAboutRoot: rule.hasPrefix("probe-root-")))
      }
      notes += attempt.inspection.map { ProbePlan.notes($0, row) } ?? []
    }
    return notes
  }

  private static func notes(_ found: Inspection, _ row: SignInRow) -> [RowNote] {
    var notes: [RowNote] = []
    func note(_ rule: String, _ message: String) { notes.append(RowNote(rule: rule, message: message, row: row)) }
    if found.largeMessages > 0 {
      note("probe-large-messages", "\(counted(found.largeMessages, "message")) of more than 35 MB, which the migration leaves out")
    }
    if found.messages > Inspection.mostMessages {
      note("probe-too-many-items", "\(grouped(Int(clamping: found.messages))) messages; the migration takes the newest 500,000")
    }
    if !found.slashedFolders.isEmpty {
      note("probe-folder-name", "\(counted(found.slashedFolders.count, "folder")) with a slash in the name, which the migration leaves out: \(found.slashedFolders.prefix(5).joined(separator: ", "))")
    }
    if !found.folderNotes.isEmpty {
      note("probe-folder-name", "folders to exclude from the migration: \(found.folderNotes.prefix(5).joined(separator: ", "))")
    }
    return notes
  }
}
