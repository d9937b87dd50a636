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
  @exclusivity(unchecked) private var written = 0
  @exclusivity(unchecked) private var total = 0

  /// GitHub takes no run with more results.
  private static let limit = 25_000

  /// Results that are written later, at most ``limit``, a line each that begins with the comma before it.
  private struct PendingResults {
    private var bytes: [UInt8] = []
    private var count = 0

    /// How many more there may be.
    var room: Int { SARIFReporter.limit - count }

    mutating func append(_ results: [UInt8], count: Int) {
      bytes += results
      self.count += count
    }

    /// The first of them, and how many they are.
    func first(_ most: Int) -> (bytes: ArraySlice<UInt8>, count: Int) {
      guard count > most else { return (bytes[...], count) }
      var lines = 0
      let end = bytes.indices.first { index in
        lines += bytes[index] == UInt8(ascii: "\n") ? 1 : 0
        return lines > most
      }
      return (bytes[..<(end.map { $0 - 1 } ?? bytes.count)], most)
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
    total += file.knownCount + shown
    let known = Array((file.count..<file.count + file.knownCount).prefix(infos.room))
    let room: [Severity: Int] = [
      .error: SARIFReporter.limit - written, .warning: warnings.room, .info: infos.room - known.count,
    ]
    var chosen: [Severity: [Int]] = [:]
    var findings = known
    for index in 0..<shown {
      let severity = file.severity(index)
      guard chosen[severity, default: []].count < room[severity] ?? 0 else { continue }
      chosen[severity, default: []].append(findings.count)
      findings.append(index)
    }
    let results = SARIFResults.Subject(
      findings: findings, uri: SARIFReporter.uri(path), keys: identify(findings, of: file, path), rules: indices)
    func write(_ positions: [Int], to output: Output, first: Int? = nil) {
      FindingParts(0..<positions.count, of: file).write(to: output) { output in
        SARIFResults(output, results, positions, first: first)
      }
    }
    func text(_ positions: [Int]) -> [UInt8] {
      let memory = MemoryOutput()
      write(positions, to: memory.text)
      memory.text.flush()
      return memory.bytes
    }
    let errors = chosen[.error] ?? []
    write(errors, to: output, first: written == 0 ? 0 : nil)
    written += errors.count
    let later = (warnings: chosen[.warning] ?? [], infos: Array(known.indices) + (chosen[.info] ?? []))
    warnings.append(text(later.warnings), count: later.warnings.count)
    infos.append(text(later.infos), count: later.infos.count)
  }

  /// Counts the rules and fingerprints of findings.
  private func identify(_ findings: [Int], of file: any ReportedFile, _ path: String) -> [SARIFResults.Key] {
    for index in findings {
      let rule = file.rule(index)
      guard indices[rule] == nil else { continue }
      indices[rule] = rules.count
      rules.append(rule)
    }
    return PathFingerprint.all(findings, of: file, path: path).map { key in
      let ordinal = seen[key, default: 0] + 1
      seen[key] = ordinal
      return (key, ordinal)
    }
  }

  func end(_ summary: Summary) {
    for pending in [warnings, infos] {
      let (bytes, count) = pending.first(SARIFReporter.limit - written)
      bytes.dropFirst(written == 0 ? 1 : 0).withUnsafeBufferPointer { output.put($0) }
      written += count
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
      ",\"defaultConfiguration\":{\"level\":\"\(info.severity.sarifLevel)\"},\"properties\":{\"tags\":[")
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

  /// A relative reference, percent-encoded (RFC 3986 section 3.3); an absolute path becomes a `file:` URI.
  static func uri(_ path: String) -> String {
    (path.hasPrefix("/") ? "file://" : "") + PercentEncoding.path(path)
  }
}
