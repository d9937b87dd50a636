import Linting

/// SARIF 2.1.0 with what GitHub's code scanning requires: columns in code points, rules with their pages, relative URIs,
/// fingerprints that hold no secret. Text of the file is never in it but where a message or fix may quote it.
final class SARIFReporter: Reporter {
  private let output: Output
  private let options: ReportOptions
  /// By rule: its index among the run's rules.
  private var indices: [RuleID: Int] = [:]
  private var rules: [RuleID] = []
  private var seen: [String: Int] = [:]
  /// Results that wait behind the errors, at most ``limit`` of each severity.
  private var waiting: [Severity: [[UInt8]]] = [:]
  private var written = 0
  private var total = 0

  /// GitHub takes no run with more results.
  private static let limit = 25_000

  init(_ output: Output, _ options: ReportOptions) {
    self.output = output
    self.options = options
  }

  func begin() {
    output.put("{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"version\":\"2.1.0\",\"runs\":[{")
    output.put("\"columnKind\":\"unicodeCodePoints\",\"newlineSequences\":[\"\\r\\n\",\"\\n\",\"\\r\"],\"redactionTokens\":[\"\(Excerpt.mask)\"],")
    output.put("\"automationDetails\":{\"id\":\"batchlint/\"},\"results\":[")
  }

  func report(_ file: FileReport, shown: Int) {
    let path = options.reported(file.path)
    let fixer = Fixer(file)
    for finding in file.known {
      total += 1
      if waiting[.info, default: []].count < SARIFReporter.limit { waiting[.info, default: []].append(result(finding, file, path, fixer, isKnown: true)) }
    }
    for finding in file.findings.prefix(shown) {
      total += 1
      let isFull = finding.severity == .error ? written >= SARIFReporter.limit : waiting[finding.severity, default: []].count >= SARIFReporter.limit
      guard !isFull else { continue }
      let result = result(finding, file, path, fixer)
      if finding.severity == .error { write(result) } else { waiting[finding.severity, default: []].append(result) }
    }
  }

  func end(_ summary: Summary) {
    for severity in [Severity.warning, .info] {
      for result in waiting[severity] ?? [] where written < SARIFReporter.limit { write(result) }
    }
    output.put("\n],\"tool\":{\"driver\":{\"name\":\"batchlint\",\"semanticVersion\":")
    output.putJSON(options.version)
    output.put(",\"informationUri\":\"https://github.com/batchlint/batchlint\",\"rules\":[")
    for (index, rule) in rules.enumerated() {
      output.put(index == 0 ? "\n" : ",\n")
      put(rule)
    }
    output.put("\n]}},\"invocations\":[{\"executionSuccessful\":true")
    if total > written {
      output.put(",\"toolExecutionNotifications\":[{\"level\":\"warning\",\"message\":{\"text\":")
      output.putJSON("\(grouped(total - written)) further findings are left out: GitHub takes \(grouped(SARIFReporter.limit)) of a run. Errors go first.")
      output.put("}}]")
    }
    output.put("}]}]}\n")
  }

  private func write(_ result: [UInt8]) {
    output.put(written == 0 ? "\n" : ",\n")
    output.put(result)
    written += 1
  }

  private func result(_ finding: Finding, _ file: FileReport, _ path: String, _ fixer: Fixer, isKnown: Bool = false) -> [UInt8] {
    let index = indices[finding.rule] ?? rules.count
    if index == rules.count {
      indices[finding.rule] = index
      rules.append(finding.rule)
    }
    var bytes: [UInt8] = []
    let text = Output { bytes.append(contentsOf: $0) }
    text.put("{\"ruleId\":\"\(finding.rule.name)\",\"ruleIndex\":\(index),\"level\":\"\(SARIFReporter.level(finding.severity))\",\"message\":{\"text\":")
    text.putJSON(file.message(of: finding))
    text.put("},\"locations\":[{")
    let span = file.span(of: finding)
    put(path, span.start, span.end, text)
    text.put("}]")
    if let related = finding.related {
      let start = file.position(of: related.range.lowerBound, in: related.place)
      let end = file.position(of: related.range.upperBound, in: related.place)
      text.put(",\"relatedLocations\":[{\"id\":1,\"message\":{\"text\":")
      text.putJSON(file.message(of: related, for: finding))
      text.put("},")
      put(path, start, end, text)
      text.put("}]")
    }
    let key = Fingerprint.text(finding, file, path)
    seen[key, default: 0] += 1
    text.put(",\"partialFingerprints\":{\"batchlintRow/v1\":\"\(key):\(seen[key]!)\"}")
    if isKnown { text.put(",\"suppressions\":[{\"kind\":\"external\",\"justification\":\"known by the baseline\"}]") }
    if let fix = fixer.fix(for: finding), fix.edits.count <= 20, !fix.becomesUTF8, file.mayQuote(finding) { put(fix, finding, file, path, text) }
    text.put("}")
    text.flush()
    return bytes
  }

