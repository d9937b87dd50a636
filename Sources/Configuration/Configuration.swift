import Layout
import Linting
import TextEncoding
import Migration
import YAML

/// The contents of a `.batchlint.yaml`.
public struct Configuration {
  public var options = LintOptions()
  /// The severity from which on the exit status is 1; nil where the file does not say.
  public var failOn: String?

  /// What is set for probes.
  public var probe = ProbeSettings()

  public static let fileName = ".batchlint.yaml"
  static let keys = [
    "kind", "server", "encoding", "sheet", "admin", "domains", "recipients", "select", "ignore", "severity", "fail-on",
    "allow-unknown-columns", "kinds",
    "servers", "rules", "columns", "schema", "endpoint", "probe", "expand",
  ]

  /// The source server, for `probe` and `plan`.
  public struct Endpoint: Sendable, Equatable {
    public var host: String?
    public var port: Int?
    /// `implicit`, `starttls` or `none`.
    public var security: String?
    /// The servers of domains that have another one.
    public var domains: [Domain] = []

    /// The source server of the rows whose target addresses are in a domain.
    public struct Domain: Sendable, Equatable {
      public var name: String
      public var host: String
      public var port: Int?
      public var security: String?
    }
  }

  /// Whether a finding that nearly all rows share is reported in each row, not once.
  public private(set) var expands = false
  /// The section `endpoint`; nil where there is none.
  public private(set) var endpoint: Endpoint?

  /// Nothing configured.
  public init() {}

  /// The exports of the tenant's recipients, as they are named in the configuration.
  public private(set) var recipients: [String] = []

  /// The columns of the plain kind `csv` by name, where they stand in the configuration itself. The kind is the
  /// last of the own ones.
  public private(set) var columns: [String] = []
  /// The Table Schema that has them, as it is named there.
  public private(set) var schema: String?

  /// Reads a configuration; `load` reads another file by its path, relative to this one's directory.
  public init(yaml text: String, file: String, load: (String) throws -> (text: String, path: String)) throws {
    let root = try YAMLNode(yaml: text, file: file)
    try root.allow(Configuration.keys)
    for path in try root["kinds"]?.list() ?? [] {
      let other = try read(path, load)
      options.ownKinds.append(try Kind(text: other.text, file: other.path))
    }
    if let own = try plainKind(root, load) {
      options.ownKinds.append(own)
      columns = root["columns"] == nil ? [] : own.columns.map(\.name)
      schema = try root["schema"]?.text()
    }
    for path in try root["servers"]?.list() ?? [] {
      let other = try read(path, load)
      options.ownServers.append(try Server(yaml: other.text, file: other.path))
    }
    options.kind = try root["kind"].flatMap { try name($0, "kind", options.ownKinds.map(\.name) + Kind.builtInNames) }
    if root["columns"] != nil || root["schema"] != nil {
      guard [nil, "csv"].contains(options.kind) else {
        throw root["kind"]!.error("columns and schema require the kind csv")
      }
      options.kind = "csv"
    }
    let serverNames = options.ownServers.map(\.name) + Server.builtInNames
    options.server = try root["server"].flatMap { try name($0, "server", serverNames) }
    if let section = root["endpoint"] {
      try section.allow(["host", "port", "security", "server", "domains"])
      endpoint = try Endpoint(section)
      if options.server == nil {
        options.server = try section["server"].flatMap { try name($0, "server", serverNames) }
      }
    }
    options.encoding = try root["encoding"].flatMap(encoding)
    options.sheet = try root["sheet"]?.text()
    options.admin = try root["admin"]?.text()
    options.domains = try root["domains"]?.texts() ?? []
    recipients = try root["recipients"]?.texts() ?? []
    options.allowsUnknownColumns = try root["allow-unknown-columns"]?.flag() ?? false
    options.selection.selected = try root["select"]?.list().map(rule) ?? []
    options.selection.ignored = try root["ignore"]?.list().map(rule) ?? []
    for (_, value) in try root["severity"]?.pairs() ?? [] { _ = try value.choice(Severity.self) }
    options.selection.severities =
      try root["severity"]?.pairs().map { name, value in
        var selection = Selection()
        selection.selected = [name]
        if let unknown = selection.unknown { throw value.error(UnknownName.rule(unknown).description) }
        return (name, try value.choice(Severity.self))
      } ?? []
    expands = try root["expand"]?.flag() ?? false
    failOn = try root["fail-on"]?.choice(FailThreshold.self).rawValue
    probe = try root["probe"].map(ProbeSettings.init) ?? ProbeSettings()
    options.ownRules = try root["rules"]?.list().map(OwnRule.init) ?? []
  }

