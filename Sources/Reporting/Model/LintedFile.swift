import Layout
import Linting
import Migration

/// What the linter found in a file, or in some of its rows.
public final class LintedFile: ReportedFile {
  public let facts: FileFacts
  public let count: Int
  private let file: LintResult
  /// Those that count, and behind them those that are known.
  private let findings: [Finding]
  /// Those of ``findings`` that nearly all rows share.
  private var groups: [Int: SystematicFindings.Group] = [:]
  private lazy var fixer = Fixer(file)
  /// The fix that was asked for last: a format asks several times for that of one finding.
  private var lastFix: (index: Int, fix: Fix?) = (-1, nil)

  /// - Parameters:
  ///   - part: the rows that it is about; nil for all.
  ///   - expands: report what nearly all rows share in each row, not once.
  ///   - probe: what signing in with the rows came to.
  public init(_ file: LintResult, part: RowPart? = nil, expands: Bool = false, probe: ProbeFacts? = nil) {
    self.file = file
    let layout = file.layout
    facts = FileFacts(
      path: file.path, kind: layout.kind.name, kindReason: layout.kindReason, server: layout.server.name,
      serverReason: layout.serverReason,
      encoding: layout.document.encodingName, delimiter: layout.rowDelimiter,
      headerLine: layout.header.flatMap { $0.isMissing ? nil : $0.place.line },
      rows: part?.count ?? file.rows, bytes: layout.document.origin?.size ?? layout.document.original.count,
      firstRow: part?.first, probe: probe)
    let reported = SystematicFindings(file.findings, rows: expands ? nil : file.rows)
    guard let part else {
      (count, groups) = (reported.findings.count, reported.groups)
      findings = file.known.isEmpty ? reported.findings : reported.findings + file.known
      return
    }
    var own: [Finding] = []
    for (index, finding) in reported.findings.enumerated() where part.owns(finding.place.row) {
      if let group = reported.groups[index] { groups[own.count] = group }
      own.append(finding)
    }
    count = own.count
    findings = own + file.known.filter { part.owns($0.place.row) }
  }

  private init(_ other: LintedFile, _ file: LintResult) {
    self.file = file
    (facts, count, findings, groups) = (other.facts, other.count, other.findings, other.groups)
  }

  public func copyForThread() -> (any ReportedFile)? { file.copyForThread().map { LintedFile(self, $0) } }

  public var knownCount: Int { findings.count - count }

  public func rule(_ index: Int) -> RuleID { findings[index].rule }
  public func severity(_ index: Int) -> Severity { findings[index].severity }
  public func row(_ index: Int) -> Int? { findings[index].place.row }
  public func rows(_ index: Int) -> Int { groups[index]?.rows ?? 1 }
  public func record(_ index: Int) -> Int { findings[index].place.record }
  public func sheetCell(_ index: Int) -> SheetCell? {
    guard let origin = file.layout.document.origin else { return nil }
    let start = start(index)
    return SheetCell(
      sheet: origin.sheet, cell: Cell.letters(start.column - 1) + String(start.line))
  }

  public func column(_ index: Int) -> Int? { findings[index].field }
  public func field(_ index: Int) -> String? { file.name(ofColumn: findings[index].field) }

  public func start(_ index: Int) -> Position {
    file.position(of: findings[index].range.lowerBound, in: findings[index].place)
  }

  public func span(_ index: Int) -> Span {
    let span = file.span(of: findings[index].range, in: findings[index].place)
    return Span(start: span.start, end: span.end)
  }

  public func byteSpan(_ index: Int) -> Span? { span(findings[index].range, findings[index].place, .bytes) }

  public func bytes(_ index: Int) -> (offset: Int, length: Int) { file.bytes(of: findings[index].range) }

  public func render(_ index: Int, into bytes: inout [UInt8]) {
    file.render(findings[index].message, of: findings[index], into: &bytes)
    if let rows = groups[index]?.rows {
      bytes += Array(
        " (\(rows == file.rows ? "all \(grouped(rows))" : "\(grouped(rows)) of \(grouped(file.rows))") rows)".utf8)
    }
  }

