import Linting
import Migration
import Platform

/// SARIF 2.1.0 with what GitHub's code scanning requires: columns in code points, rules with their pages, relative
/// URIs, fingerprints that hold no secret. Text of the file is never in it but where a message or fix may quote it.
final class SARIFReporter: Reporter {
  private let output: Output
  private let options: ReportOptions
  /// By rule: its index among the run's rules.
  @exclusivity(unchecked) private var indices: [RuleID: Int] = [:]
  @exclusivity(unchecked) private var rules: [RuleID] = []
  @exclusivity(unchecked) private var seen: [PathFingerprint: Int] = [:]
  /// Results that wait behind the errors.
  @exclusivity(unchecked) private var warnings = PendingResults()
  @exclusivity(unchecked) private var infos = PendingResults()
  private let result = Result()
  /// The message or fingerprint that is put together.
  @exclusivity(unchecked) private var message: [UInt8] = []
  @exclusivity(unchecked) private var written = 0
  @exclusivity(unchecked) private var total = 0

  /// GitHub takes no run with more results.
  private static let limit = 25_000

  /// One result at a time is put together here.
  private final class Result {
    private(set) var bytes: [UInt8] = []
    private(set) lazy var text = Output { [unowned self] in bytes.append(contentsOf: $0) }

    func clear() { bytes.removeAll(keepingCapacity: true) }
  }

  /// Results that are written later, at most ``limit``, one behind the other.
  private struct PendingResults {
    private var bytes: [UInt8] = []
    private var ends: [Int] = []

    var isFull: Bool { ends.count >= SARIFReporter.limit }

    mutating func append(_ result: [UInt8]) {
      bytes += result
      ends.append(bytes.count)
    }

    func forEach(_ body: (ArraySlice<UInt8>) -> Void) {
      var start = 0
      for end in ends {
        body(bytes[start..<end])
        start = end
      }
    }
  }

  init(_ output: Output, _ options: ReportOptions) {
    self.output = output
    self.options = options
  }

  func begin() {
    output.put("{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"version\":\"2.1.0\",\"runs\":[{")
    output.put(
      """
      "columnKind":"unicodeCodePoints","newlineSequences":["\\r\\n","\\n","\\r"],"redactionTokens":\
      ["\(Excerpt.mask)"],
      """
    )
    output.put("\"automationDetails\":{\"id\":\"batchlint/\"},\"results\":[")
  }

  func report(_ file: any ReportedFile, shown: Int) {
    let path = options.reported(file.path)
    let uri = SARIFReporter.uri(path)
    let place = PathFingerprint.hash(path)
    total += file.knownCount + shown
    for index in file.count..<file.count + file.knownCount where !infos.isFull {
      put(index, file, uri, place, isKnown: true)
      infos.append(result.bytes)
    }
    for index in 0..<shown {
      let severity = file.severity(index)
      let isFull =
        switch severity {
        case .error: written >= SARIFReporter.limit
        case .warning: warnings.isFull
        case .info: infos.isFull
        }
      guard !isFull else { continue }
      put(index, file, uri, place)
      switch severity {
      case .error: write(result.bytes[...])
      case .warning: warnings.append(result.bytes)
      case .info: infos.append(result.bytes)
      }
    }
  }

  func end(_ summary: Summary) {
    for waiting in [warnings, infos] {
      waiting.forEach { if written < SARIFReporter.limit { write($0) } }
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
      output.putJSON(
        """
        \(grouped(total - written)) further findings are left out: GitHub takes \(grouped(SARIFReporter.limit)) of a \
        run. Errors go first.
        """
      )
      output.put("}}]")
    }
    output.put("}]}]}\n")
  }

  private func write(_ result: ArraySlice<UInt8>) {
    output.put(written == 0 ? "\n" : ",\n")
    result.withUnsafeBufferPointer { output.put($0) }
    written += 1
  }

  private func put(_ cell: SheetCell, _ text: Output) {
    text.put(",\"logicalLocations\":[{\"name\":\"\(cell.cell)\",\"fullyQualifiedName\":")
    text.putJSON(cell.description)
    text.put("}]")
  }

