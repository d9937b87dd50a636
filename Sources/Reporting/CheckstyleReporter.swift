import Linting
import Migration
import Platform

/// Checkstyle's XML, as Jenkins and many others read it.
final class CheckstyleReporter: Reporter {
  private let options: ReportOptions
  private let xml: XMLWriter
  /// The attribute that is put together.
  @exclusivity(unchecked) private var text: [UInt8] = []

  init(_ output: Output, _ options: ReportOptions) {
    self.options = options
    xml = XMLWriter(output)
  }

  func begin() {
    xml.open("checkstyle")
    xml.attribute("version", "4.3")
  }

  func report(_ file: any ReportedFile, shown: Int) {
    xml.open("file")
    xml.attribute("name", options.reported(file.path))
    for index in 0..<shown {
      let start = file.start(index)
      xml.open("error")
      xml.attribute("line", String(start.line))
      xml.attribute("column", String(start.column))
      xml.attribute("severity", file.severity(index).rawValue)
      text.removeAll(keepingCapacity: true)
      file.renderPlaced(index, into: &text)
      xml.attribute("message", &text)
      text.removeAll(keepingCapacity: true)
      text += "batchlint.".utf8
      text += file.rule(index).name.utf8
      xml.attribute("source", &text)
      xml.close()
    }
    xml.close()
  }

  func end(_ summary: Summary) {
    xml.close()
    xml.finish()
  }
}
