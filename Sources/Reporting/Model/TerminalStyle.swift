import Migration

/// The colors of a terminal, or none.
struct TerminalStyle {
  var isColored: Bool
  /// Whether the terminal supports hyperlinks (OSC 8).
  var hasLinks = false

  func bold(_ text: String) -> String { paint(text, "1") }
  func faint(_ text: String) -> String { paint(text, "2") }
  func code(_ text: String) -> String { paint(text, "36") }
  func link(_ text: String, to address: String) -> String {
    hasLinks ? "\u{1B}]8;;\(address)\u{1B}\\\(text)\u{1B}]8;;\u{1B}\\" : text
  }

  func mark(_ text: String, _ severity: Severity) -> String { paint(text, TerminalStyle.code(severity)) }

  /// What ``mark(_:_:)`` puts before and behind a text.
  func marks(_ severity: Severity) -> (start: String, end: String) {
    isColored ? ("\u{1B}[\(TerminalStyle.code(severity))m", "\u{1B}[0m") : ("", "")
  }

  func severity(_ severity: Severity, padded width: Int) -> String {
    let pad = String(repeating: " ", count: max(0, width - severity.rawValue.count))
    return paint(severity.rawValue, "1;" + TerminalStyle.code(severity)) + pad
  }

  private func paint(_ text: String, _ code: String) -> String {
    isColored ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }

  private static func code(_ severity: Severity) -> String {
    switch severity {
    case .error: "31"
    case .warning: "33"
    case .info: "36"
    }
  }
}
