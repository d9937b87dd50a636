import Linting

extension ProbePlan {
  /// The findings of what keeps everybody out, or of the rows' verdicts.
  public func notes(_ outcome: Prober.Outcome) -> [ExternalFinding] {
    if let obstacle = outcome.obstacle, let rule = obstacle.rule {
      return [ExternalFinding(rule: rule, message: obstacle.sentence, row: nil)]
    }
    return notes(outcome.attempts)
  }

  private func notes(_ attempts: ProbeResults) -> [ExternalFinding] {
    var notes: [ExternalFinding] = []
    for attempt in attempts {
      if let rule = attempt.verdict.rule {
        notes.append(
          ExternalFinding(
            rule: rule, message: attempt.verdict.sentence, row: attempt.row, isAboutRoot: rule.hasPrefix("probe-root-"))
        )
      }
      notes += attempt.inspection.map { ProbePlan.notes($0, attempt.row) } ?? []
    }
    return notes
  }

  private static func notes(_ found: Inspection, _ row: Int) -> [ExternalFinding] {
    var notes: [ExternalFinding] = []
    func note(_ rule: String, _ message: String) {
      notes.append(ExternalFinding(rule: rule, message: message, row: row))
    }
    if found.largeMessages > 0 {
      note(
        "probe-large-messages",
        "\(counted(found.largeMessages, "message")) of more than 35 MB, which the migration leaves out")
    }
    if found.messages > Inspection.mostMessages {
      note(
        "probe-too-many-items",
        "\(grouped(Int(clamping: found.messages))) messages; the migration takes the newest 500,000")
    }
    if !found.slashedFolders.isEmpty {
      note(
        "probe-folder-name",
        "\(counted(found.slashedFolders.count, "folder")) with a slash in the name, which the migration leaves out: \(found.slashedFolders.prefix(5).joined(separator: ", "))"
      )
    }
    if !found.folderNotes.isEmpty {
      note(
        "probe-folder-name",
        "folders to exclude from the migration: \(found.folderNotes.prefix(5).joined(separator: ", "))")
    }
    return notes
  }
}
