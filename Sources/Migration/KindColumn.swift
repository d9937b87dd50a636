import YAML

extension Kind {
  /// What a column's values are.
  public enum ColumnRole: String, Sendable, CaseIterable {
    /// A mailbox of the target, as an SMTP address.
    case address
    /// A sign-in name of the source server.
    case signInName = "sign-in-name"
    /// A secret: checked and forgotten, never shown.
    case password
    /// Where a mailbox lies under shared folders (`UserRoot`).
    case root
    case text
  }

  /// Whether a column must be in the file.
  public enum Presence: String, Sendable, CaseIterable {
    case required
    /// The documentation requires it and does not say what comes of its absence.
    case advised
    case optional
  }

  /// Which values of two rows count as the same.
  public enum Uniqueness: String, Sendable, CaseIterable {
    case none = "false"
    /// Letter case aside.
    case anyCase = "true"
    case caseSensitive = "case-sensitive"
  }

  /// How often a value may stand in a column under a condition that the file does not show.
  public struct Repeats: Sendable {
    public var most: Int
    /// The condition, in words.
    public var reason: String
  }

  /// How many different values a column may have.
  public struct Distinct: Sendable {
    public var most: Int
    /// Where there are just so many, the last row must bring a new one.
    public var endsWithNew: Bool
  }

  /// What is asked of a column's values only where another column has certain ones.
  public struct Condition: Sendable {
    public var column: String
    /// Of the other column, letter case aside.
    public var values: [String]
    public var isRequired: Bool
    public var permitted: ValueConstraint
  }

  /// One column.
  public struct Column: Sendable {
    public var name: String
    /// No row may leave it empty.
    public var isRequired: Bool
    public var presence: Presence
    public var role: ColumnRole
    public var uniqueness: Uniqueness
    public var repeats: Repeats?
    public var distinct: Distinct?
    /// Values that some row must have.
    public var neededValues: [String]
    /// In bytes of UTF-8; nil where nothing is documented.
    public var maximumLength: Int?
    public var maximumCharacters: Int?
    public var minimumCharacters: Int?
    /// A blank at a value's end makes the service refuse the row.
    public var refusesEdgeSpaces: Bool
    /// Blanks at a value's ends belong to the value.
    public var keepsEdgeSpaces: Bool
    /// Names that the service accepts as well.
    public var acceptedNames: [String]
    /// Other names that mean this column.
    public var aliases: [String]
    public var permitted: ValueConstraint
    public var conditions: [Condition]

    /// Every value must be looked at.
    public var isJudged: Bool { !permitted.isEmpty || minimumCharacters != nil || !conditions.isEmpty }

    /// The length in bytes from which on a value may be too long.
    public var suspiciousLength: Int? { [maximumLength, maximumCharacters].compactMap { $0 }.min() }
  }
}

extension Kind.Column {
  /// A column of text, of which nothing is asked.
  init(name: String) {
    self.name = name
    (isRequired, refusesEdgeSpaces, keepsEdgeSpaces) = (false, false, false)
    (presence, role, uniqueness) = (.optional, .text, .none)
    (neededValues, acceptedNames, aliases, conditions) = ([], [], [], [])
    permitted = Kind.ValueConstraint()
  }

  init(_ setting: YAMLNode) throws {
    try setting.allow(
      [
        "name", "required", "presence", "role", "unique", "repeats", "distinct", "must-contain", "max-length",
        "max-characters", "min-characters",
        "edge-spaces", "accepted-names", "aliases", "when",
      ] + Kind.ValueConstraint.keys, former: ["heading", "holds", "edge-blanks"])
    name = try setting.required("name").text()
    isRequired = try setting["required"]?.flag() ?? false
    presence = try setting["presence", former: "heading"]?.choice() ?? (isRequired ? .required : .optional)
    role = try setting["role", former: "holds"]?.choice(former: ["login": .signInName]) ?? .text
    uniqueness = try setting["unique"]?.choice() ?? .none
    repeats = try setting["repeats"].map(Kind.Repeats.init)
    distinct = try setting["distinct"].map(Kind.Distinct.init)
    neededValues = try setting["must-contain"]?.texts() ?? []
    maximumLength = try setting["max-length"]?.number(from: 1)
    maximumCharacters = try setting["max-characters"]?.number(from: 1)
    minimumCharacters = try setting["min-characters"]?.number(from: 1)
    let edgeSpaces = try setting["edge-spaces", former: "edge-blanks"]?.choice(Kind.EdgeSpaces.self)
    refusesEdgeSpaces = edgeSpaces == .refused
    keepsEdgeSpaces = edgeSpaces == .kept
    acceptedNames = try setting["accepted-names"]?.texts() ?? []
    aliases = try setting["aliases"]?.texts() ?? []
    permitted = try Kind.ValueConstraint(setting)
    conditions = try setting["when"]?.list().map(Kind.Condition.init) ?? []
  }
}

extension Kind {
  fileprivate enum EdgeSpaces: String, CaseIterable { case tolerated, refused, kept }
}

extension Kind.Repeats {
  fileprivate init(_ setting: YAMLNode) throws {
    try setting.allow(["most", "says"])
    most = try setting.required("most").number(from: 2)
    reason = try setting.required("says").text()
  }
}

extension Kind.Distinct {
  fileprivate init(_ setting: YAMLNode) throws {
    try setting.allow(["most", "last-is-new"])
    most = try setting.required("most").number(from: 1)
    endsWithNew = try setting["last-is-new"]?.flag() ?? false
  }
}

extension Kind.Condition {
  fileprivate init(_ setting: YAMLNode) throws {
    try setting.allow(["column", "is", "required"] + Kind.ValueConstraint.keys)
    column = try setting.required("column").text()
    values = try setting.required("is").texts()
    isRequired = try setting["required"]?.flag() ?? false
    permitted = try Kind.ValueConstraint(setting)
  }
}