  public func template(_ index: Int) -> String { findings[index].message.template }
  public func service(_ index: Int) -> String? {
    findings[index].service == nil ? nil : file.serviceMessage(of: findings[index])
  }
  public func advice(_ index: Int) -> String {
    let finding = findings[index]
    guard groups[index] == nil, let fix = ownFix(index) else { return RuleRegistry.advice[finding.rule.index] }
    if let text = file.corrected(finding, by: fix) {
      return fix.isSafe ? "Write `\(text)`" : "Write `\(text)`, if that is the intended value"
    }
    return finding.rule.info.traits.contains(.variesByFinding) ? fix.title : RuleRegistry.advice[finding.rule.index]
  }
  public func excerpt(_ index: Int) -> Excerpt? { file.excerpt(of: findings[index]) }
  public func fingerprint(_ index: Int) -> Fingerprint { file.fingerprint(of: findings[index]) }

  public func related(_ index: Int) -> RelatedPlace? {
    guard let related = findings[index].related else { return nil }
    return RelatedPlace(
      message: file.message(of: related, for: findings[index]),
      start: file.position(of: related.range.lowerBound, in: related.place))
  }

  public func relatedSpan(_ index: Int, in unit: ColumnUnit) -> Span? {
    findings[index].related.map { span($0.range, $0.place, unit) }
  }

  public func fixTitle(_ index: Int) -> FixTitle? {
    ownFix(index).map { FixTitle(text: $0.title, isSafe: $0.isSafe) }
  }

  /// More edits than this are reported as one, from the first to the last.
  private static let mostEdits = 50

  public func fix(_ index: Int) -> ReportedFix? {
    guard let fix = ownFix(index) else { return nil }
    let title = FixTitle(text: fix.title, isSafe: fix.isSafe)
    if fix.becomesUTF8 {
      return ReportedFix(title: title, edits: [ReportedFix.Edit(offset: 0, length: facts.bytes, newText: nil)])
    }
    if let group = groups[index], let last = fixer.fix(for: group.last)?.edits.last, let first = fix.edits.first {
      return ReportedFix(title: title, edits: [edit(first.range.lowerBound..<last.range.upperBound, nil)])
    }
    guard fix.edits.count <= LintedFile.mostEdits else {
      return ReportedFix(
        title: title,
        edits: [edit(fix.edits[0].range.lowerBound..<fix.edits[fix.edits.count - 1].range.upperBound, nil)])
    }
    let isOpen = mayQuote(index)
    return ReportedFix(title: title, edits: fix.edits.map { edit($0.range, isOpen || $0.text.isEmpty ? $0.text : nil) })
  }

  public func suggestion(_ index: Int, in unit: ColumnUnit, most: Int) -> Suggestion? {
    guard groups[index] == nil, let fix = ownFix(index), fix.edits.count <= most, !fix.becomesUTF8, mayQuote(index)
    else {
      return nil
    }
    let place = findings[index].place
    return Suggestion(
      title: fix.title, edits: fix.edits.map { Suggestion.Edit(span: span($0.range, place, unit), text: $0.text) })
  }

  public func signInName(ofRow row: Int) -> String? {
    let layout = file.layout
    return file.context.signInRow(row).flatMap {
      file.shown($0.signInName.value, ofColumn: layout.signInColumn, in: $0.place)
    }
  }

  private func ownFix(_ index: Int) -> Fix? {
    if lastFix.index != index { lastFix = (index, fixer.fix(for: findings[index])) }
    return lastFix.fix
  }

  private func mayQuote(_ index: Int) -> Bool { file.mayQuote(findings[index].field, in: findings[index].place) }

  private func edit(_ range: Range<Int>, _ newText: [UInt8]?) -> ReportedFix.Edit {
    let bytes = file.bytes(of: range)
    return ReportedFix.Edit(offset: bytes.offset, length: bytes.length, newText: newText)
  }

  private func span(_ range: Range<Int>, _ place: RowPlace, _ unit: ColumnUnit) -> Span {
    switch unit {
    case .codePoints:
      Span(start: file.position(of: range.lowerBound, in: place), end: file.position(of: range.upperBound, in: place))
    case .bytes:
      Span(
        start: file.bytePosition(of: range.lowerBound, in: place),
        end: file.bytePosition(of: range.upperBound, in: place))
    }
  }
}
