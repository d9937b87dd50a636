/// The verdicts of all rows, in a few bytes a row: most rows share theirs with others.
struct Results {
  private var verdicts: [Verdict] = []
  private var numbers: [Verdict: Int32] = [:]
  /// By row, from 1: the verdict's number, and the milliseconds; -1 for none.
  private var rows: [(verdict: Int32, milliseconds: Int32)]
  private var inspections: [Int: Inspection] = [:]
  private(set) var count = 0

  init(rows: Int) { self.rows = Array(repeating: (-1, -1), count: rows + 1) }

  subscript(row: Int) -> Attempt? {
    guard rows.indices.contains(row), rows[row].verdict >= 0 else { return nil }
    let milliseconds = rows[row].milliseconds
    return Attempt(
      row: row, verdict: verdicts[Int(rows[row].verdict)], milliseconds: milliseconds < 0 ? nil : Int(milliseconds), inspection: inspections[row])
  }

  mutating func add(_ attempt: Attempt) {
    guard rows.indices.contains(attempt.row) else { return }
    if rows[attempt.row].verdict < 0 { count += 1 }
    rows[attempt.row] = (number(attempt.verdict), attempt.milliseconds.map { Int32(clamping: $0) } ?? -1)
    if let inspection = attempt.inspection { inspections[attempt.row] = inspection }
  }

  private mutating func number(_ verdict: Verdict) -> Int32 {
    if let known = numbers[verdict] { return known }
    let number = Int32(verdicts.count)
    verdicts.append(verdict)
    numbers[verdict] = number
    return number
  }

  /// All rows with a verdict, ascending.
  var attempts: [Attempt] {
    var attempts: [Attempt] = []
    attempts.reserveCapacity(count)
    for row in rows.indices { if let attempt = self[row] { attempts.append(attempt) } }
    return attempts
  }
}
