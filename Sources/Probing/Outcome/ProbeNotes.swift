import IMAPClient
import Linting

extension ProbePlan {
  /// The findings of what keeps everybody out, or of the rows' verdicts.
  ///
  /// - Parameter server: named in the former, where there are several.
  public func notes(_ outcome: Prober.Outcome, at server: Endpoint? = nil) -> [ExternalFinding] {
    if let obstacle = outcome.obstacle, let rule = obstacle.ruleName {
      let place = server.map { "\($0.text): " } ?? ""
      return [ExternalFinding(rule: rule, message: place + obstacle.sentence, row: nil)]
    }
    return notes(outcome.attempts)
  }

  private func notes(_ attempts: ProbeResults) -> [ExternalFinding] {
    var notes: [ExternalFinding] = []
    for attempt in attempts {
      if let rule = attempt.verdict.ruleName {
        notes.append(ExternalFinding(rule: rule, message: attempt.verdict.sentence, row: attempt.row))
      }
      notes += attempt.inspection.map { ProbePlan.notes($0, attempt.row) } ?? []
    }
    return notes
  }

  private static func notes(_ found: Inspection, _ row: Int) -> [ExternalFinding] {
    var notes: [ExternalFinding] = []
    func note(_ rule: ProbeRule.Name, _ message: String) {
      notes.append(ExternalFinding(rule: rule, message: message, row: row))
    }
    if found.largeMessages > 0 {
      note(
        .largeMessages,
        "\(counted(found.largeMessages, "message")) over 35 MB, which the service does not migrate")
    }
    if found.messages > Inspection.mostMessages {
      note(
        .tooManyItems,
        "\(grouped(Int(clamping: found.messages))) messages; the service migrates the newest 500,000")
    }
    if !found.slashedFolders.isEmpty {
      note(
        .folderName,
        "\(counted(found.slashedFolders.count, "folder")) with a slash in the name, which the migration leaves "
          + "out: \(found.slashedFolders.prefix(5).joined(separator: ", "))"
      )
    }
    if !found.folderNotes.isEmpty {
      note(
        .folderName,
        "folders to exclude from the migration: \(found.folderNotes.prefix(5).joined(separator: ", "))")
    }
    return notes
  }
}

extension Verdict {
  /// The rule of a verdict; nil where the mailbox opens, or where a journal has a name that no rule has.
  fileprivate var ruleName: ProbeRule.Name? { rule.flatMap(ProbeRule.Name.init) }
}
