/// The findings of a file, those that nearly all rows share reported once.
///
/// A finding of a systematic rule that at least nine in ten rows share, and at least twenty of them, has one cause: it
/// is kept at its first row, with the number of rows. Three rows are enough where only a program writes such values.
public struct SystematicFindings {
  /// What one finding stands for.
  public struct Group {
    public var rows: Int
    /// In the last row.
    public var last: Finding
  }

  private static let leastRows = 20
  private static let leastRowsOfProgram = 3
  /// More kinds of findings than this in one file have no common cause.
  private static let mostGroups = 64

  /// In their order.
  public private(set) var findings: [Finding] = []
  /// What a finding stands for, by its index; of one of a single row nothing.
  public private(set) var groups: [Int: Group] = [:]

  /// - Parameter rows: how many data rows the file has; nil keeps each finding by itself.
  public init(_ all: [Finding], rows: Int?) {
    guard let rows, all.count >= max(SystematicFindings.leastRowsOfProgram, (rows * 9 + 9) / 10) else {
      findings = all
      return
    }
    func least(_ rule: RuleID) -> Int {
      let least =
        rule.info.traits.contains(.madeByProgram)
        ? SystematicFindings.leastRowsOfProgram : SystematicFindings.leastRows
      return max(least, (rows * 9 + 9) / 10)
    }
    var candidates: [Candidate] = []
    for finding in all where finding.rule.info.traits.contains(.systematic) {
      guard let row = finding.place.row else { continue }
      if let index = candidates.firstIndex(where: { $0.isSame(as: finding) }) {
        candidates[index].add(finding, row)
      } else if candidates.count < SystematicFindings.mostGroups {
        candidates.append(Candidate(first: finding, last: finding, rows: 1, lastRow: row))
      }
    }
    candidates.removeAll { $0.rows < least($0.first.rule) }
    guard !candidates.isEmpty else {
      findings = all
      return
    }
    var isReported = Array(repeating: false, count: candidates.count)
    for finding in all {
      if finding.place.row != nil, let index = candidates.firstIndex(where: { $0.isSame(as: finding) }) {
        if isReported[index] { continue }
        isReported[index] = true
        groups[findings.count] = Group(rows: candidates[index].rows, last: candidates[index].last)
      }
      findings.append(finding)
    }
  }
}

/// Findings of one rule about one column that say the same.
private struct Candidate {
  var first: Finding
  var last: Finding
  var rows: Int
  var lastRow: Int

  func isSame(as other: Finding) -> Bool {
    first.rule == other.rule && first.field == other.field && first.severity == other.severity
      && first.message.template == other.message.template
  }

  /// Findings come in the order of the rows.
  mutating func add(_ finding: Finding, _ row: Int) {
    if row != lastRow { rows += 1 }
    (last, lastRow) = (finding, row)
  }
}
