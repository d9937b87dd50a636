import Linting
import Reporting
import YAML
import Configuration

/// The settings of one file, each with where it comes from.
struct EffectiveConfiguration {
  /// The configuration's path; nil where there is none.
  let file: String?
  private(set) var entries: [ConfigurationEntry] = []
  private let lines: [String: Int]

  init(_ subject: SubjectOptions, _ rules: RuleOptions, _ configured: ConfigurationOptions, path: String) throws {
    let resolver = try ConfigurationResolver(subject, configured, rules: rules)
    let options = try resolver.options(for: path)
    let own = try resolver.configuration(for: path)
    file = resolver.configurationFile(for: path)
    lines = try file.map { try Configuration.lines(yaml: readText($0), file: $0) } ?? [:]
    add("kind", options.kind ?? "auto", isGiven: subject.kind != "auto")
    add("server", options.server ?? "auto", isGiven: subject.server != "auto")
    add("encoding", options.encoding?.name.lowercased() ?? "auto", isGiven: subject.encoding != "auto")
    add("sheet", options.sheet, isGiven: subject.sheet != nil)
    add("admin", options.admin, isGiven: subject.admin != nil)
    add("domains", options.domains, given: subject.domains.count)
    let recipients = subject.recipients.isEmpty ? own.recipients : subject.recipients
    add("recipients", recipients, given: subject.recipients.count)
    add("allow-unknown-columns", "\(options.allowsUnknownColumns)", isGiven: subject.allowUnknownColumns)
    add("select", options.selection.selected, given: rules.select.count)
    add("ignore", options.selection.ignored, given: rules.ignore.count)
    let severities = options.selection.severities
    for (index, entry) in severities.enumerated() {
      let isGiven = index >= own.options.selection.severities.count
      entries.append(
        ConfigurationEntry(
          name: "severity", value: "\(entry.rule)=\(entry.severity.rawValue)",
          source: isGiven ? .commandLine : source("severity.\(entry.rule)")))
    }
    if severities.isEmpty { entries.append(ConfigurationEntry(name: "severity", value: nil, source: .standard)) }
    add("fail-on", try resolver.threshold(for: path).rawValue, isGiven: rules.failOn != nil)
    add("expand", "\(own.expands)", isGiven: false)
    var kinds = options.ownKinds.map(\.name)
    // What its columns make is none of the kinds that the user names.
    if !own.columns.isEmpty || own.schema != nil { kinds.remove(at: own.options.ownKinds.count - 1) }
    add("kinds", kinds, given: options.ownKinds.count - own.options.ownKinds.count)
    add("servers", options.ownServers.map(\.name), given: options.ownServers.count - own.options.ownServers.count)
    add("rules", options.ownRules.map(\.summary), given: 0)
    add("columns", own.columns, given: 0)
    add("schema", own.schema, isGiven: false)
    add("endpoint.host", own.endpoint?.host, isGiven: false)
    add("endpoint.port", own.endpoint?.port.map(String.init), isGiven: false)
    add("endpoint.security", own.endpoint?.security, isGiven: false)
    for domain in own.endpoint?.domains ?? [] {
      let place = [domain.host, domain.port.map { "port \($0)" }, domain.security].compactMap { $0 }
      entries.append(
        ConfigurationEntry(
          name: "endpoint.domains", value: "\(domain.name): \(place.joined(separator: ", "))",
          source: source("endpoint.domains")))
    }
    add("probe.time-limit", own.probe.timeLimit, isGiven: false)
    add("probe.window", own.probe.window, isGiven: false)
    add("probe.shared-token", "\(own.probe.sharesToken)", isGiven: false)
  }

  private mutating func add(_ name: String, _ value: String?, isGiven: Bool) {
    entries.append(ConfigurationEntry(name: name, value: value, source: isGiven ? .commandLine : source(name)))
  }

  /// A list, whose last elements the command line has given.
  private mutating func add(_ name: String, _ values: [String], given: Int) {
    if values.isEmpty { entries.append(ConfigurationEntry(name: name, value: nil, source: source(name))) }
    for (index, value) in values.enumerated() {
      entries.append(
        ConfigurationEntry(
          name: name, value: value, source: index >= values.count - given ? .commandLine : source("\(name)[\(index)]")))
    }
  }

  private func source(_ key: String) -> ConfigurationEntry.Source { lines[key].map { .file(line: $0) } ?? .standard }
}

extension OwnRule {
  /// The column and what is asked of it, without the values that it names: they may be secrets.
  fileprivate var summary: String {
    var parts: [String] = []
    if pattern != nil { parts.append("pattern") }
    if !values.isEmpty { parts.append("values") }
    if let minimumLength { parts.append("min-length \(minimumLength)") }
    if let maximumLength { parts.append("max-length \(maximumLength)") }
    if isUnique { parts.append("unique") }
    return "\(column): \(parts.joined(separator: ", "))"
  }
}
