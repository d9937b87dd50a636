import Platform
import CSV

/// Two halves of a large file, read at the same time.
///
/// Each half is read as if it were a file of its own, with its own statistics and findings; then the second
/// half's rows are counted on from the first half's. Where the first half ends inside a quoted value the
/// halves mean nothing, and the file is read from end to end.
struct ParallelRowPass {
  /// Smaller files are read before a second thread has begun.
  private static let leastBytes = 1 << 20

  let first: Table
  let second: Table
  private let split: Int

  /// Nil where the file is not worth it.
  init?(_ table: Table) {
    let text = table.document.text
    guard text.count - table.rowsStart >= ParallelRowPass.leastBytes, sysconf(Int32(_SC_NPROCESSORS_ONLN)) > 1,
      let split = ParallelRowPass.lineStart(in: text, near: table.rowsStart + (text.count - table.rowsStart) / 2)
    else { return nil }
    self.split = split
    first = table
    second = table.shard(from: split)
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
    let later = LaterHalf(RowPass(table: second, collector: collector.fresh(), plans: plans, gathers: true))
    guard let thread = ParallelRowPass.start(later) else { return false }
    let own = collector.fresh()
    let half = RowPass(table: first, collector: own, plans: plans, end: split).run()
    pthread_join(thread, nil)
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

  /// One thread's work and what it came to: handed over by reference, read after the thread has ended.
  private final class LaterHalf {
    let loop: RowPass
    var result: RowPass.Result?
    init(_ loop: RowPass) { self.loop = loop }
    func run() { result = loop.run() }
  }

  private static func start(_ half: LaterHalf) -> pthread_t? {
    let context = Unmanaged.passUnretained(half).toOpaque()
    #if canImport(Darwin)
      var thread: pthread_t?
      let status = pthread_create(
        &thread, nil,
        {
          Unmanaged<LaterHalf>.fromOpaque($0).takeUnretainedValue().run(); return nil
        }, context)
      return status == 0 ? thread : nil
    #else
      var thread = pthread_t()
      let status = pthread_create(
        &thread, nil,
        {
          Unmanaged<LaterHalf>.fromOpaque($0!).takeUnretainedValue().run(); return nil
        }, context)
      return status == 0 ? thread : nil
    #endif
  }
}

/// By how much the numbers of a second half's rows are too small.
struct RowShift {
  var rows: Int
  var lines: Int
  var records: Int
}
