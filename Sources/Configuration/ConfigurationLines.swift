import Linting
import YAML

extension Configuration {
  /// On which line of a configuration each setting is: by key, as in `server`, `ignore[0]` and
  /// `severity.address-*`.
  public static func lines(yaml text: String, file: String) throws -> [String: Int] {
    let root = try YAMLNode(yaml: text, file: file)
    var lines: [String: Int] = [:]
    for key in keys {
      guard let setting = root[key] else { continue }
      lines[key] = setting.line
      for element in (try? setting.list()) ?? [] { lines[element.key] = element.line }
      for (_, value) in (try? setting.pairs()) ?? [] { lines[value.key] = value.line }
    }
    return lines
  }
}