  private func put(_ path: String, _ start: Position, _ end: Position, _ text: Output) {
    text.put("\"physicalLocation\":{\"artifactLocation\":{\"uri\":")
    text.putJSON(SARIFReporter.uri(path))
    text.put("},\"region\":")
    put(start, end, text)
    text.put("}")
  }

  private func put(_ start: Position, _ end: Position, _ text: Output) {
    text.put("{\"startLine\":\(start.line),\"startColumn\":\(start.column),\"endLine\":\(end.line),\"endColumn\":\(end.column)}")
  }

  private func put(_ fix: Fix, _ finding: Finding, _ file: FileReport, _ path: String, _ text: Output) {
    text.put(",\"fixes\":[{\"description\":{\"text\":")
    text.putJSON(fix.title)
    text.put("},\"artifactChanges\":[{\"artifactLocation\":{\"uri\":")
    text.putJSON(SARIFReporter.uri(path))
    text.put("},\"replacements\":[")
    for (index, edit) in fix.edits.enumerated() {
      text.put(index == 0 ? "{\"deletedRegion\":" : ",{\"deletedRegion\":")
      put(file.position(of: edit.range.lowerBound, in: finding.place), file.position(of: edit.range.upperBound, in: finding.place), text)
      if !edit.text.isEmpty {
        text.put(",\"insertedContent\":{\"text\":")
        text.putJSON(edit.text)
        text.put("}")
      }
      text.put("}")
    }
    text.put("]}]}]")
  }

  private func put(_ rule: RuleID) {
    guard let info = Catalogue.rule(named: rule.name)?.info else { return }
    let page = Catalogue.page(rule.name) ?? info.mend
    output.put("{\"id\":\"\(rule.name)\",\"name\":\"\(rule.name)\",\"shortDescription\":{\"text\":")
    output.putJSON(Catalogue.summary(rule.name))
    output.put("},\"fullDescription\":{\"text\":")
    output.putJSON("\(Catalogue.summary(rule.name)) \(info.mend)")
    output.put("},\"help\":{\"text\":")
    output.putJSON(page)
    output.put(",\"markdown\":")
    output.putJSON(page)
    output.put("},\"helpUri\":")
    output.putJSON(Catalogue.help(rule.name))
    output.put(",\"defaultConfiguration\":{\"level\":\"\(SARIFReporter.level(info.severity))\"},\"properties\":{\"tags\":[")
    output.putJSON(info.section.rawValue)
    output.put("],\"precision\":\"high\",\"problem.severity\":\"\(info.severity == .info ? "recommendation" : info.severity.rawValue)\"")
    // A file of passwords that others read is the one finding about security.
    if rule.name == "file-readable-by-others" { output.put(",\"security-severity\":\"7.0\"") }
    output.put("}}")
  }

  private static func level(_ severity: Severity) -> String { severity == .info ? "note" : severity.rawValue }

  /// A relative reference, percent-encoded (RFC 3986 section 3.3); an absolute path becomes a `file:` URI.
  static func uri(_ path: String) -> String {
    let plain = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/".utf8)
    var uri = path.hasPrefix("/") ? "file://" : ""
    for byte in path.utf8 {
      if plain.contains(byte) {
        uri.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        let digits = String(byte, radix: 16, uppercase: true)
        uri += byte < 16 ? "%0\(digits)" : "%\(digits)"
      }
    }
    return uri
  }
}
