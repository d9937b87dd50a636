import Linting

/// The rows of a file's probe, and which of its findings are the outcome of which row. Empty for a file that was
/// not probed.
struct ProbedRows {
  enum End {
    case passed
    /// By a finding's index; nil where the rule is not wanted.
    case skipped(Int?)
    case found(Int)
  }

  let attempts: [ProbeFacts.RowOutcome]
  /// By row.
  private var findings: [Int: Int] = [:]
  private var outcomeFindings: Set<Int> = []

  init(_ file: any ReportedFile) {
    attempts = file.facts.probe?.attempts ?? []
    guard !attempts.isEmpty else { return }
    var open: [Int: String] = [:]
    for attempt in attempts where !attempt.isGood { open[attempt.row] = attempt.verdict }
    for index in 0..<file.count {
      guard let row = file.row(index), file.rule(index).name == open[row] else { continue }
      open[row] = nil
      findings[row] = index
      outcomeFindings.insert(index)
    }
  }

  /// Whether a finding is the outcome of a row.
  func isOutcome(_ finding: Int) -> Bool { outcomeFindings.contains(finding) }

  func end(_ attempt: ProbeFacts.RowOutcome) -> End {
    let finding = findings[attempt.row]
    return attempt.wasTried ? finding.map { .found($0) } ?? .passed : .skipped(finding)
  }
}
