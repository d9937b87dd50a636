import Linting
import Migration
import Platform

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
      let message = PlainText.plain(file.placedMessage(index))
      let rule = file.rule(index).name
      let severity = file.severity(index)
      if severity == .info {
        output.put(
          "\(PlainText.plain(options.reported(file.path))):\(start.line):\(start.column): info: \(message) [\(rule)]\n")
        continue
      }
      let path = AzureReporter.property(PlainText.plain(options.reported(file.path)))
      output.put(
        """
        ##vso[task.logissue \
        type=\(severity.rawValue);sourcepath=\(path);linenumber=\(start.line);columnnumber=\(start.column);\
        code=\(rule);]
        """
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
