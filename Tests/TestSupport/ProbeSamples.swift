import Foundation
import Linting
import Reporting

/// A file that was probed, as the formats see it.
package enum ProbeSamples {
  /// Row 3 has its name and its password exchanged; row 4's file has a finding besides; row 6 names no root.
  package static let text =
    ReportSamples.header
    + [
      "alberta@contoso.com,alberta,Wren-4821", "bruno@contoso.com,bruno,Otter-7730",
      "carla@contoso.com,Heron-1195,carla",
      "dario@contoso,dario,Finch-6612", "edith@contoso.com,edith,Raven-3307",
      "frieda@contoso.com,::error::frieda,Plover-2222",
    ].joined(separator: "\n") + "\n"

  package static let attempts: [ProbeFacts.RowOutcome] = [
    ProbeFacts.RowOutcome(
      row: 1, verdict: "ok", milliseconds: 48, startedAt: 3,
      inspection:
        #"{"folders":4,"messages":1201,"bytes":88000,"largeMessages":1,"slashedFolders":["a/b"],"otherFolders":[]}"#),
    ProbeFacts.RowOutcome(row: 2, verdict: "probe-sign-in", milliseconds: 2104, startedAt: 201),
    ProbeFacts.RowOutcome(row: 3, verdict: "ok", milliseconds: 51, startedAt: 398),
    ProbeFacts.RowOutcome(row: 4, verdict: "probe-not-tried", milliseconds: nil),
    ProbeFacts.RowOutcome(row: 5, verdict: "probe-unreachable", milliseconds: nil, startedAt: 2400),
    ProbeFacts.RowOutcome(row: 6, verdict: "probe-throttled", milliseconds: 0, startedAt: 2411),
  ]

  /// What the server says of a row; it can hold anything.
  package static let words = "refused. The server says: “NO ]]>&<b> ##vso[task.complete]”"

  package static func file(
    _ text: String = text, _ attempts: [ProbeFacts.RowOutcome] = attempts, stopped: String? = nil
  ) throws
    -> LintedFile
  {
    var sample = LintSample(Array(text.utf8))
    sample.path = "lists/users & <p>.csv"
    sample.options.selection.ignored = ["file-name"]
    let linted = try sample.lint()
    var notes: [ExternalFinding] = []
    for attempt in attempts {
      if let rule = ProbeRule.Name(rawValue: attempt.verdict) {
        notes.append(ExternalFinding(rule: rule, message: words, row: attempt.row))
      }
      if attempt.inspection != nil {
        notes.append(
          ExternalFinding(rule: .largeMessages, message: "1 message of more than 35 MB", row: attempt.row))
      }
    }
    let server = ProbeFacts.Server(
      host: "imap.contoso.com", port: 993, security: "implicit", tls: "TLSv1.3", stopped: stopped)
    let facts = ProbeFacts(servers: [server], duration: 2580, attempts: attempts)
    return LintedFile(linted.adding(notes, options: sample.options), probe: facts)
  }

  /// So many rows as a large organisation has, tried for twenty minutes; from the middle on the server slows down.
  package static func many(_ rows: Int) throws -> LintedFile {
    var random = SeededGenerator(seed: 11)
    let attempts = (1...rows).map { row in
      let startedAt = row * 1_200_000 / rows
      let isLate = startedAt > 600_000 && startedAt < 800_000
      let isBad = Int.random(in: 0..<100, using: &random) < (isLate ? 30 : 4)
      let time =
        Int.random(in: 20...90, using: &random) + Int.random(in: 0...90, using: &random) + (isLate ? 180 : 0)
        + (isBad ? 120 : 0)
      return ProbeFacts.RowOutcome(
        row: row, verdict: isBad ? "probe-sign-in" : "ok", milliseconds: row % 500 == 0 ? time * 20 : time,
        startedAt: startedAt)
    }
    let lines = (1...rows).map { "user\($0)@contoso.com,user\($0),Wren-48\($0)\n" }.joined()
    return try file(ReportSamples.header + lines, attempts)
  }
}
