import CLibXML2
import Linting
import Migration
import Platform

/// JUnit XML: a suite for each file, a test case for each finding, one that passes for a clean file. In a probe's
/// report each row is a test case of its own, with its time; findings that are not the outcome of a row follow.
///
/// The strict profile validates against both public schemas, Jenkins' and the one that Azure Pipelines
/// documents; the usual one adds what GitLab and others read: `file` and `line` of a test case.
final class JUnitReporter: Reporter {
  private let output: Output
  private let options: ReportOptions
  private let isStrict: Bool
  private let xml: XMLWriter
  @exclusivity(unchecked) private var files = 0
  /// The name, message or line that is put together.
  @exclusivity(unchecked) private var text: [UInt8] = []
  /// By rule: what a line about a finding of it ends in.
  @exclusivity(unchecked) private var endings: [[UInt8]] = Array(repeating: [], count: RuleRegistry.rules.count)

  init(_ output: Output, _ options: ReportOptions, isStrict: Bool) {
    self.output = output
    self.options = options
    self.isStrict = isStrict
    xml = XMLWriter(output)
  }

  func begin() { xml.open("testsuites") }

  func report(_ file: any ReportedFile, shown: Int) {
    let path = file.path
    let rows = ProbedRows(file)
    let others = (0..<shown).lazy.filter { !rows.isOutcome($0) }
    open(path, count(rows, others, of: file))
    for attempt in rows.attempts { testCase(attempt, rows.end(attempt), of: file) }
    if rows.attempts.isEmpty, shown == 0 {
      text = Array("no findings".utf8)
      open(path, line: nil)
      xml.close()
    }
    var names: [PlaceOfRule: Int] = [:]
    names.reserveCapacity(shown)
    for index in others {
      let start = file.start(index)
      putName(index, of: file, start, &names)
      open(path, line: start.line)
      reportFinding(index, of: file)
      xml.close()
    }
    if isStrict {
      xml.open("system-out")
      xml.text("")
      // What passed is reported here. It is rendered again: the text of very many findings would be much to keep.
      for attempt in rows.attempts {
        if case .found(let index) = rows.end(attempt) { passed(index, of: file) }
      }
      for index in others { passed(index, of: file) }
      xml.close()
      xml.element("system-err", "")
    }
    xml.close()
  }

  /// What a suite says of its test cases.
  private struct Count {
    var tests = 0
    var failures = 0
    var skipped = 0
    var milliseconds = 0
  }

  private func count(_ rows: ProbedRows, _ others: some Sequence<Int>, of file: any ReportedFile) -> Count {
    var count = Count()
    for attempt in rows.attempts {
      count.tests += 1
      count.milliseconds += attempt.milliseconds ?? 0
      switch rows.end(attempt) {
      case .passed: break
      case .skipped: count.skipped += 1
      case .found(let index): count.failures += fails(file.severity(index)) ? 1 : 0
      }
    }
    for index in others {
      count.tests += 1
      count.failures += fails(file.severity(index)) ? 1 : 0
    }
    count.tests = max(count.tests, 1)
    return count
  }

  private func open(_ path: String, _ count: Count) {
    xml.open("testsuite")
    xml.attribute("name", path)
    if isStrict {
      xml.attribute("package", "batchlint")
      xml.attribute("id", String(files))
      xml.attribute("timestamp", Timestamp.ofOutput.description)
      xml.attribute("hostname", "localhost")
    }
    xml.attribute("tests", String(count.tests))
    xml.attribute("failures", String(count.failures))
    xml.attribute("errors", "0")
    if count.skipped > 0 { xml.attribute("skipped", String(count.skipped)) }
    xml.attribute("time", JUnitReporter.seconds(count.milliseconds))
    if isStrict {
      xml.open("properties")
      xml.close()
    }
    files += 1
  }

  func end(_ summary: Summary) {
    xml.close()
    xml.finish()
  }

  private func fails(_ severity: Severity) -> Bool { options.failOn.map { severity >= $0 } ?? false }

