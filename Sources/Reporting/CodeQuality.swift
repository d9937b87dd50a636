import Linting

/// GitLab's code quality report: one JSON array.
final class GitLabReporter: Reporter {
  private let output: Output
  private let options: ReportOptions
  private var isFirst = true
  /// How often each fingerprint stood there already: GitLab merges equal ones.
  private var seen: [String: Int] = [:]

  init(_ output: Output, _ options: ReportOptions) {
    self.output = output
    self.options = options
  }

  func begin() { output.put("[") }

  func report(_ file: FileReport, shown: Int) {
    let path = options.reported(file.path)
    for finding in file.findings.prefix(shown) {
      let span = file.span(of: finding)
      output.put(isFirst ? "\n" : ",\n")
      isFirst = false
      output.put("{\"description\":")
      output.putJSON("\(finding.rule.name): \(file.message(of: finding))")
      output.put(",\"check_name\":")
      output.putJSON(finding.rule.name)
      output.put(",\"fingerprint\":")
      output.putJSON(fingerprint(finding, file, path))
      output.put(",\"severity\":\"\(GitLabReporter.severity(finding.severity))\",\"location\":{\"path\":")
      output.putJSON(path)
      output.put(",\"lines\":{\"begin\":\(span.start.line),\"end\":\(max(span.end.line, span.start.line))}}}")
    }
  }

  func end(_ summary: Summary) { output.put(isFirst ? "]\n" : "\n]\n") }

  /// Without the line: a row inserted above must not make every finding a new one.
  private func fingerprint(_ finding: Finding, _ file: FileReport, _ path: String) -> String {
    let key = Fingerprint.text(finding, file, path)
    seen[key, default: 0] += 1
    return seen[key]! == 1 ? key : "\(key)-\(seen[key]!)"
  }

  private static func severity(_ severity: Severity) -> String {
    switch severity {
    case .error: "critical"
    case .warning: "minor"
    case .info: "info"
    }
  }
}

/// A finding's identity together with its file's.
enum Fingerprint {
  static func text(_ finding: Finding, _ file: FileReport, _ path: String) -> String {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in path.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    return file.identity(of: finding).text + String(hash, radix: 16)
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

  func report(_ file: FileReport, shown: Int) {
    xml.open("file")
    xml.attribute("name", options.reported(file.path))
    for finding in file.findings.prefix(shown) {
      let start = file.position(of: finding.range.lowerBound, in: finding.place)
      xml.open("error")
      xml.attribute("line", String(start.line))
      xml.attribute("column", String(start.column))
      xml.attribute("severity", finding.severity.rawValue)
      xml.attribute("message", file.message(of: finding))
      xml.attribute("source", "batchlint.\(finding.rule.name)")
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

  func begin() { output.put("{\"source\":{\"name\":\"batchlint\",\"url\":\"https://github.com/batchlint/batchlint\"},\"diagnostics\":[") }

  func report(_ file: FileReport, shown: Int) {
    let path = options.reported(file.path)
    let fixer = Fixer(file)
    for finding in file.findings.prefix(shown) {
      output.put(isFirst ? "\n" : ",\n")
      isFirst = false
      output.put("{\"message\":")
      output.putJSON(file.message(of: finding))
      output.put(",\"location\":{\"path\":")
      output.putJSON(path)
      output.put(",\"range\":")
      put(finding.range, finding.place, file)
      output.put("},\"severity\":\"\(finding.severity.rawValue.uppercased())\",\"code\":{\"value\":")
      output.putJSON(finding.rule.name)
      output.put(",\"url\":")
      output.putJSON(Catalogue.help(finding.rule.name))
      output.put("}")
      if let related = finding.related {
        output.put(",\"related_locations\":[{\"message\":")
        output.putJSON(file.message(of: related, for: finding))
        output.put(",\"location\":{\"path\":")
        output.putJSON(path)
        output.put(",\"range\":")
        put(related.range, related.place, file)
        output.put("}}]")
      }
      if let fix = fixer.fix(for: finding) { put(fix, finding, file) }
      output.put("}")
    }
  }

  func end(_ summary: Summary) { output.put(isFirst ? "]}\n" : "\n]}\n") }

  /// Suggestions stand in review comments: only what a person may read, and only for this place.
  private func put(_ fix: Fix, _ finding: Finding, _ file: FileReport) {
    guard fix.edits.count == 1, !fix.becomesUTF8, file.mayQuote(finding) else { return }
    output.put(",\"suggestions\":[{\"range\":")
    put(fix.edits[0].range, finding.place, file)
    output.put(",\"text\":")
    output.putJSON(fix.edits[0].text)
    output.put("}]")
  }

  private func put(_ range: Range<Int>, _ place: RowPlace, _ file: FileReport) {
    let start = file.bytePosition(of: range.lowerBound, in: place)
    let end = file.bytePosition(of: range.upperBound, in: place)
    output.put("{\"start\":{\"line\":\(start.line),\"column\":\(start.column)},\"end\":{\"line\":\(end.line),\"column\":\(end.column)}}")
  }
}
