/// The files of `Resources/`, compiled into the program.
enum PageResources {
  /// By path below that of the page: the resource, and its media type.
  private static let types = [
    "": ("index", "text/html"), "look.css": ("look", "text/css"), "icon.svg": ("icon", "image/svg+xml"),
    "app.js": ("app", script), "api.js": ("api", script), "dom.js": ("dom", script), "grid.js": ("grid", script),
    "findings.js": ("findings", script), "settings.js": ("settings", script), "dialogs.js": ("dialogs", script),
    "probe.js": ("probe", script), "inspector.js": ("inspector", script),
  ]
  private static let script = "text/javascript"

  /// The resource at a path; nil where there is none.
  static func response(at path: Substring) -> Response? {
    guard let (name, type) = types[String(path)], let file = Embedded.files.first(where: { $0.name == name }) else {
      return nil
    }
    return .resource(file.text, type: type)
  }
}
