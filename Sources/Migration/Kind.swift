import RuleBook
import Settings

/// A sort of migration file: its columns, what each holds, its limits. Read from `rules/kinds/` or a user's YAML file.
public struct Kind: Sendable {
  /// Whether the file begins with a row of headings.
  public enum Header: String, Sendable, CaseIterable { case required, none, optional }
  /// Whether the columns stand in the kind's own order.
  public enum Order: String, Sendable, CaseIterable { case any, exact }
  /// What the service does with a column that the kind does not know.
  public enum UnknownColumns: String, Sendable, CaseIterable { case refused, allowed }

  /// What a column's values are.
  public enum Holding: String, Sendable, CaseIterable {
    /// A mailbox of the target, as an SMTP address.
    case address
    /// A sign-in name of the source server.
    case login
    /// A secret: checked and forgotten, never shown.
    case password
    /// Where a mailbox lies under shared folders (`UserRoot`).
    case root
    case text
  }

  /// One column.
  public struct Column: Sendable {
    public var name: String
    public var isRequired: Bool
    public var holds: Holding
    /// No two rows may have the same value, letter case aside.
    public var isUnique: Bool
    /// In bytes of UTF-8; nil where nothing is documented.
    public var maximumLength: Int?
    /// Other headings that mean this column.
    public var aliases: [String]
    /// The only values that the service takes; empty where any will do.
    public var values: [String]
  }

  public var name: String
  public var title: String
  public var header: Header
  public var order: Order
  public var unknownColumns: UnknownColumns
  /// The most data rows that the service takes.
  public var maximumRows: Int?
  /// The size in bytes above which the service surely refuses the file.
  public var maximumBytes: Int?
  /// The size in bytes that the documentation's round figure may mean at the least.
  public var documentedBytes: Int?
  /// The file name extensions that the service takes, without a dot; empty where any will do.
  public var extensions: [String]
  /// How long the batch's name, taken from the file's, may be.
  public var nameLength: Int?
  public var columns: [Column]
  public var sources: [String]

  /// Reads a kind from YAML; `file` names the text in errors.
  public init(yaml text: String, file: String) throws {
    let root = try Setting(yaml: text, file: file)
    try root.allow(["kind", "title", "header", "order", "unknown-columns", "limits", "file", "columns", "source"])
    name = try root.required("kind").text()
    title = try root["title"]?.text() ?? name
    header = try root["header"]?.choice() ?? .required
    order = try root["order"]?.choice() ?? .any
    unknownColumns = try root["unknown-columns"]?.choice() ?? .refused
    let limits = root["limits"]
    try limits?.allow(["rows", "bytes", "documented-bytes"])
    maximumRows = try limits?["rows"]?.number(from: 1)
    maximumBytes = try limits?["bytes"]?.number(from: 1)
    documentedBytes = try limits?["documented-bytes"]?.number(from: 1)
    let naming = root["file"]
    try naming?.allow(["extensions", "name-length"])
    extensions = try naming?["extensions"]?.texts() ?? []
    nameLength = try naming?["name-length"]?.number(from: 1)
    columns = try root.required("columns").list().map(Column.init)
    guard !columns.isEmpty else { throw try root.required("columns").error("expected at least one column") }
    sources = try root["source"]?.texts() ?? []
  }

  /// The kinds that come with the program.
  public static var builtInNames: [String] { RuleBook.names(on: .kinds) }

  /// A kind that comes with the program; nil where there is none of that name.
  public static func builtIn(_ name: String) throws -> Kind? {
    try RuleBook.text(name, on: .kinds).map { try Kind(yaml: $0, file: "rules/kinds/\(name).yaml") }
  }

  /// The column of a name exactly as written.
  public func column(named name: String) -> Column? { columns.first { $0.name == name } }
}

extension Kind.Column {
  fileprivate init(_ setting: Setting) throws {
    try setting.allow(["name", "required", "holds", "unique", "max-length", "aliases", "values"])
    name = try setting.required("name").text()
    isRequired = try setting["required"]?.flag() ?? false
    holds = try setting["holds"]?.choice() ?? .text
    isUnique = try setting["unique"]?.flag() ?? false
    maximumLength = try setting["max-length"]?.number(from: 1)
    aliases = try setting["aliases"]?.texts() ?? []
    values = try setting["values"]?.texts() ?? []
  }
}