  /// Puts one result together.
  private func put(_ index: Int, _ file: any ReportedFile, _ uri: String, _ place: UInt64, isKnown: Bool = false) {
    let rule = file.rule(index)
    let number = indices[rule] ?? rules.count
    if number == rules.count {
      indices[rule] = number
      rules.append(rule)
    }
    result.clear()
    let text = result.text
    text.put("{\"ruleId\":\"")
    text.put(rule.name)
    text.put("\",\"ruleIndex\":")
    text.put(number)
    text.put(",\"level\":\"")
    text.put(SARIFReporter.level(file.severity(index)))
    text.put("\",\"message\":{\"text\":")
    message.removeAll(keepingCapacity: true)
    file.render(index, into: &message)
    text.putJSON(message)
    text.put("},\"locations\":[{")
    put(uri, text)
    put(file.span(index), text)
    text.put("}")
    if let cell = file.sheetCell(index) { put(cell, text) }
    text.put("}]")
    if let related = file.related(index) {
      text.put(",\"relatedLocations\":[{\"id\":1,\"message\":{\"text\":")
      text.putJSON(related.message)
      text.put("},")
      put(uri, text)
      if let span = file.relatedSpan(index, in: .codePoints) {
        put(span, text)
      } else {
        text.put("{\"startLine\":\(related.start.line),\"startColumn\":\(related.start.column)}")
      }
      text.put("}}]")
    }
    let key = PathFingerprint(finding: file.fingerprint(index), path: place)
    let count = seen[key, default: 0] + 1
    seen[key] = count
    text.put(",\"partialFingerprints\":{\"batchlintRow/v1\":\"")
    message.removeAll(keepingCapacity: true)
    key.append(to: &message)
    text.put(message)
    text.put(":")
    text.put(count)
    text.put("\"}")
    if isKnown { text.put(",\"suppressions\":[{\"kind\":\"external\",\"justification\":\"known by the baseline\"}]") }
    if let suggestion = file.suggestion(index, in: .codePoints, most: Suggestion.mostEdits) {
      put(suggestion, uri, text)
    }
    text.put("}")
    text.flush()
  }

  private func put(_ uri: String, _ text: Output) {
    text.put("\"physicalLocation\":{\"artifactLocation\":{\"uri\":")
    text.putJSON(uri)
    text.put("},\"region\":")
  }

  private func put(_ span: Span, _ text: Output) {
    text.put("{\"startLine\":")
    text.put(span.start.line)
    text.put(",\"startColumn\":")
    text.put(span.start.column)
    text.put(",\"endLine\":")
    text.put(span.end.line)
    text.put(",\"endColumn\":")
    text.put(span.end.column)
    text.put("}")
  }

  private func put(_ suggestion: Suggestion, _ uri: String, _ text: Output) {
    text.put(",\"fixes\":[{\"description\":{\"text\":")
    text.putJSON(suggestion.title)
    text.put("},\"artifactChanges\":[{\"artifactLocation\":{\"uri\":")
    text.putJSON(uri)
    text.put("},\"replacements\":[")
    for (index, edit) in suggestion.edits.enumerated() {
      text.put(index == 0 ? "{\"deletedRegion\":" : ",{\"deletedRegion\":")
      put(edit.span, text)
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
    guard let info = RuleRegistry.rule(named: rule.name)?.info else { return }
    let page = RuleRegistry.page(rule.name) ?? info.help
    output.put("{\"id\":\"\(rule.name)\",\"name\":\"\(rule.name)\",\"shortDescription\":{\"text\":")
    output.putJSON(RuleRegistry.summary(rule.name))
    output.put("},\"fullDescription\":{\"text\":")
    output.putJSON("\(RuleRegistry.summary(rule.name)). \(info.help)")
    output.put("},\"help\":{\"text\":")
    output.putJSON(page)
    output.put(",\"markdown\":")
    output.putJSON(page)
    output.put("},\"helpUri\":")
    output.putJSON(RuleRegistry.pageURL(rule.name))
    output.put(
      ",\"defaultConfiguration\":{\"level\":\"\(SARIFReporter.level(info.severity))\"},\"properties\":{\"tags\":[")
    output.putJSON(info.section.rawValue)
    output.put(
      """
      ],"precision":"high","problem.severity":"\(info.severity == .info ? "recommendation" : info.severity.rawValue)"
      """
    )
    // Secrets that others can read are a matter of security.
    if info.traits.contains(.exposesSecrets) { output.put(",\"security-severity\":\"7.0\"") }
    output.put("}}")
  }

  private static func level(_ severity: Severity) -> String { severity == .info ? "note" : severity.rawValue }

  /// A relative reference, percent-encoded (RFC 3986 section 3.3); an absolute path becomes a `file:` URI.
  static func uri(_ path: String) -> String {
    (path.hasPrefix("/") ? "file://" : "") + PercentEncoding.path(path)
  }
}
