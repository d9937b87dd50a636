import CSV
import Layout

/// What a change did to a file: the findings that it brought or touched.
///
/// A row is the same if its text occurs in the earlier file as often, wherever: rows may be sorted and the file may be
/// converted. A finding stays if it is about another row or, about the file, if the cells are others; of the rest,
/// those stay that the earlier file does not have: a value that has become the second of its sort, a column that is
/// missing now.
public struct ChangeFilter {
  private let old: LintResult

  /// - Parameter old: the earlier file, linted with the same options.
  public init(since old: LintResult) { self.old = old }

  /// The file with the findings that the change brought or touched.
  public func findings(of new: LintResult) -> LintResult {
    let changed = changedRecords(of: new)
    let hasOtherPreface = !ChangeFilter.preface(of: new).elementsEqual(ChangeFilter.preface(of: old))
    func isTouched(_ finding: Finding) -> Bool {
      finding.place.row == nil ? hasOtherPreface : changed.contains(finding.place.start)
    }
    guard new.findings.contains(where: { !isTouched($0) }) else { return new }
    var earlier: [Fingerprint: Int] = [:]
    for finding in old.findings { earlier[old.fingerprint(of: finding), default: 0] += 1 }
    let kept = new.findings.filter { finding in
      if isTouched(finding) { return true }
      let fingerprint = new.fingerprint(of: finding)
      guard let count = earlier[fingerprint], count > 0 else { return true }
      earlier[fingerprint] = count - 1
      return false
    }
    return LintResult(context: new.context, findings: kept, known: new.known)
  }

  /// Byte offsets of the records that the earlier file does not have, or not as often.
  private func changedRecords(of new: LintResult) -> Set<Int> {
    var left: [Text: Int] = [:]
    ChangeFilter.forEachRecord(of: old.context) { _, text in left[text, default: 0] += 1 }
    var changed: Set<Int> = []
    ChangeFilter.forEachRecord(of: new.context) { start, text in
      if let count = left[text], count > 0 { left[text] = count - 1 } else { changed.insert(start) }
    }
    return changed
  }

  private static func forEachRecord(of context: LintContext, _ body: (_ start: Int, Text) -> Void) {
    guard context.layout.isReadable else { return }
    var reader = context.layout.rowReader()
    while reader.next() { body(reader.start, Text(bytes: context.layout.bytes(reader.start..<reader.end))) }
  }

  /// The bytes before the rows, line ends aside.
  private static func preface(of collector: LintResult) -> some Sequence<UInt8> {
    let context = collector.context
    return context.layout.document.text[
      min(context.layout.document.start, context.layout.rowsStart)..<context.layout.rowsStart
    ].lazy.filter {
      $0 != 0x0A && $0 != 0x0D
    }
  }

  /// A record's bytes, compared by what they are.
  private struct Text: Hashable {
    var bytes: UnsafeBufferPointer<UInt8>

    static func == (a: Text, b: Text) -> Bool { a.bytes.elementsEqual(b.bytes) }
    func hash(into hasher: inout Hasher) { hasher.combine(bytes: UnsafeRawBufferPointer(bytes)) }
  }
}
