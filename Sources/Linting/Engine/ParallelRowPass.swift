import CSV
import Layout
import Platform

/// Parts of a large file, read at the same time.
///
/// Each part is read as if it were a file of its own, with its own statistics and findings; then the rows of each part
/// are counted on from those before it. Where a part ends inside a quoted value, the parts after it mean nothing, and the
/// file is read from end to end.
struct ParallelRowPass {
  /// Smaller files are read before a second thread has begun.
  private static let leastBytes = 1 << 20
  /// A thread is not worth its start for less.
  private static let leastPart = 1 << 19

  private let context: LintContext
  /// Where the parts after the first one begin, ascending.
  private let starts: [Int]

  /// Nil where the file is not worth it.
  ///
  /// - Parameter threads: how many parts to read; nil for as many as there are processors.
  init?(_ context: LintContext, threads: Int?) {
    let layout = context.layout
    let rows = layout.rowsStart..<layout.rowsEnd
    guard rows.count >= ParallelRowPass.leastBytes else { return nil }
    let count = threads ?? SystemThread.count(most: rows.count / ParallelRowPass.leastPart)
    let text = UnsafeRawBufferPointer(rebasing: layout.document.text[..<rows.upperBound])
    var starts: [Int] = []
    for part in 0..<max(count - 1, 0) {
      let near = rows.lowerBound + rows.count / count * (part + 1)
      if let start = ParallelRowPass.lineStart(in: text, near: near), start > starts.last ?? rows.lowerBound {
        starts.append(start)
      }
    }
    guard !starts.isEmpty else { return nil }
    self.context = context
    self.starts = starts
  }

  /// The beginning of a line with text, after a line with text.
  private static func lineStart(in text: UnsafeRawBufferPointer, near offset: Int) -> Int? {
    for p in offset..<max(offset, min(offset + 65536, text.count - 1)) where text[p] == 0x0A && text[p + 1] > 0x20 {
      let before = text[p - 1] == 0x0D ? p - 2 : p - 1
      if before > 0, text[before] > 0x20 { return p + 1 }
    }
    return nil
  }

  /// Reads all parts; false where the file must be read from end to end after all.
  func read(_ plans: [ColumnPlan], _ collector: FindingCollector) -> Bool {
    let later = starts.indices.map { index in
      LaterPart(
        RowPass(
          context: context.fresh(), collector: collector.fresh(), plans: plans, start: starts[index],
          end: index + 1 < starts.count ? starts[index + 1] : nil, gathers: true))
    }
    let threads = later.map { part in SystemThread { part.run() } }
    let own = collector.fresh()
    let first = RowPass(context: context, collector: own, plans: plans, end: starts[0]).run()
    for (part, thread) in zip(later, threads) {
      // Where the system has no thread left, the part is read here.
      if let thread { thread.join() } else { part.run() }
    }
    let results = later.compactMap(\.result)
    guard !first.metUnclosedQuote, results.dropLast().allSatisfy({ !$0.metUnclosedQuote }) else {
      context.forgetRows()
      return false
    }
    collector.take(own, shifted: RowShift(rows: 0, lines: 0, records: 0))
    var shift = RowShift(rows: 0, lines: first.nextLine - 1, records: first.records)
    for (part, result) in zip(later, results) {
      shift.rows = context.rowCount
      collector.take(part.pass.collector, shifted: shift)
      context.append(part.pass.context, shifted: shift)
      first.scanner.takeValues(of: result.scanner, rows: shift.rows)
      shift.lines += result.nextLine - 1
      shift.records += result.records
    }
    first.scanner.finish()
    return true
  }

  /// One thread's work and its result. Only that thread uses it until it has been joined.
  private final class LaterPart: @unchecked Sendable {
    let pass: RowPass
    var result: RowPass.Result?
    init(_ pass: RowPass) { self.pass = pass }
    func run() { result = pass.run() }
  }
}

/// By how much the numbers of a later part's rows are too small.
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
