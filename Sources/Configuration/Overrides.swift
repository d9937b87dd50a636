import TextEncoding
import Layout
import Linting
import Migration
import YAML

/// What goes before `.batchlint.yaml`: the options of a command line, or an editor's settings.
public struct Overrides {
  private var kind: String?
  private var server: String?
  private var ownKind: Kind?
  private var ownServer: Server?
  private var encoding: TextEncoding?
  public var sheet: String?
  public var admin: String?
  public var domains: [String] = []
  /// The recipients of the tenant; nil leaves those of the configuration.
  public var recipients: RecipientDirectory?
  public var allowsUnknownColumns = false
  private var selection = Selection()

  public init() {}

  /// Takes a kind: a name, `auto`, or a YAML file or Table Schema of the user's own.
  public mutating func setKind(_ name: String) throws {
    ownKind = try Overrides.ownFile(name).map { try Kind(text: $0, file: name) }
    kind = name == "auto" ? nil : ownKind?.name ?? name
  }

  /// Takes a server: a name, `auto`, or a YAML file of the user's own.
  public mutating func setServer(_ name: String) throws {
    ownServer = try Overrides.ownFile(name).map { try Server(yaml: $0, file: name) }
    server = name == "auto" ? nil : ownServer?.name ?? name
  }

  /// Takes an encoding's name, or `auto`.
  public mutating func setEncoding(_ name: String) throws {
    encoding = try name == "auto" ? nil : TextEncoding(option: name)
  }

  /// Takes rules by name or glob, and severities by rule.
  public mutating func setRules(select: [String], ignore: [String], severities: [(rule: String, severity: Severity)])
    throws(UnknownName)
  {
    var selection = Selection()
    selection.selected = select
    selection.ignored = ignore
    selection.severities = severities
    if let unknown = selection.unknown { throw UnknownName.rule(unknown) }
    self.selection = selection
  }

  /// Puts them over what a configuration says.
  public func apply(to options: inout LintOptions) {
    if let ownKind { options.ownKinds.append(ownKind) }
    if let ownServer { options.ownServers.append(ownServer) }
    if let kind { options.kind = kind }
    if let server { options.server = server }
    if let encoding { options.encoding = encoding }
    if let sheet { options.sheet = sheet }
    if let admin { options.admin = admin }
    if !domains.isEmpty { options.domains = domains }
    if let recipients { options.recipients = recipients }
    if allowsUnknownColumns { options.allowsUnknownColumns = true }
    if !selection.selected.isEmpty { options.selection.selected = selection.selected }
    options.selection.ignored += selection.ignored
    options.selection.severities += selection.severities
  }

  /// The text of a kind or server of the user's own; nil for a name.
  public static func ownFile(_ name: String) throws -> String? {
    guard [".yaml", ".yml", ".json"].contains(where: name.hasSuffix) else { return nil }
    return try readText(name)
  }
}
