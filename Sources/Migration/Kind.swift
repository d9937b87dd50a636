import Platform
import RuleResources
import YAML

/// A sort of migration file: its columns, what each holds, its limits. Read from `rules/kinds/` or a user's YAML file.
public struct Kind: Sendable {
  /// Whether the file begins with a header row.
  public enum Header: String, Sendable, CaseIterable { case required, none, optional }
  /// What the column names are to the service.
  public enum ColumnNames: String, Sendable, CaseIterable {
    /// Names by which it knows the columns.
    case exact
    /// Words for people; the columns are told apart by their place.
    case free
  }
  /// Whether the columns stand in the kind's own order.
  public enum Order: String, Sendable, CaseIterable { case any, exact }
  /// What the service does with a column that the kind does not know.
  public enum UnknownColumns: String, Sendable, CaseIterable { case refused, ignored, allowed }
  /// What may separate the values.
  public enum Delimiters: String, Sendable, CaseIterable { case comma, any }
  /// What the file may be in, of the encodings of Unicode.
  public enum Encodings: String, Sendable, CaseIterable {
    case any
    case utf8 = "utf-8"
  }

  /// Columns of which one at least must be there.
  public struct Choice: Sendable {
    public var columns: [String]
    public var severity: Severity
    /// What holds without any of them; nil where the file is simply refused.
    public var reason: String?
  }

  /// A number of rows that is advised, or that one of two pages says.
  public struct AdvisedRows: Sendable {
    public var most: Int
    /// Who says so, or what another page says, in words.
    public var reason: String
  }

  public var name: String
  public var title: String
  /// Why there is no such file; nil where there is.
  public var noFile: String?
  public var header: Header
  /// The lines that must be above the header row, each the whole of its first value.
  public var linesAboveHeader: [String]
  public var columnNames: ColumnNames
  public var order: Order
  public var unknownColumns: UnknownColumns
  public var delimiters: Delimiters
  public var encodings: Encodings
  /// The most data rows that the service takes.
  public var maximumRows: Int?
  public var advisedRows: AdvisedRows?
  /// The size in bytes above which the service surely refuses the file.
  public var maximumBytes: Int?
  /// The size in bytes that the documentation's round figure may mean at the least.
  public var documentedBytes: Int?
  /// The file name extensions that the service takes, without a dot; empty where any will do.
  public var extensions: [String]
  /// How long the batch's name, taken from the file's, may be.
  public var nameLength: Int?
  /// Why the file must not be divided into batches; nil where it may.
  public var undivided: String?
  /// The types of recipients that a target may be besides a mailbox, such as `MailUser`.
  public var recipientTypes: [String]
  public var columns: [Column]
  public var choices: [Choice]
  /// Pairs of columns, by index, each of whose values goes with one of the other's only.
  public var oneToOne: [(first: Int, second: Int)]
  /// Columns, by index, whose values together must differ from row to row.
  public var uniqueTogether: [[Int]]
  /// Rules, by name or glob, that have nothing to say of such a file.
  public var disabledRules: [String]
  /// Rows of a correct file: column names and values.
  public var template: [[(column: String, value: String)]]
  public var sources: [String]

  /// The columns are told apart by their place.
  public var isPositional: Bool { header == .none || columnNames == .free }

