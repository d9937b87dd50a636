import Files
import ICU
import Linting
import Migration
import Settings

/// Puts the options of a file together: the command line goes before `.batchlint.yaml`.
final class SettingsResolver {
  private let subject: SubjectOptions
  private let rules: RuleOptions?
  private let configured: ConfigurationOptions
  private let stdinName: String?
  private let ownKind: Kind?
  private let ownServer: Server?
  private let encoding: TextEncoding?
  private var configurations: [String: Configuration] = [:]

  /// - Parameters:
  ///   - rules: nil for a command that lets the user choose none.
  ///   - stdinName: what standard input is called.
  init(
    _ subject: SubjectOptions, _ configured: ConfigurationOptions, rules: RuleOptions? = nil, stdinName: String? = nil
  ) throws {
    self.subject = subject
    self.rules = rules
    self.configured = configured
    self.stdinName = stdinName
    ownKind = try SettingsResolver.ownFile(subject.kind).map { try Kind(yaml: $0.text, file: $0.path) }
    ownServer = try SettingsResolver.ownFile(subject.server).map { try Server(yaml: $0.text, file: $0.path) }
    encoding = try subject.encoding == "auto" ? nil : TextEncoding(option: subject.encoding)
    _ = try severities()
    _ = try FailThreshold(option: rules?.failOn)
    var selection = Selection()
    selection.selected = rules?.select ?? []
    selection.ignored = rules?.ignore ?? []
    if let unknown = selection.unknown { throw UnknownName.rule(unknown) }
  }

  /// A path instead of a name: a kind or server of the user's own.
  static func ownFile(_ name: String) throws -> (text: String, path: String)? {
    guard name.hasSuffix(".yaml") || name.hasSuffix(".yml") else { return nil }
    return (try readText(name), name)
  }

  func options(for path: String) throws -> LintOptions {
    var options = try configuration(for: path).options
    if let ownKind { options.ownKinds.append(ownKind) }
    if let ownServer { options.ownServers.append(ownServer) }
    if subject.kind != "auto" { options.kind = ownKind?.name ?? subject.kind }
    if subject.server != "auto" { options.server = ownServer?.name ?? subject.server }
    if let encoding { options.encoding = encoding }
    if let admin = subject.admin { options.admin = admin }
    if !subject.domains.isEmpty { options.domains = subject.domains }
    if subject.allowUnknownColumns { options.allowsUnknownColumns = true }
    if let rules, !rules.select.isEmpty { options.selection.selected = rules.select }
    options.selection.ignored += rules?.ignore ?? []
    options.selection.severities += try severities()
    return options
  }

  /// From which severity on the run fails: the command line's word, else that of the first file's configuration.
  func threshold(for path: String?) throws -> FailThreshold {
    if let given = try FailThreshold(option: rules?.failOn) { return given }
    guard let path, let configured = try configuration(for: path).failOn else { return .error }
    return FailThreshold(rawValue: configured) ?? .error
  }

  func severities() throws -> [(rule: String, severity: Severity)] {
    try (rules?.severity ?? []).map { text in
      let parts = text.split(separator: "=", maxSplits: 1)
      guard parts.count == 2 else { throw Trouble("--severity \(text): write RULE=SEVERITY") }
      guard let severity = Severity(rawValue: String(parts[1])) else {
        throw UnknownName(what: "severity", name: String(parts[1]), known: Severity.allCases.map(\.rawValue))
      }
      var selection = Selection()
      selection.selected = [String(parts[0])]
      if let unknown = selection.unknown { throw UnknownName.rule(unknown) }
      return (String(parts[0]), severity)
    }
  }

  func configuration(for path: String) throws -> Configuration {
    try configurationFile(for: path).map(load) ?? Configuration()
  }

  /// Where the configuration of a file is; nil where it has none.
  func configurationFile(for path: String) -> String? {
    if configured.noConfig { return nil }
    if let given = configured.config { return given }
    let name = path == "-" ? stdinName ?? "" : path
    let directory = name.lastIndex(of: "/").map { String(name[..<$0]) } ?? "."
    return nearestFile(named: Configuration.fileName, from: directory.isEmpty ? "/" : directory)
  }

  private func load(_ path: String) throws -> Configuration {
    if let known = configurations[path] { return known }
    let directory = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    let configuration = try Configuration(yaml: readText(path), file: path) { relative in
      let full = relative.hasPrefix("/") ? relative : directory + relative
      return (try readText(full), full)
    }
    configurations[path] = configuration
    return configuration
  }
}

/// A small text file's contents.
func readText(_ path: String) throws -> String {
  let contents = try FileContents.open(path: path)
  return withExtendedLifetime(contents) { String(decoding: contents.bytes, as: UTF8.self) }
}

extension FailThreshold {
  init?(option: String?) throws {
    guard let option else { return nil }
    guard let threshold = FailThreshold(rawValue: option) else {
      throw UnknownName(what: "threshold", name: option, known: FailThreshold.allCases.map(\.rawValue))
    }
    self = threshold
  }
}
