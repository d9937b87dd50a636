import RuleResources
import YAML

/// A list of accounts as some program writes it: how to recognise it, and which of its columns contain what.
///
/// Read from `rules/exports/`.
public struct Export: Sendable {
  /// Which side of the migration the list is of.
  public enum Side: String, Sendable, CaseIterable { case source, target, both }

  /// What a value of a list without a header row must be.
  public enum ValueClass: String, Sendable, CaseIterable {
    case any, address, domain, number, boolean, hash, guid, empty
    /// A name of a host or its number (IPv4).
    case host
    /// One of the words of ``Shape/words``.
    case word
  }

  /// The shape of the rows of a list without a header row.
  public struct Shape: Sendable {
    /// An ASCII character.
    public var separator: UInt8
    public var values: [ValueClass]
    /// More values may follow.
    public var isOpen: Bool
    /// What the values of the class ``ValueClass/word`` are, in lower case.
    public var words: Set<String>
  }

  /// Rows that are told from others by a column's value.
  public struct Filter: Sendable {
    public var column: Reference
    /// In lower case.
    public var values: Set<String>
    /// In lower case; a part of the value.
    public var part: String?
    /// A bit of a number, such as 2 (ACCOUNTDISABLE) of `userAccountControl`.
    public var bit: Int?

    /// Whether a value is one that the filter is about.
    public func matches(_ value: String) -> Bool {
      let value = value.lowercased()
      return values.contains(value) || part.map(value.contains) ?? false
        || bit.map { (Int(value) ?? 0) & $0 != 0 } ?? false
    }
  }

  /// A column: by its name or, in a list without a header row, by its place from 1.
  public enum Reference: Sendable, Equatable {
    case name(String)
    case place(Int)
  }

  public var name: String
  /// What it is, in words: `users exported from the Google Admin console`.
  public var title: String
  public var side: Side
  /// Sets of column names; a header row that has all names of one of them is this export's.
  public var headers: [[String]]
  public var shapes: [Shape]
  /// What each line of a list in blocks begins with: the rest of the line is an address.
  public var linePrefix: String?
  public var address: [Reference]
  /// Separates several addresses in one value, of which the first is the primary one; nil where a value has only one.
  public var addressSeparator: Character?
  /// The domain, where the address column has only the local part.
  public var domain: [Reference]
  public var signInName: [Reference]
  public var password: [Reference]
  /// Accounts that are left out and counted: suspended ones.
  public var inactive: [Filter]
  /// Recipients without a mailbox of their own, such as groups and guests: left out and counted.
  public var others: [Filter]
  /// Rows whose password is stored as a hash or encrypted.
  public var hashed: [Filter]
  /// Passwords bear a scheme in braces; those of these schemes, in lower case, are in clear, and every other is a
  /// hash. Nil where passwords have no scheme.
  public var plainSchemes: Set<String>?
  /// Lines that are of accounts; nil where all are.
  public var only: Filter?
  /// Beginnings of local parts of the system's own accounts, in lower case.
  public var systemAccounts: [String]
  public var note: String?
  public var sources: [String]

  /// Reads an export from YAML; `file` names the text in errors.
  public init(yaml text: String, file: String) throws {
    let root = try YAMLNode(yaml: text, file: file)
    try root.allow([
      "export", "title", "side", "headers", "rows", "line-prefix", "columns", "address-separator", "inactive", "others",
      "hashed", "plain-schemes", "only", "system-accounts", "note", "source",
    ])
    name = try root.required("export").text()
    title = try root.required("title").text()
    side = try root["side"]?.choice() ?? .source
    headers = try root["headers"]?.list().map { try $0.texts() } ?? []
    shapes = try root["rows"]?.list().map(Shape.init) ?? []
    linePrefix = try root["line-prefix"]?.text()
    let columns = root["columns"]
    try columns?.allow(["address", "domain", "sign-in-name", "password"])
    func references(_ key: String) throws -> [Reference] { try columns?[key]?.texts().map(Reference.init) ?? [] }
    address = try references("address")
    addressSeparator = try root["address-separator"]?.text().first
    domain = try references("domain")
    signInName = try references("sign-in-name")
    password = try references("password")
    inactive = try root["inactive"]?.list().map(Filter.init) ?? []
    others = try root["others"]?.list().map(Filter.init) ?? []
    hashed = try root["hashed"]?.list().map(Filter.init) ?? []
    plainSchemes = try root["plain-schemes"].map { Set(try $0.texts().map { $0.lowercased() }) }
    only = try root["only"].map(Filter.init)
    systemAccounts = try root["system-accounts"]?.texts().map { $0.lowercased() } ?? []
    note = try root["note"]?.text()
    sources = try root["source"]?.texts() ?? []
    if headers.isEmpty, shapes.isEmpty, linePrefix == nil {
      throw root.error("expected headers, rows or line-prefix, by which this export is recognized")
    }
  }

  /// The exports that the program knows.
  public static var builtInNames: [String] { RuleResources.names(in: .exports) }

  /// An export that the program knows; nil where there is none of that name.
  public static func builtIn(_ name: String) throws -> Export? {
    try RuleResources.text(name, in: .exports).map { try Export(yaml: $0, file: "rules/exports/\(name).yaml") }
  }
}

extension Export.Reference {
  fileprivate init(_ text: String) { self = Int(text).map(Export.Reference.place) ?? .name(text) }
}

extension Export.Filter {
  fileprivate init(_ setting: YAMLNode) throws {
    try setting.allow(["column", "is", "contains", "bit"])
    column = Export.Reference(try setting.required("column").text())
    values = Set(try setting["is"]?.texts().map { $0.lowercased() } ?? [])
    part = try setting["contains"]?.text().lowercased()
    bit = try setting["bit"]?.number(from: 1)
    if values.isEmpty, part == nil, bit == nil { throw setting.error("expected is, contains or bit") }
  }
}

extension Export.Shape {
  fileprivate init(_ setting: YAMLNode) throws {
    try setting.allow(["separator", "values", "open", "words"])
    let text = try setting.required("separator").text()
    let byte = text == "tab" ? 0x09 : text.utf8.first
    guard let byte, byte < 0x80, text == "tab" || text.utf8.count == 1 else {
      throw try setting.required("separator").error("expected one ASCII character, or tab")
    }
    separator = byte
    values = try setting.required("values").list().map { try $0.choice() }
    isOpen = try setting["open"]?.flag() ?? false
    words = Set(try setting["words"]?.texts().map { $0.lowercased() } ?? [])
  }
}
