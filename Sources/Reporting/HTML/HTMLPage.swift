import Migration

/// The fixed parts of the HTML report.
enum HTMLPage {
  /// Text that means nothing to HTML.
  static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;").replacing(
      "\"", with: "&quot;")
  }

  static let style = resource("style")

  static let list = resource("findings")

  /// Fields of a finding: path, line, column, severity, rule, message, row before, at and behind the place, fix.
  static let script = resource("script")

  private static func resource(_ name: String) -> String { Embedded.files.first { $0.name == name }!.text }
}
