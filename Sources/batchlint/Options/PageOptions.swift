import ArgumentParser
import Layout
import Linting
import Reporting

/// How something that is no report is printed.
struct PageOptions: ParsableArguments {
  enum PageFormat: String, CaseIterable { case text, json }

  @Option(
    help: ArgumentHelp("text or json.", valueName: "format"), completion: .list(PageFormat.allCases.map(\.rawValue)))
  var format = "text"
  @OptionGroup var color: ColorOptions

  func checkedFormat() throws -> PageFormat {
    guard let known = PageFormat(rawValue: format) else {
      throw UnknownName(what: "format", name: format, known: PageFormat.allCases.map(\.rawValue))
    }
    return known
  }
}
