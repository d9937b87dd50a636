/// What became of a file's rows, ascending by row; a few bytes a row, as most share their verdict with others.
public struct ProbeResults: Sendable, Sequence {
  private var verdicts: [Verdict] = []
  private var numbers: [Verdict: Int32] = [:]
  /// By row, from 1: the verdict's number, how long it took and when it began in milliseconds; -1 for none.
  private var rows: [(verdict: Int32, milliseconds: Int32, startedAt: Int32)]
  private var inspections: [Int: Inspection] = [:]
  /// How many rows have a verdict.
  public private(set) var count = 0

  init(rows: Int) { self.rows = Array(repeating: (-1, -1, -1), count: rows + 1) }

  public var isEmpty: Bool { count == 0 }

  /// - Parameter row: the data row, from 1.
  public subscript(row: Int) -> RowOutcome? {
    guard rows.indices.contains(row), rows[row].verdict >= 0 else { return nil }
    func known(_ number: Int32) -> Int? { number < 0 ? nil : Int(number) }
    return RowOutcome(
      row: row, verdict: verdicts[Int(rows[row].verdict)], milliseconds: known(rows[row].milliseconds),
      startedAt: known(rows[row].startedAt),
      inspection: inspections[row])
  }

  mutating func add(_ attempt: RowOutcome) {
    guard rows.indices.contains(attempt.row) else { return }
    if rows[attempt.row].verdict < 0 { count += 1 }
    func short(_ number: Int?) -> Int32 { number.map { Int32(clamping: $0) } ?? -1 }
    rows[attempt.row] = (number(attempt.verdict), short(attempt.milliseconds), short(attempt.startedAt))
    if let inspection = attempt.inspection { inspections[attempt.row] = inspection }
  }

  /// The row is without a verdict again.
  mutating func remove(row: Int) {
    guard rows.indices.contains(row), rows[row].verdict >= 0 else { return }
    rows[row] = (-1, -1, -1)
    inspections[row] = nil
    count -= 1
  }

  private mutating func number(_ verdict: Verdict) -> Int32 {
    if let known = numbers[verdict] { return known }
    let number = Int32(verdicts.count)
    verdicts.append(verdict)
    numbers[verdict] = number
    return number
  }

  public func makeIterator() -> some IteratorProtocol<RowOutcome> {
    rows.indices.lazy.compactMap { self[$0] }.makeIterator()
  }

  public var underestimatedCount: Int { count }

  /// Only those for which a credential was sent.
  var ofSignIns: ProbeResults { filtered { rows[$0].milliseconds >= 0 } }

  /// Only those of some rows.
  func filtered(_ isIncluded: (_ row: Int) -> Bool) -> ProbeResults {
    var results = ProbeResults(rows: rows.count - 1)
    for attempt in self where isIncluded(attempt.row) { results.add(attempt) }
    return results
  }
}
