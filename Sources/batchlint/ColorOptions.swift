import Platform
import ArgumentParser
import Linting

/// Whether what is printed is coloured.
struct ColorOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Colours: auto, always or never; NO_COLOR is honoured.", valueName: "when"),
    completion: .list(ColorChoice.allCases.map(\.rawValue)))
  var color = "auto"

  func choice() throws -> ColorChoice {
    guard let choice = ColorChoice(rawValue: color) else {
      throw UnknownName(what: "choice of colour", name: color, known: ColorChoice.allCases.map(\.rawValue))
    }
    return choice
  }
}

enum ColorChoice: String, CaseIterable {
  case auto, always, never

  /// - Parameter path: the file that is written; nil for standard output, which may be a terminal.
  func isUsed(path: String? = nil) -> Bool {
    switch self {
    case .always: true
    case .never: false
    case .auto: path == nil && isatty(STDOUT_FILENO) == 1 && !ColorChoice.isUnwanted
    }
  }

  /// By https://no-color.org, or because the terminal knows no colours.
  private static var isUnwanted: Bool {
    getenv("NO_COLOR").map { $0.pointee != 0 } ?? false || getenv("TERM").map { strcmp($0, "dumb") == 0 } ?? false
  }
}
