import Linting
import Migration

/// GitHub Actions' annotations (`::error file=…::…`), most severe first.
///
/// A step shows ten of each level: where there are more, the tenth says how many are left out.
final class GitHubReporter: Reporter {
  private let output: Output
  private let options: ReportOptions
  /// By severity: the first annotations, and how many there are.
  private var kept: [Severity: [String]] = [:]
  private var counts: [Severity: Int] = [:]
  private static let limit = 10

  init(_ output: Output, _ options: ReportOptions) {
    self.output = output
    self.options = options
  }

  func begin() {}

  func report(_ file: any ReportedFile, shown: Int) {
    for index in 0..<shown {
      let severity = file.severity(index)
      counts[severity, default: 0] += 1
      if kept[severity, default: []].count < GitHubReporter.limit {
        kept[severity, default: []].append(annotation(index, of: file))
      }
    }
  }

  func end(_ summary: Summary) {
    for severity in [Severity.error, .warning, .info] {
      let all = kept[severity] ?? []
      let count = counts[severity] ?? 0
      let isCut = count > GitHubReporter.limit
      for line in isCut ? all.dropLast() : all[...] { output.put(line) }
      if isCut {
        output.put(
          "::\(GitHubReporter.level(severity)) title=batchlint::\(grouped(count - all.count + 1)) more of this level are in the log\n"
        )
      }
    }
  }

  private func annotation(_ index: Int, of file: any ReportedFile) -> String {
    let span = file.span(index)
    let rule = file.rule(index).name
    var place = "line=\(span.start.line),endLine=\(span.end.line)"
    // GitHub takes columns only on one line.
    if span.start.line == span.end.line {
      place += ",col=\(span.start.column),endColumn=\(max(span.end.column, span.start.column))"
    }
    let path = GitHubReporter.property(PlainText.plain(options.reported(file.path)))
    let message = GitHubReporter.data(PlainText.plain(file.message(index)))
    return
      "::\(GitHubReporter.level(file.severity(index))) file=\(path),\(place),title=\(rule)::\(message) \(RuleRegistry.pageURL(rule))\n"
  }

  private static func level(_ severity: Severity) -> String {
    switch severity {
    case .error: "error"
    case .warning: "warning"
    case .info: "notice"
    }
  }

  /// As actions/toolkit escapes the text behind `::`: the percent sign first.
  static func data(_ text: String) -> String {
    text.replacing("%", with: "%25").replacing("\r", with: "%0D").replacing("\n", with: "%0A")
  }

  /// As actions/toolkit escapes a property.
  static func property(_ text: String) -> String { data(text).replacing(":", with: "%3A").replacing(",", with: "%2C") }
}

/// Azure Pipelines' logging commands (`##vso[task.logissue …]`); a remark is plain text, for there is no such type.
final class AzureReporter: Reporter {
  private let output: Output
  private let options: ReportOptions

  init(_ output: Output, _ options: ReportOptions) {
    self.output = output
    self.options = options
  }

  func begin() {}

  func report(_ file: any ReportedFile, shown: Int) {
    for index in 0..<shown {
      let start = file.start(index)
      let message = PlainText.plain(file.message(index))
      let rule = file.rule(index).name
      let severity = file.severity(index)
      if severity == .info {
        output.put(
          "\(PlainText.plain(options.reported(file.path))):\(start.line):\(start.column): info: \(message) [\(rule)]\n")
        continue
      }
      let path = AzureReporter.property(PlainText.plain(options.reported(file.path)))
      output.put(
        "##vso[task.logissue type=\(severity.rawValue);sourcepath=\(path);linenumber=\(start.line);columnnumber=\(start.column);code=\(rule);]"
      )
      output.put(AzureReporter.data(message) + "\n")
    }
  }

  func end(_ summary: Summary) {}

  /// As azure-pipelines-task-lib escapes a message.
  static func data(_ text: String) -> String {
    text.replacing("%", with: "%AZP25").replacing("\r", with: "%0D").replacing("\n", with: "%0A")
  }

  /// As azure-pipelines-task-lib escapes a property.
  static func property(_ text: String) -> String { data(text).replacing("]", with: "%5D").replacing(";", with: "%3B") }
}

/// TeamCity's service messages: an inspection type for each rule, an inspection for each finding.
final class TeamCityReporter: Reporter {
  private let output: Output
  private let options: ReportOptions
  private var told: Set<RuleID> = []

  init(_ output: Output, _ options: ReportOptions) {
    self.output = output
    self.options = options
  }

  func begin() {}

  func report(_ file: any ReportedFile, shown: Int) {
    for index in 0..<shown {
      let name = file.rule(index).name
      if told.insert(file.rule(index)).inserted, let info = RuleRegistry.rule(named: name)?.info {
        put(
          "inspectionType",
          [
            ("id", name), ("name", name), ("category", info.section.rawValue),
            ("description", RuleRegistry.summary(name)),
          ])
      }
      let start = file.start(index)
      put(
        "inspection",
        [
          ("typeId", name), ("message", PlainText.plain(file.message(index))), ("file", options.reported(file.path)),
          ("line", String(start.line)), ("SEVERITY", file.severity(index).rawValue.uppercased()),
        ])
    }
  }

  func end(_ summary: Summary) {}

  private func put(_ name: String, _ values: [(String, String)]) {
    output.put("##teamcity[\(name)\(values.map { " \($0.0)='\(TeamCityReporter.escaped($0.1))'" }.joined())]\n")
  }

  /// JetBrains' help, “Service messages”: the bar escapes.
  static func escaped(_ text: String) -> String {
    var result = ""
    for unit in text.utf16 {
      switch unit {
      case 0x27: result += "|'"
      case 0x0A: result += "|n"
      case 0x0D: result += "|r"
      case 0x7C: result += "||"
      case 0x5B: result += "|["
      case 0x5D: result += "|]"
      case 0x20..<0x7F: result.unicodeScalars.append(Unicode.Scalar(UInt8(unit)))
      default:
        let digits = String(unit, radix: 16, uppercase: true)
        result += "|0x" + String(repeating: "0", count: 4 - digits.count) + digits
      }
    }
    return result
  }
}
