import CSV
import Layout
import Platform

/// Two halves of a large file, read at the same time.
///
/// Each half is read as if it were a file of its own, with its own statistics and findings; then the second
/// half's rows are counted on from the first half's. Where the first half ends inside a quoted value the
/// halves mean nothing, and the file is read from end to end.
struct ParallelRowPass {
  /// Smaller files are read before a second thread has begun.
  private static let leastBytes = 1 << 20

  let first: LintContext
  let second: LintContext
  private let split: Int

  /// Nil where the file is not worth it.
  init?(_ context: LintContext) {
    let text = context.layout.document.text
    guard text.count - context.layout.rowsStart >= ParallelRowPass.leastBytes, SystemThread.processorCount > 1,
      let split = ParallelRowPass.lineStart(
        in: text, near: context.layout.rowsStart + (text.count - context.layout.rowsStart) / 2)
    else { return nil }
    self.split = split
    first = context
    second = context.fresh()
  }

  /// The beginning of a line with text, behind a line with text.
  private static func lineStart(in text: UnsafeRawBufferPointer, near offset: Int) -> Int? {
    for p in offset..<min(offset + 65536, text.count - 1) where text[p] == 0x0A && text[p + 1] > 0x20 {
      let before = text[p - 1] == 0x0D ? p - 2 : p - 1
      if before > 0, text[before] > 0x20 { return p + 1 }
    }
    return nil
  }

  /// Reads both halves; false where the file must be read from end to end after all.
  func read(_ plans: [ColumnPlan], _ collector: FindingCollector) -> Bool {
    let later = LaterHalf(
      RowPass(context: second, collector: collector.fresh(), plans: plans, start: split, gathers: true))
    guard let thread = SystemThread({ later.run() }) else { return false }
    let own = collector.fresh()
    let half = RowPass(context: first, collector: own, plans: plans, end: split).run()
    thread.join()
    guard let rest = later.result, !half.metUnclosedQuote else {
      first.forgetRows()
      return false
    }
    let shift = RowShift(rows: first.rowCount, lines: half.nextLine - 1, records: half.records)
    collector.take(own, shifted: RowShift(rows: 0, lines: 0, records: 0))
    collector.take(later.loop.collector, shifted: shift)
    first.append(second, shifted: shift)
    half.scanner.takeValues(of: rest.scanner, rows: shift.rows)
    half.scanner.finish()
    return true
  }

  /// One thread's work and its result. Only that thread uses it until it has been joined.
  private final class LaterHalf: @unchecked Sendable {
    let loop: RowPass
    var result: RowPass.Result?
    init(_ loop: RowPass) { self.loop = loop }
    func run() { result = loop.run() }
  }
}

/// By how much the numbers of a second half's rows are too small.
struct RowShift {
  var rows: Int
  var lines: Int
  var records: Int
}

extension RowPlace {
  /// The same place, rows before it counted in.
  func shifted(by shift: RowShift) -> RowPlace {
    RowPlace(start: start, line: line + shift.lines, record: record + shift.records, row: row.map { $0 + shift.rows })
  }
}
