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
    let (oldRows, newRows) = (ChangeFilter.rows(of: old.context), ChangeFilter.rows(of: new.context))
    let changed = ChangeFilter.changedRows(newRows, since: oldRows)
    let hasOtherPreface = !ChangeFilter.preface(of: new).elementsEqual(ChangeFilter.preface(of: old))
    func isTouched(_ finding: Finding) -> Bool {
      finding.place.row == nil ? hasOtherPreface : changed.contains(finding.place.start)
    }
    guard new.findings.contains(where: { !isTouched($0) }) else { return new }
    var earlier: [Identity: Int] = [:]
    for finding in old.findings { earlier[Identity(finding, of: old, oldRows), default: 0] += 1 }
    let kept = new.findings.filter { finding in
      if isTouched(finding) { return true }
      let identity = Identity(finding, of: new, newRows)
      guard let count = earlier[identity], count > 0 else { return true }
      earlier[identity] = count - 1
      return false
    }
    return LintResult(context: new.context, findings: kept, known: new.known)
  }

  /// Byte offsets of the rows that the earlier file does not have, or not as often.
  private static func changedRows(_ new: [Int: Text], since old: [Int: Text]) -> Set<Int> {
    var left: [Text: Int] = [:]
    for text in old.values { left[text, default: 0] += 1 }
    var changed: Set<Int> = []
    for (start, text) in new.sorted(by: { $0.key < $1.key }) {
      if let count = left[text], count > 0 { left[text] = count - 1 } else { changed.insert(start) }
    }
    return changed
  }

  /// The rows by the byte offset of their beginning.
  private static func rows(of context: LintContext) -> [Int: Text] {
    guard context.layout.isReadable else { return [:] }
    var rows: [Int: Text] = [:]
    var reader = context.layout.rowReader()
    while reader.next() { rows[reader.start] = Text(bytes: context.layout.bytes(reader.start..<reader.end)) }
    return rows
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

  /// What makes findings of two files the same one. The row's own bytes, as what is masked in it depends on the others.
  private struct Identity: Hashable {
    private var rule: String
    private var column: String?
    private var row: Text?
    /// Of a finding that is not in a row.
    private var fingerprint: Fingerprint?

    init(_ finding: Finding, of result: LintResult, _ rows: [Int: Text]) {
      rule = finding.rule.name
      column = result.name(ofColumn: finding.field)
      row = finding.place.row == nil ? nil : rows[finding.place.start]
      fingerprint = row == nil ? result.fingerprint(of: finding) : nil
    }
  }

  /// A record's bytes, compared by what they are.
  private struct Text: Hashable {
    var bytes: UnsafeBufferPointer<UInt8>

    static func == (a: Text, b: Text) -> Bool { a.bytes.elementsEqual(b.bytes) }
    func hash(into hasher: inout Hasher) { hasher.combine(bytes: UnsafeRawBufferPointer(bytes)) }
  }
}