  /// Reads a kind from YAML; `file` names the text in errors.
  public init(yaml text: String, file: String) throws {
    let root = try YAMLNode(yaml: text, file: file)
    try root.allow(
      [
        "kind", "title", "no-file", "header", "above-header", "header-names", "order", "unknown-columns", "delimiter",
        "encoding", "limits",
        "file", "undivided", "columns", "one-of", "one-to-one", "unique-together", "disabled-rules",
        "recipient-types", "template",
        "source",
      ], former: ["headings", "asleep"])
    name = try root.required("kind").text()
    title = try root["title"]?.text() ?? name
    noFile = try root["no-file"]?.text()
    header = try root["header"]?.choice() ?? .required
    linesAboveHeader = try root["above-header"]?.texts() ?? []
    columnNames = try root["header-names", former: "headings"]?.choice() ?? .exact
    order = try root["order"]?.choice() ?? .any
    unknownColumns = try root["unknown-columns"]?.choice() ?? .refused
    delimiters = try root["delimiter"]?.choice() ?? .comma
    encodings = try root["encoding"]?.choice() ?? .any
    let limits = root["limits"]
    try limits?.allow(["rows", "advised-rows", "bytes", "documented-bytes"])
    maximumRows = try limits?["rows"]?.number(from: 1)
    advisedRows = try limits?["advised-rows"].map(AdvisedRows.init)
    maximumBytes = try limits?["bytes"]?.number(from: 1)
    documentedBytes = try limits?["documented-bytes"]?.number(from: 1)
    let naming = root["file"]
    try naming?.allow(["extensions", "name-length"])
    extensions = try naming?["extensions"]?.texts() ?? []
    nameLength = try naming?["name-length"]?.number(from: 1)
    undivided = try root["undivided"]?.text()
    recipientTypes = try root["recipient-types"]?.texts() ?? []
    let columns = noFile == nil ? try root.required("columns").list().map(Column.init) : []
    guard !columns.isEmpty || noFile != nil || unknownColumns == .allowed else {
      throw try root.required("columns").error("expected at least one column")
    }
    self.columns = columns
    func index(_ setting: YAMLNode) throws -> Int {
      let wanted = try setting.text()
      guard let index = columns.firstIndex(where: { $0.name == wanted }) else {
        throw setting.error("expected the name of a column: \(columns.map(\.name).joined(separator: ", "))")
      }
      return index
    }
    choices = try root["one-of"]?.list().map { try Choice($0, index) } ?? []
    oneToOne =
      try root["one-to-one"]?.list().map { pair in
        let names = try pair.list()
        guard names.count == 2 else { throw pair.error("expected two columns") }
        return (try index(names[0]), try index(names[1]))
      } ?? []
    uniqueTogether = try root["unique-together"]?.list().map { try $0.list().map(index) } ?? []
    disabledRules = try root["disabled-rules", former: "asleep"]?.texts() ?? []
    template =
      try root["template"]?.list().map { row in try row.pairs().map { name, value in (name, try value.text()) } } ?? []
    sources = try root["source"]?.texts() ?? []
    for (column, setting) in zip(columns, try root["columns"]?.list() ?? []) {
      for (condition, place) in zip(column.conditions, try setting["when"]?.list() ?? [])
      where !columns.contains(where: { $0.name == condition.column }) {
        throw try place.required("column").error(
          "expected the name of a column: \(columns.map(\.name).joined(separator: ", "))")
      }
    }
  }

  /// Reads a kind from YAML, or from a Table Schema where the file's name ends in `.json`.
  public init(text: String, file: String) throws {
    if file.hasSuffix(".json") {
      try self.init(tableSchema: text, file: file)
    } else {
      try self.init(yaml: text, file: file)
    }
  }

  /// The kinds that come with the program.
  public static var builtInNames: [String] { RuleResources.names(in: .kinds) }

  /// A kind that comes with the program; nil where there is none of that name.
  public static func builtIn(_ name: String) throws -> Kind? {
    try RuleResources.text(name, in: .kinds).map { try Kind(yaml: $0, file: "rules/kinds/\(name).yaml") }
  }

  /// Makes columns of a list of settings the kind's own, as they stand under `columns` in a kind's file.
  public mutating func take(columns setting: YAMLNode) throws {
    columns = try setting.list().map(Column.init)
    template = []
    header = .required
  }

  /// The column of a name exactly as written.
  public func column(named name: String) -> Column? { columns.first { $0.name == name } }

  /// - Throws: ``NoSuchFile`` where a migration of this kind uses no file.
  public func refuseWithoutFile() throws(NoSuchFile) {
    if let noFile { throw NoSuchFile(kind: name, reason: noFile) }
  }
}

/// A migration for which there is no file to write or to check.
public struct NoSuchFile: UserFacingError {
  public var kind: String
  public var reason: String
  public var description: String { "\(kind): \(reason)" }
}

extension Kind.Choice {
  fileprivate init(_ setting: YAMLNode, _ index: (YAMLNode) throws -> Int) throws {
    try setting.allow(["columns", "severity", "says"])
    let names = try setting.required("columns").list()
    for name in names { _ = try index(name) }
    columns = try names.map { try $0.text() }
    severity = try setting["severity"]?.choice() ?? .error
    reason = try setting["says"]?.text()
  }
}

extension Kind.AdvisedRows {
  fileprivate init(_ setting: YAMLNode) throws {
    try setting.allow(["most", "says"])
    most = try setting.required("most").number(from: 1)
    reason = try setting.required("says").text()
  }
}
