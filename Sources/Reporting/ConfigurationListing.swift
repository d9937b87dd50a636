/// A setting of a file, or an element of one that is a list, and where it comes from.
public struct ConfigurationEntry {
  public enum Source {
    /// The program's default.
    case standard
    /// A line of the configuration.
    case file(line: Int)
    case commandLine
  }

  /// The configuration's key.
  public var name: String
  /// Nil where nothing is set.
  public var value: String?
  public var source: Source

  public init(name: String, value: String?, source: Source) {
    (self.name, self.value, self.source) = (name, value, source)
  }
}

/// Prints the settings of a file.
public struct ConfigurationListing {
  private let settings: [ConfigurationEntry]
  private let file: String?
  private let output: Output

  /// - Parameter file: the configuration's path; nil where there is none.
  public init(_ settings: [ConfigurationEntry], file: String?, _ output: Output) {
    (self.settings, self.file, self.output) = (settings, file, output)
  }

  /// A line for each: setting, value, source.
  public func write(color: Bool) {
    let style = TerminalStyle(isColored: color)
    let values = settings.map { PlainText.plain($0.value ?? "-") }
    let width = values.map(\.count).max() ?? 0
    for (setting, value) in zip(settings, values) {
      output.put(style.bold(setting.name) + String(repeating: " ", count: max(1, 23 - setting.name.count)))
      output.put(
        value + String(repeating: " ", count: width - value.count + 2) + style.faint(text(setting.source)) + "\n")
    }
  }

  private func text(_ source: ConfigurationEntry.Source) -> String {
    switch source {
    case .standard: "default"
    case .file(let line): PlainText.plain("\(file ?? ""):\(line)")
    case .commandLine: "command line"
    }
  }

  /// An object: the configuration's path, and the settings with `source` as `default`, `file` (and its `line`) or
  /// `command-line`.
  public func writeJSON() {
    output.put("{\"configuration\":")
    put(file)
    output.put(",\"settings\":[")
    for (index, setting) in settings.enumerated() {
      output.put(index == 0 ? "\n{\"name\":" : ",\n{\"name\":")
      output.putJSON(setting.name)
      output.put(",\"value\":")
      put(setting.value)
      switch setting.source {
      case .standard: output.put(",\"source\":\"default\",\"line\":null}")
      case .file(let line): output.put(",\"source\":\"file\",\"line\":\(line)}")
      case .commandLine: output.put(",\"source\":\"command-line\",\"line\":null}")
      }
    }
    output.put("\n]}\n")
  }

  private func put(_ text: String?) {
    if let text { output.putJSON(text) } else { output.put("null") }
  }
}
