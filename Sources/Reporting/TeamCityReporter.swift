import Linting
import Migration
import Platform

/// TeamCity's service messages: an inspection type for each rule, an inspection for each finding.
final class TeamCityReporter: Reporter {
  private let output: Output
  private let options: ReportOptions
  private var declaredTypes: Set<RuleID> = []

  init(_ output: Output, _ options: ReportOptions) {
    self.output = output
    self.options = options
  }

  func begin() {}

  func report(_ file: any ReportedFile, shown: Int) {
    for index in 0..<shown {
      let name = file.rule(index).name
      if declaredTypes.insert(file.rule(index)).inserted, let info = RuleRegistry.rule(named: name)?.info {
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
          ("typeId", name), ("message", PlainText.plain(file.placedMessage(index))),
          ("file", options.reported(file.path)),
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
      default: result += "|0x" + Hexadecimal.uppercase(unit, digits: 4)
      }
    }
    return result
  }
}