  /// The plain kind `csv` with columns of the user's own.
  private func plainKind(_ root: YAMLNode, _ load: (String) throws -> (text: String, path: String)) throws -> Kind? {
    if let path = root["schema"] {
      if let columns = root["columns"] { throw columns.error("columns and schema are mutually exclusive") }
      let other = try read(path, load)
      return try Kind(tableSchema: other.text, file: other.path)
    }
    guard let columns = root["columns"] else { return nil }
    var kind = try Kind.builtIn("csv")
    try kind?.take(columns: columns)
    return kind
  }

  private func read(_ path: YAMLNode, _ load: (String) throws -> (text: String, path: String)) throws -> (
    text: String, path: String
  ) {
    do { return try load(path.text()) } catch let error as YAMLError { throw error } catch {
      throw path.error("\(error)")
    }
  }

  private func name(_ setting: YAMLNode, _ what: String, _ known: [String]) throws -> String? {
    let text = try setting.text()
    if text == "auto" { return nil }
    guard known.contains(text) else {
      throw setting.error(UnknownName(what: what, name: text, known: known).description)
    }
    return text
  }

  private func encoding(_ setting: YAMLNode) throws -> TextEncoding? {
    let name = try setting.text()
    do { return try name == "auto" ? nil : TextEncoding(option: name) } catch { throw setting.error("\(error)") }
  }

  private func rule(_ setting: YAMLNode) throws -> String {
    var selection = Selection()
    selection.selected = [try setting.text()]
    if let unknown = selection.unknown { throw setting.error(UnknownName.rule(unknown).description) }
    return selection.selected[0]
  }
}

extension UnknownName {
  /// A rule that there is none of.
  public static func rule(_ name: String) -> UnknownName {
    UnknownName(
      what: "rule", name: name, known: RuleRegistry.rules.map(\.info.name), list: "`batchlint rules` lists all")
  }
}

extension TextEncoding {
  /// The encoding of a name that a user gives; an error with the nearest known one where there is none.
  public init(option name: String) throws(UnknownName) {
    guard let encoding = TextEncoding.named(name) else {
      throw UnknownName(what: "encoding", name: name, known: TextEncoding.all.map(\.name))
    }
    self = encoding
  }
}

extension OwnRule {
  fileprivate init(_ setting: YAMLNode) throws {
    try setting.allow([
      "column", "pattern", "time-limit", "values", "min-length", "max-length", "unique", "message", "severity",
    ])
    self.init(column: try setting.required("column").text())
    pattern = try setting["pattern"]?.text()
    timeLimit = try setting["time-limit"]?.number(from: 1) ?? timeLimit
    values = try setting["values"]?.texts() ?? []
    minimumLength = try setting["min-length"]?.number()
    maximumLength = try setting["max-length"]?.number()
    isUnique = try setting["unique"]?.flag() ?? false
    message = try setting["message"]?.text()
    severity = try setting["severity"]?.choice()
    guard let pattern else { return }
    do { _ = try Pattern(pattern, timeLimit: timeLimit) } catch {
      let place = error.offset.map { " at character \($0 + 1)" } ?? ""
      throw setting["pattern"]!.error("expected an ICU regular expression; syntax error\(place)")
    }
  }
}
