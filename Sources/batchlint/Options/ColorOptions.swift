import Platform
import ArgumentParser
import Layout
import Linting

/// Whether what is printed is coloured.
struct ColorOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Colours: auto, always or never; NO_COLOR is respected.", valueName: "when"),
    completion: .list(ColorChoice.allCases.map(\.rawValue)))
  var color = "auto"

  func choice() throws -> ColorChoice {
    guard let choice = ColorChoice(rawValue: color) else {
      throw UnknownName(what: "colour mode", name: color, known: ColorChoice.allCases.map(\.rawValue))
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

  /// Whether standard output is a terminal that is known to support hyperlinks (OSC 8).
  static var terminalHasHyperlinks: Bool {
    guard isatty(STDOUT_FILENO) == 1 else { return false }
    let programs = ["iTerm.app", "WezTerm", "vscode", "ghostty", "Hyper"]
    let variables: [String] = ["VTE_VERSION", "WT_SESSION", "KITTY_WINDOW_ID", "KONSOLE_VERSION"]
    return variables.contains { getenv($0) != nil }
      || getenv("TERM_PROGRAM").map { programs.contains(String(cString: $0)) } ?? false
  }

  /// By https://no-color.org, or because the terminal knows no colours.
  private static var isUnwanted: Bool {
    getenv("NO_COLOR").map { $0.pointee != 0 } ?? false || getenv("TERM").map { strcmp($0, "dumb") == 0 } ?? false
  }
}
