import Linting
import Migration

/// A file's results as JSON reports contain them.
///
/// Of a report that was not made to be merged the rows, the columns in bytes and the suggested texts are not known.
public final class MergedFile: ReportedFile {
  /// A finding and the report that contains it.
  struct Entry {
    var entry: ReadReport.Entry
    var report: Int
  }

  public let facts: FileFacts
  public let count: Int
  /// A report's text was not any more what it was when it was read first.
  public private(set) var hasChanged = false
  private let reports: [ReadReport]
  private let entries: [Entry]
  /// What was asked for last: formats ask for one finding after the other.
  @exclusivity(unchecked) private var current = (index: -1, finding: ReadFinding())

  init(_ facts: FileFacts, _ findings: [Entry], known: [Entry], _ reports: [ReadReport]) {
    self.facts = facts
    self.reports = reports
    count = findings.count
    entries = findings + known
  }

  public var knownCount: Int { entries.count - count }

  private func finding(_ index: Int) -> ReadFinding {
    if current.index != index {
      let entry = entries[index]
      let finding = reports[entry.report].finding(entry.entry)
      if finding == nil { hasChanged = true }
      current = (index, finding ?? ReadFinding())
    }
    return current.finding
  }

  public func rule(_ index: Int) -> RuleID { entries[index].entry.rule }
  public func severity(_ index: Int) -> Severity { entries[index].entry.severity }
  public func row(_ index: Int) -> Int? { finding(index).row }
  public func rows(_ index: Int) -> Int { finding(index).rows }
  public func record(_ index: Int) -> Int { finding(index).record }
  public func sheetCell(_ index: Int) -> SheetCell? { finding(index).sheetCell }
  public func column(_ index: Int) -> Int? { finding(index).column }
  public func field(_ index: Int) -> String? { finding(index).field }
  public func start(_ index: Int) -> Position { finding(index).span.start }
  public func span(_ index: Int) -> Span { finding(index).span }
  public func byteSpan(_ index: Int) -> Span? { finding(index).detail?.span }
  public func bytes(_ index: Int) -> (offset: Int, length: Int) { finding(index).bytes }
  public func render(_ index: Int, into bytes: inout [UInt8]) { bytes += finding(index).message.utf8 }
  public func advice(_ index: Int) -> String {
    let finding = finding(index)
    return finding.advice ?? RuleRegistry.advice[finding.rule.index]
  }
  public func service(_ index: Int) -> String? { finding(index).service }
  public func excerpt(_ index: Int) -> Excerpt? { finding(index).detail?.excerpt }
  public func related(_ index: Int) -> RelatedPlace? { finding(index).related }
  public func fixTitle(_ index: Int) -> FixTitle? { finding(index).fix?.title }
  public func fix(_ index: Int) -> ReportedFix? { finding(index).fix }

  public func template(_ index: Int) -> String {
    let finding = finding(index)
    return finding.detail?.template ?? finding.message
  }

  public func copyForThread() -> (any ReportedFile)? { nil }

  public func signInName(ofRow row: Int) -> String? { facts.probe?.names[row] }

  public func fingerprint(_ index: Int) -> Fingerprint {
    let finding = finding(index)
    return finding.detail?.fingerprint
      ?? Fingerprint(Array("\(finding.rule.name)\0\(finding.field ?? "")\0\(finding.message)".utf8))
  }

  public func relatedSpan(_ index: Int, in unit: ColumnUnit) -> Span? {
    finding(index).detail?.related.map { unit == .bytes ? $0.bytes : $0.span }
  }

  public func suggestion(_ index: Int, in unit: ColumnUnit, most: Int) -> Suggestion? {
    let finding = finding(index)
    guard let fix = finding.fix, let places = finding.detail?.edits, places.count <= most else { return nil }
    return Suggestion(
      title: fix.title.text,
      edits: zip(places, fix.edits).map {
        Suggestion.Edit(span: unit == .bytes ? $0.bytes : $0.span, text: $1.newText ?? [])
      })
  }
}
