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

  func report(_ file: FileReport, shown: Int) {
    let findings = file.findings.prefix(shown)
    let failures = findings.count(where: fails)
    xml.open("testsuite")
    xml.attribute("name", file.path)
    if isStrict {
      xml.attribute("package", "batchlint")
      xml.attribute("id", String(files))
      xml.attribute("timestamp", timestamp())
      xml.attribute("hostname", "localhost")
    }
    xml.attribute("tests", String(max(findings.count, 1)))
    xml.attribute("failures", String(failures))
    xml.attribute("errors", "0")
    xml.attribute("time", "0")
    if isStrict {
      xml.open("properties")
      xml.close()
    }
    files += 1
    if findings.isEmpty { testCase("no findings", file, line: nil) {} }
    var names: [String: Int] = [:]
    var passed = ""
    for finding in findings {
      let start = file.position(of: finding.range.lowerBound, in: finding.place)
      let name = unique("\(finding.rule.name) at \(start.line):\(start.column)", &names)
      let message = file.message(of: finding)
      let line = "\(file.path):\(start.line):\(start.column): \(finding.severity.rawValue): \(message) [\(finding.rule.name)] \(Catalogue.help(finding.rule.name))"
      testCase(name, file, line: start.line) {
        if fails(finding) {
          xml.open("failure")
          xml.attribute("type", finding.severity.rawValue)
          xml.attribute("message", message)
          xml.text(line)
          xml.close()
        } else if !isStrict {
          xml.element("system-out", line)
        }
      }
      if !fails(finding) { passed += line + "\n" }
    }
    if isStrict {
      xml.element("system-out", passed)
      xml.element("system-err", "")
    }
    xml.close()
  }

  func end(_ summary: Summary) {
    xml.close()
    xml.finish()
  }

  private func fails(_ finding: Finding) -> Bool { options.failOn.map { finding.severity >= $0 } ?? false }

  private func testCase(_ name: String, _ file: FileReport, line: Int?, _ content: () -> Void) {
    xml.open("testcase")
    xml.attribute("name", name)
    xml.attribute("classname", file.path)
    if !isStrict {
      xml.attribute("file", file.path)
      if let line { xml.attribute("line", String(line)) }
    }
    xml.attribute("time", "0")
    content()
    xml.close()
  }

  /// GitLab keeps only the first of two test cases of one name.
  private func unique(_ name: String, _ names: inout [String: Int]) -> String {
    names[name, default: 0] += 1
    return names[name]! == 1 ? name : "\(name) #\(names[name]!)"
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
