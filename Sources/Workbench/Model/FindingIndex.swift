import Linting
import Migration
import Platform

/// The findings of a file by their causes and by their rows.
struct FindingIndex {
  /// Findings of one rule about one column that say the same.
  struct Cause {
    var rule: RuleID
    var severity: Severity
    /// The column, from 0; nil where the findings are about whole rows or the file.
    var field: Int?
    var count: Int
    /// The first of them, as an index into the file's findings.
    var first: Int
  }

  private struct Key: Hashable {
    var rule: RuleID
    var severity: Severity
    var field: Int?
    var template: String

    init(_ finding: Finding) {
      (rule, severity, field) = (finding.rule, finding.severity, finding.field)
      template = finding.message.template
    }
  }

  /// Errors first, then in the order of the file.
  let causes: [Cause]
  /// By finding: the index of its cause.
  private let causeOf: [Int32]
  /// Indices of the findings, by row.
  private let byRow: [Int32]
  private let findings: [Finding]

  init(_ findings: [Finding]) {
    var numbers: [Key: Int] = [:]
    var found: [Cause] = []
    var numberOf = [Int32](repeating: 0, count: findings.count)
    for (index, finding) in findings.enumerated() {
      let number = numbers[Key(finding), default: found.count]
      if number == found.count {
        numbers[Key(finding)] = number
        found.append(
          Cause(rule: finding.rule, severity: finding.severity, field: finding.field, count: 0, first: index))
      }
      found[number].count += 1
      numberOf[index] = Int32(number)
    }
    let order = found.indices.sorted {
      found[$0].severity != found[$1].severity ? found[$0].severity > found[$1].severity : $0 < $1
    }
    var places = [Int32](repeating: 0, count: found.count)
    for (place, number) in order.enumerated() { places[number] = Int32(place) }
    causes = order.map { found[$0] }
    causeOf = numberOf.map { places[Int($0)] }
    byRow = findings.indices.sorted { (findings[$0].place.number, $0) < (findings[$1].place.number, $1) }.map {
      Int32($0)
    }
    self.findings = findings
  }

  /// The cause of a finding, both as indices.
  func cause(of finding: Int) -> Int { Int(causeOf[finding]) }

  /// The findings of a row, or those of the header row and the file for row 0.
  func findings(ofRow row: Int) -> some Sequence<Int> {
    let start = byRow.partitioningIndex { findings[Int($0)].place.number >= row }
    return byRow[start...].lazy.prefix { findings[Int($0)].place.number == row }.map { Int($0) }
  }

  /// Some of the findings of a cause, in the order of the file.
  func findings(ofCause cause: Int, from start: Int, count: Int) -> [Int] {
    Array(causeOf.indices.lazy.filter { causeOf[$0] == cause }.dropFirst(start).prefix(count))
  }

  /// The rows with findings, or those with findings of one cause, ascending.
  func rows(ofCause cause: Int?) -> [Int] {
    var rows: [Int] = []
    for index in byRow where cause == nil || causeOf[Int(index)] == cause! {
      if let row = findings[Int(index)].place.row, row != rows.last { rows.append(row) }
    }
    return rows
  }
}
