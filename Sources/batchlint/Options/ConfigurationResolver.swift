import Linting
import Migration
import Configuration
import Layout

/// Puts the options of a file together: the command line goes before `.batchlint.yaml`.
final class ConfigurationResolver {
  private let rules: RuleOptions?
  private let configured: ConfigurationOptions
  private let stdinName: String?
  private var overrides = Overrides()
  private let configurations = ConfigurationCache()

  /// - Parameters:
  ///   - rules: nil for a command that lets the user choose none.
  ///   - stdinName: what standard input is called.
  init(
    _ subject: SubjectOptions, _ configured: ConfigurationOptions, rules: RuleOptions? = nil, stdinName: String? = nil
  ) throws {
    self.rules = rules
    self.configured = configured
    self.stdinName = stdinName
    try overrides.setKind(subject.kind)
    try overrides.setServer(subject.server)
    try overrides.setEncoding(subject.encoding)
    overrides.sheet = subject.sheet
    overrides.admin = subject.admin
    overrides.domains = subject.domains
    if !subject.recipients.isEmpty { overrides.recipients = try RecipientDirectory(files: subject.recipients) }
    overrides.allowsUnknownColumns = subject.allowUnknownColumns
    let severities = try ConfigurationResolver.severities(rules)
    _ = try FailThreshold(option: rules?.failOn)
    try overrides.setRules(select: rules?.select ?? [], ignore: rules?.ignore ?? [], severities: severities)
  }

  func options(for path: String) throws -> LintOptions {
    var options = try configuration(for: path).options
    overrides.apply(to: &options)
    return options
  }

  /// From which severity on the run fails: the command line's word, else that of the first file's configuration.
  func threshold(for path: String?) throws -> FailThreshold {
    if let given = try FailThreshold(option: rules?.failOn) { return given }
    guard let path, let configured = try configuration(for: path).failOn else { return .error }
    return FailThreshold(rawValue: configured) ?? .error
  }

  /// What the configuration of a file sets for a probe.
  func probe(for path: String) throws -> ProbeSettings { try configuration(for: path).probe }

  private static func severities(_ rules: RuleOptions?) throws -> [(rule: String, severity: Severity)] {
    try (rules?.severity ?? []).map { text in
      let parts = text.split(separator: "=", maxSplits: 1)
      guard parts.count == 2 else { throw CommandError("--severity \(text): expected RULE=SEVERITY") }
      guard let severity = Severity(rawValue: String(parts[1])) else {
        throw UnknownName(what: "severity", name: String(parts[1]), known: Severity.allCases.map(\.rawValue))
      }
      return (String(parts[0]), severity)
    }
  }

  func configuration(for path: String) throws -> Configuration {
    try configurationFile(for: path).map(configurations.configuration) ?? Configuration()
  }

  /// Where the configuration of a file is; nil where it has none.
  func configurationFile(for path: String) -> String? {
    if configured.noConfig { return nil }
    return configured.config ?? ConfigurationCache.nearest(to: path == "-" ? stdinName ?? "" : path)
  }
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
