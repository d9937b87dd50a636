import Linting
import Migration
import Platform

/// reviewdog's rdjson: columns in bytes of UTF-8, ends exclusive.
final class RDJSONReporter: Reporter {
  private let output: Output
  private let options: ReportOptions
  @exclusivity(unchecked) private var isFirst = true

  init(_ output: Output, _ options: ReportOptions) {
    self.output = output
    self.options = options
  }

  func begin() {
    output.put(
      "{\"source\":{\"name\":\"batchlint\",\"url\":\"https://github.com/batchlint/batchlint\"},\"diagnostics\":[")
  }

  func report(_ file: any ReportedFile, shown: Int) {
    let path = options.reported(file.path)
    for index in 0..<shown {
      let rule = file.rule(index).name
      output.put(isFirst ? "\n" : ",\n")
      isFirst = false
      output.put("{\"message\":")
      output.putJSON(file.placedMessage(index))
      output.put(",\"location\":{\"path\":")
      output.putJSON(path)
      output.put(",\"range\":")
      put(file.byteSpan(index), from: { file.start(index) })
      output.put("},\"severity\":\"\(file.severity(index).rawValue.uppercased())\",\"code\":{\"value\":")
      output.putJSON(rule)
      output.put(",\"url\":")
      output.putJSON(RuleRegistry.pageURL(rule))
      output.put("}")
      if let related = file.related(index) {
        output.put(",\"related_locations\":[{\"message\":")
        output.putJSON(related.message)
        output.put(",\"location\":{\"path\":")
        output.putJSON(path)
        output.put(",\"range\":")
        put(file.relatedSpan(index, in: .bytes), from: { related.start })
        output.put("}}]")
      }
      // They appear in review comments: only what a person may read, and only for this place.
      if let suggestion = file.suggestion(index, in: .bytes, most: 1) {
        output.put(",\"suggestions\":[{\"range\":")
        put(suggestion.edits[0].span)
        output.put(",\"text\":")
        output.putJSON(suggestion.edits[0].text)
        output.put("}]")
      }
      output.put("}")
    }
  }

  func end(_ summary: Summary) { output.put(isFirst ? "]}\n" : "\n]}\n") }

  /// Where bytes are not known, the line alone.
  private func put(_ span: Span?, from start: () -> Position) {
    guard let span else { return output.put("{\"start\":{\"line\":\(start().line)}}") }
    put(span)
  }

  private func put(_ span: Span) {
    output.put(
      """
      {"start":{"line":\(span.start.line),"column":\(span.start.column)},"end":{"line":\(span.end.line),"column":\
      \(span.end.column)}}
      """
    )
  }
}
