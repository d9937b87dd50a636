import CLibXML2
import Linting

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// JUnit XML: a suite for each file, a test case for each finding, one that passes for a clean file.
///
/// The strict profile validates against both public schemas, Jenkins' and the one that Azure Pipelines
/// documents; the usual one adds what GitLab and others read: `file` and `line` of a test case.
final class JUnitReporter: Reporter {
  private let output: Output
  private let options: ReportOptions
  private let isStrict: Bool
  private let xml: XMLWriter
  private var files = 0

  init(_ output: Output, _ options: ReportOptions, isStrict: Bool) {
    self.output = output
    self.options = options
    self.isStrict = isStrict
    xml = XMLWriter(output)
  }

  func begin() { xml.open("testsuites") }

  func report(_ file: any ReportedFile, shown: Int) {
    let path = file.path
    let failures = (0..<shown).count { fails(file.severity($0)) }
    xml.open("testsuite")
    xml.attribute("name", path)
    if isStrict {
      xml.attribute("package", "batchlint")
      xml.attribute("id", String(files))
      xml.attribute("timestamp", timestamp())
      xml.attribute("hostname", "localhost")
    }
    xml.attribute("tests", String(max(shown, 1)))
    xml.attribute("failures", String(failures))
    xml.attribute("errors", "0")
    xml.attribute("time", "0")
    if isStrict {
      xml.open("properties")
      xml.close()
    }
    files += 1
    if shown == 0 { testCase("no findings", path, line: nil) {} }
    var names: [PlaceOfRule: Int] = [:]
    for index in 0..<shown {
      let start = file.start(index)
      let severity = file.severity(index)
      testCase(name(file.rule(index), start, &names), path, line: start.line) {
        if fails(severity) {
          xml.open("failure")
          xml.attribute("type", severity.rawValue)
          let message = file.message(index)
          xml.attribute("message", message)
          xml.text(line(index, of: file, message))
          xml.close()
        } else if !isStrict {
          xml.element("system-out", line(index, of: file, file.message(index)))
        }
      }
    }
    if isStrict {
      xml.open("system-out")
      xml.text("")
      // What passed is told here. It is rendered anew: the text of very many findings would be much to keep.
      for index in 0..<shown where !fails(file.severity(index)) { xml.text(line(index, of: file, file.message(index)) + "\n") }
      xml.close()
      xml.element("system-err", "")
    }
    xml.close()
  }

  func end(_ summary: Summary) {
    xml.close()
    xml.finish()
  }

  private func fails(_ severity: Severity) -> Bool { options.failOn.map { severity >= $0 } ?? false }

  private func line(_ index: Int, of file: any ReportedFile, _ message: String) -> String {
    let start = file.start(index)
    let rule = file.rule(index).name
    return "\(file.path):\(start.line):\(start.column): \(file.severity(index).rawValue): \(message) [\(rule)] \(Catalogue.help(rule))"
  }

  private func testCase(_ name: String, _ path: String, line: Int?, _ content: () -> Void) {
    xml.open("testcase")
    xml.attribute("name", name)
    xml.attribute("classname", path)
    if !isStrict {
      // GitLab makes a link of it.
      xml.attribute("file", options.reported(path))
      if let line { xml.attribute("line", String(line)) }
    }
    xml.attribute("time", "0")
    content()
    xml.close()
  }

  /// What a test case is named by.
  private struct PlaceOfRule: Hashable {
    var rule: UInt16
    var line: UInt32
    var column: UInt32
  }

  /// GitLab keeps only the first of two test cases of one name.
  private func name(_ rule: RuleID, _ start: Position, _ names: inout [PlaceOfRule: Int]) -> String {
    let place = PlaceOfRule(rule: UInt16(rule.index), line: UInt32(clamping: start.line), column: UInt32(clamping: start.column))
    let count = names[place, default: 0] + 1
    names[place] = count
    let name = "\(rule.name) at \(start.line):\(start.column)"
    return count == 1 ? name : "\(name) #\(count)"
  }

  /// The schema wants `YYYY-MM-DDThh:mm:ss` without a zone; SOURCE_DATE_EPOCH makes it reproducible.
  private func timestamp() -> String {
    var seconds = getenv("SOURCE_DATE_EPOCH").flatMap { time_t(String(cString: $0)) } ?? time(nil)
    var parts = tm()
    gmtime_r(&seconds, &parts)
    func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(parts.tm_year + 1900)-\(two(parts.tm_mon + 1))-\(two(parts.tm_mday))T\(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec))"
  }
}