  /// Puts a finding and its place into ``text``, on one line.
  private func putLine(_ index: Int, of file: any ReportedFile) {
    let rule = file.rule(index)
    text.removeAll(keepingCapacity: true)
    text += file.path.utf8
    text.append(UInt8(ascii: ":"))
    file.renderPlace(index, into: &text)
    text += ": ".utf8
    text += file.severity(index).rawValue.utf8
    text += ": ".utf8
    file.render(index, into: &text)
    if endings[rule.index].isEmpty {
      endings[rule.index] = Array(" [\(rule.name)] \(RuleRegistry.pageURL(rule.name))".utf8)
    }
    text += endings[rule.index]
  }

  /// Opens a test case with the name that is in ``text``.
  private func open(_ path: String, line: Int?, milliseconds: Int = 0) {
    xml.open("testcase")
    xml.attribute("name", &text)
    xml.attribute("classname", path)
    if !isStrict {
      // GitLab makes a link of it.
      xml.attribute("file", options.reported(path))
      if let line { xml.attribute("line", String(line)) }
    }
    xml.attribute("time", JUnitReporter.seconds(milliseconds))
  }

  private func testCase(_ attempt: ProbeFacts.RowOutcome, _ end: ProbedRows.End, of file: any ReportedFile) {
    let name = file.signInName(ofRow: attempt.row).map { "row \(attempt.row) (\($0))" } ?? "row \(attempt.row)"
    let finding: Int? =
      switch end {
      case .passed: nil
      case .skipped(let index): index
      case .found(let index): index
      }
    text = Array(name.utf8)
    open(file.path, line: finding.map { file.start($0).line }, milliseconds: attempt.milliseconds ?? 0)
    switch end {
    case .passed: break
    case .found(let index): reportFinding(index, of: file)
    case .skipped(let index):
      xml.open("skipped")
      xml.attribute("message", index.map(file.message) ?? "not tried")
      // GitLab shows the text alone.
      if let index {
        putLine(index, of: file)
        xml.text(&text)
      } else {
        xml.text("not tried")
      }
      xml.close()
    }
    xml.close()
  }

  /// What is in a finding's test case.
  private func reportFinding(_ index: Int, of file: any ReportedFile) {
    let severity = file.severity(index)
    if fails(severity) {
      xml.open("failure")
      xml.attribute("type", severity.rawValue)
      text.removeAll(keepingCapacity: true)
      file.render(index, into: &text)
      xml.attribute("message", &text)
      putLine(index, of: file)
      xml.text(&text)
      xml.close()
    } else if !isStrict {
      xml.open("system-out")
      putLine(index, of: file)
      xml.text(&text)
      xml.close()
    }
  }

  /// A line about a finding that fails nothing.
  private func passed(_ index: Int, of file: any ReportedFile) {
    guard !fails(file.severity(index)) else { return }
    putLine(index, of: file)
    text.append(UInt8(ascii: "\n"))
    xml.text(&text)
  }

  private static func seconds(_ milliseconds: Int) -> String {
    let rest = String(milliseconds % 1000)
    return milliseconds == 0 ? "0" : "\(milliseconds / 1000).\(String(repeating: "0", count: 3 - rest.count))\(rest)"
  }

  /// What a test case is named by.
  private struct PlaceOfRule: Hashable {
    var rule: UInt16
    var line: UInt32
    var column: UInt32
  }

  /// Puts a test case's name into ``text``: GitLab keeps only the first of two test cases of one name.
  private func putName(
    _ index: Int, of file: any ReportedFile, _ start: Position, _ names: inout [PlaceOfRule: Int]
  ) {
    let rule = file.rule(index)
    let place = PlaceOfRule(
      rule: UInt16(rule.index), line: UInt32(clamping: start.line), column: UInt32(clamping: start.column))
    let count = names[place, default: 0] + 1
    names[place] = count
    text.removeAll(keepingCapacity: true)
    text += rule.name.utf8
    text += " at ".utf8
    file.renderPlace(index, into: &text)
    if count > 1 {
      text += " #".utf8
      text += String(count).utf8
    }
  }
}
