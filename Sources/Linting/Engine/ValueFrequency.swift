/// Which of a few byte strings most rows have, and which rows have another.
///
/// The rows of a run of equal values are kept as its ends: where all rows have the same value, nothing grows.
public struct ValueFrequency {
  package struct Choice {
    package var range: Range<Int>
    package var rows = RowRuns()
  }
  package private(set) var choices: [Choice] = []
  package private(set) var total = 0
  /// The value of the row before and its run of rows, not in ``choices`` yet; no rows for none.
  private var last: Range<Int> = 0..<0
  private var run: Range<Int> = 0..<0
  /// More different values than this are no majority worth naming.
  private static let limit = 64
  private var others = RowRuns()

  /// Counts a row's value; false where it is another than the one counted before.
  @inline(__always) @discardableResult
  mutating func add(_ range: Range<Int>, row: Int, base: UnsafePointer<UInt8>) -> Bool {
    total &+= 1
    let isRepeated = !run.isEmpty && sameBytes(base, last, range)
    if isRepeated, row == run.upperBound {
      run = run.lowerBound..<row &+ 1
    } else {
      settle(base)
      last = range
      run = row..<row &+ 1
    }
    return isRepeated
  }

  /// Adds the run that is not in ``choices`` yet.
  mutating func settle(_ base: UnsafePointer<UInt8>) {
    guard !run.isEmpty else { return }
    add(last, run, base)
    run = 0..<0
  }

  private mutating func add(_ value: Range<Int>, _ rows: Range<Int>, _ base: UnsafePointer<UInt8>) {
    if let index = choices.firstIndex(where: { sameBytes(base, $0.range, value) }) {
      choices[index].rows.append(rows)
    } else if choices.count < ValueFrequency.limit {
      choices.append(Choice(range: value, rows: RowRuns(rows)))
    } else {
      others.append(rows)
    }
  }

  /// Takes what was counted in a later part of the file; both are settled.
  mutating func append(_ other: ValueFrequency, rows shift: Int, base: UnsafePointer<UInt8>) {
    total += other.total
    for choice in other.choices {
      for rows in choice.rows.runs { add(choice.range, rows.lowerBound + shift..<rows.upperBound + shift, base) }
    }
    for rows in other.others.runs { others.append(rows.lowerBound + shift..<rows.upperBound + shift) }
  }

  /// The rows whose value is asked for, ascending.
  func rows(where wanted: (Range<Int>) -> Bool) -> [Int] {
    choices.filter { wanted($0.range) }.flatMap(\.rows.numbers).sorted()
  }

  /// What at least nine in ten rows have, and the rows that have something else, ascending.
  func deviants() -> (common: Range<Int>, rows: [Int])? {
    guard let common = choices.max(by: { $0.rows.count < $1.rows.count }),
      FileStatistics.most(common.rows.count, of: total)
    else { return nil }
    var rows = others.numbers
    for choice in choices where choice.range != common.range { rows += choice.rows.numbers }
    return (common.range, rows.sorted())
  }
}

/// Numbers of rows, ascending, kept as runs of neighbours.
package struct RowRuns {
  private(set) var runs: [Range<Int>] = []
  package private(set) var count = 0

  init() {}

  init(_ rows: Range<Int>) { append(rows) }

  package var first: Int? { runs.first?.lowerBound }

  /// The rows one by one.
  var numbers: [Int] { Array(runs.joined()) }

  /// Adds rows behind the last one.
  mutating func append(_ rows: Range<Int>) {
    count += rows.count
    if let last = runs.last, last.upperBound == rows.lowerBound {
      runs[runs.count - 1] = last.lowerBound..<rows.upperBound
    } else {
      runs.append(rows)
    }
  }
}
