import Linting
import Migration

/// Results of the SARIF report, a line each that begins with the comma before it.
final class SARIFResults: FindingWriter {
  /// A finding's fingerprint, and how often it is there up to it.
  typealias Key = (fingerprint: PathFingerprint, ordinal: Int)

  /// The findings of a file that are results.
  struct Subject {
    /// Their indices; those behind the file's ``ReportedFile/count`` are known by the baseline.
    var findings: [Int]
    var uri: String
    /// By finding.
    var keys: [Key]
    /// The index of each rule among the run's rules.
    var rules: [RuleID: Int]
  }

  private let output: Output
  private let subject: Subject
  /// Those that are written, by their places among the subject's.
  private let positions: [Int]
  /// The first result of the run, which has no comma before it, among ``positions``; nil where it is not among them.
  private let first: Int?
  /// The message or fingerprint that is put together.
  @exclusivity(unchecked) private var text: [UInt8] = []

  init(_ output: Output, _ subject: Subject, _ positions: [Int], first: Int?) {
    (self.output, self.subject, self.positions, self.first) = (output, subject, positions, first)
  }

  func write(_ findings: Range<Int>, of file: any ReportedFile) {
    for place in findings {
      output.put(place == first ? "\n" : ",\n")
      let position = positions[place]
      put(subject.findings[position], subject.keys[position], of: file)
    }
  }

  private func put(_ index: Int, _ key: Key, of file: any ReportedFile) {
    let rule = file.rule(index)
    output.put("{\"ruleId\":\"")
    output.put(rule.name)
    output.put("\",\"ruleIndex\":")
    output.put(subject.rules[rule] ?? 0)
    output.put(",\"level\":\"")
    output.put(file.severity(index).sarifLevel)
    output.put("\",\"message\":{\"text\":")
    text.removeAll(keepingCapacity: true)
    file.render(index, into: &text)
    output.putJSON(text)
    output.put("},\"locations\":[{")
    putLocation()
    put(file.span(index))
    output.put("}")
    if let cell = file.sheetCell(index) { put(cell) }
    output.put("}]")
    putRelated(index, of: file)
    output.put(",\"partialFingerprints\":{\"batchlintRow/v1\":\"")
    text.removeAll(keepingCapacity: true)
    key.fingerprint.append(to: &text)
    output.put(text)
    output.put(":")
    output.put(key.ordinal)
    output.put("\"}")
    if index >= file.count {
      output.put(",\"suppressions\":[{\"kind\":\"external\",\"justification\":\"known by the baseline\"}]")
    }
    if let suggestion = file.suggestion(index, in: .codePoints, most: Suggestion.mostEdits) { put(suggestion) }
    output.put("}")
  }

  private func putRelated(_ index: Int, of file: any ReportedFile) {
    guard let related = file.related(index) else { return }
    output.put(",\"relatedLocations\":[{\"id\":1,\"message\":{\"text\":")
    output.putJSON(related.message)
    output.put("},")
    putLocation()
    if let span = file.relatedSpan(index, in: .codePoints) {
      put(span)
    } else {
      output.put("{\"startLine\":\(related.start.line),\"startColumn\":\(related.start.column)}")
    }
    output.put("}}]")
  }

  private func put(_ cell: SheetCell) {
    output.put(",\"logicalLocations\":[{\"name\":\"\(cell.cell)\",\"fullyQualifiedName\":")
    output.putJSON(cell.description)
    output.put("}]")
  }

  private func putLocation() {
    output.put("\"physicalLocation\":{\"artifactLocation\":{\"uri\":")
    output.putJSON(subject.uri)
    output.put("},\"region\":")
  }

  private func put(_ span: Span) {
    output.put("{\"startLine\":")
    output.put(span.start.line)
    output.put(",\"startColumn\":")
    output.put(span.start.column)
    output.put(",\"endLine\":")
    output.put(span.end.line)
    output.put(",\"endColumn\":")
    output.put(span.end.column)
    output.put("}")
  }

  private func put(_ suggestion: Suggestion) {
    output.put(",\"fixes\":[{\"description\":{\"text\":")
    output.putJSON(suggestion.title)
    output.put("},\"artifactChanges\":[{\"artifactLocation\":{\"uri\":")
    output.putJSON(subject.uri)
    output.put("},\"replacements\":[")
    for (index, edit) in suggestion.edits.enumerated() {
      output.put(index == 0 ? "{\"deletedRegion\":" : ",{\"deletedRegion\":")
      put(edit.span)
      if !edit.text.isEmpty {
        output.put(",\"insertedContent\":{\"text\":")
        output.putJSON(edit.text)
        output.put("}")
      }
      output.put("}")
    }
    output.put("]}]}]")
  }
}

extension Severity {
  /// What SARIF calls it.
  var sarifLevel: String { self == .info ? "note" : rawValue }
}
