import Files
import Linting
import YAML
import Configuration

/// The workspace's folders and the configurations of the documents in them.
final class Folders {
  /// A configuration that cannot be used.
  struct Problem {
    var path: String
    var text: String
    /// Where in the configuration, counted from 0; its beginning where the problem is with the file itself.
    var place = TextPosition(line: 0, character: 0)
  }

  /// Absolute paths.
  var roots: [String] = []
  var settings = EditorSettings() {
    didSet { forget() }
  }
  private let registry = ConfigurationCache()
  private var linters: [String: Linter] = [:]
  /// By the configuration's path, what is wrong with it now.
  private(set) var problems: [String: Problem] = [:]
  /// By the configuration's path, how it was when it could be used last.
  private var lastGood: [String: Configuration] = [:]

  /// The configuration that holds for a document, by its path; nil where none does.
  func configurationPath(for path: String?) -> String? {
    if let given = settings.configuration { return given.hasPrefix("/") ? given : join(roots.first ?? ".", given) }
    if let path { return ConfigurationCache.nearest(to: path) }
    return roots.first.flatMap { ConfigurationCache.nearest(to: join($0, "untitled")) }
  }

  /// Where a configuration for a document would be put: at the top of its folder, or beside it.
  func newConfigurationPath(for path: String?) -> String? {
    if let path {
      let root = roots.filter { path.hasPrefix($0.hasSuffix("/") ? $0 : $0 + "/") }.max {
        $0.utf8.count < $1.utf8.count
      }
      return join(root ?? directoryPart(of: path), Configuration.fileName)
    }
    return roots.first.map { join($0, Configuration.fileName) }
  }

  /// What lints a document, by its path. A configuration that cannot be used counts as it was before, or for nothing.
  func linter(for path: String?) -> Linter {
    let found = configurationPath(for: path)
    if let known = linters[found ?? ""] { return known }
    var options = LintOptions()
    if let found {
      do {
        let configuration = try registry.configuration(at: found)
        lastGood[found] = configuration
        problems[found] = nil
      } catch {
        problems[found] = problem(error, with: found)
      }
      options = lastGood[found]?.options ?? options
    }
    settings.overrides.apply(to: &options)
    // The editor's text is Unicode already.
    options.encoding = nil
    let linter = Linter(options: options)
    linters[found ?? ""] = linter
    return linter
  }

  private func problem(_ error: any Error, with path: String) -> Problem {
    guard let error = error as? YAMLError else { return Problem(path: path, text: "\(error)") }
    guard error.file == path else { return Problem(path: path, text: "\(error)") }
    let text = (error.key.isEmpty ? "" : "\(error.key): ") + error.problem
    return Problem(
      path: path, text: text, place: TextPosition(line: max(error.line - 1, 0), character: max(error.column - 1, 0)))
  }

  /// Reads the configurations anew when they are asked for again.
  func forget() {
    linters = [:]
    registry.forget()
  }

  /// A file whose change may change a configuration.
  func concerns(_ path: String) -> Bool {
    path.hasSuffix("/" + Configuration.fileName) || path == settings.configuration || registry.ownFiles.contains(path)
  }
}
