import Linting
import Migration

/// GitLab's code quality report: one JSON array.
final class GitLabReporter: Reporter {
  private let output: Output
  private let options: ReportOptions
  private var isFirst = true
  /// How often each fingerprint stood there already: GitLab merges equal ones.
  private var seen: [PathFingerprint: Int32] = [:]

  init(_ output: Output, _ options: ReportOptions) {
    self.output = output
    self.options = options
  }

  func begin() { output.put("[") }

  func report(_ file: any ReportedFile, shown: Int) {
    let path = options.reported(file.path)
    let place = PathFingerprint.hash(path)
    for index in 0..<shown {
      let span = file.span(index)
      let rule = file.rule(index).name
      output.put(isFirst ? "\n" : ",\n")
      isFirst = false
      output.put("{\"description\":")
      output.putJSON("\(rule): \(file.message(index))")
      output.put(",\"check_name\":")
      output.putJSON(rule)
      output.put(",\"fingerprint\":")
      output.putJSON(unique(PathFingerprint(finding: file.fingerprint(index), path: place)))
      output.put(",\"severity\":\"\(GitLabReporter.severity(file.severity(index)))\",\"location\":{\"path\":")
      output.putJSON(path)
      output.put(",\"lines\":{\"begin\":\(span.start.line),\"end\":\(max(span.end.line, span.start.line))}}}")
    }
  }

  func end(_ summary: Summary) { output.put(isFirst ? "]\n" : "\n]\n") }

  /// Without the line: a row inserted above must not make every finding a new one.
  private func unique(_ key: PathFingerprint) -> String {
    let count = seen[key, default: 0] + 1
    seen[key] = count
    return count == 1 ? key.text : "\(key.text)-\(count)"
  }

  private static func severity(_ severity: Severity) -> String {
    switch severity {
    case .error: "critical"
    case .warning: "minor"
    case .info: "info"
    }
  }
}

/// A finding's fingerprint together with its file's.
struct PathFingerprint: Hashable {
  var finding: Fingerprint
  var path: UInt64

  var text: String { finding.text + String(path, radix: 16) }

  static func hash(_ path: String) -> UInt64 {
    path.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
  }
}

/// Checkstyle's XML, as Jenkins and many others read it.
final class CheckstyleReporter: Reporter {
  private let options: ReportOptions
  private let xml: XMLWriter

  init(_ output: Output, _ options: ReportOptions) {
    self.options = options
    xml = XMLWriter(output)
  }

  func begin() {
    xml.open("checkstyle")
    xml.attribute("version", "4.3")
  }

  func report(_ file: any ReportedFile, shown: Int) {
    xml.open("file")
    xml.attribute("name", options.reported(file.path))
    for index in 0..<shown {
      let start = file.start(index)
      xml.open("error")
      xml.attribute("line", String(start.line))
      xml.attribute("column", String(start.column))
      xml.attribute("severity", file.severity(index).rawValue)
      xml.attribute("message", file.message(index))
      xml.attribute("source", "batchlint.\(file.rule(index).name)")
      xml.close()
    }
    xml.close()
  }

  func end(_ summary: Summary) {
    xml.close()
    xml.finish()
  }
}

/// reviewdog's rdjson: columns in bytes of UTF-8, ends exclusive.
final class RDJSONReporter: Reporter {
  private let output: Output
  private let options: ReportOptions
  private var isFirst = true

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
      output.putJSON(file.message(index))
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
      // They stand in review comments: only what a person may read, and only for this place.
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
      "{\"start\":{\"line\":\(span.start.line),\"column\":\(span.start.column)},\"end\":{\"line\":\(span.end.line),\"column\":\(span.end.column)}}"
    )
  }
}
