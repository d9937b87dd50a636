import Linting
import Migration

/// What a kind asks of a file, constraint by constraint, and which rule says it: read off the kind itself.
public struct KindReference {
  /// One thing that a kind asks.
  public struct Constraint: Sendable, Equatable {
    /// The column that it is about; nil for the whole file.
    public var column: String?
    public var text: String
    /// The rules that say it; none where no rule does.
    public var rules: [String]
    public var severity: Severity?
  }

  public let kind: Kind
  public private(set) var constraints: [Constraint] = []

  public init(_ kind: Kind) {
    self.kind = kind
    if let reason = kind.noFile {
      add(nil, "there is no file: \(reason)", [])
      return
    }
    addFile()
    for column in kind.columns { addColumn(column) }
    addRelations()
  }

  private mutating func add(_ column: String?, _ text: String, _ rules: [String], _ severity: Severity? = nil) {
    let own = rules.count == 1 ? RuleRegistry.rule(named: rules[0])?.info.severity : nil
    constraints.append(Constraint(column: column, text: text, rules: rules, severity: severity ?? own))
  }

  private mutating func addFile() {
    for line in kind.linesAboveHeader { add(nil, "the line `\(line)` is above the header row", ["header-missing"]) }
    switch kind.header {
    case .required: add(nil, "a header row", ["header-missing"])
    case .none: add(nil, "no header row", ["header-unexpected"])
    case .optional: add(nil, "a header row is allowed", [])
    }
    if kind.isPositional {
      add(nil, "\(kind.columns.count) values in their places, empty ones included", ["column-count"])
    }
    if kind.order == .exact, !kind.isPositional { add(nil, "the columns in this order", ["column-order"]) }
    if !kind.isPositional {
      switch kind.unknownColumns {
      case .refused: add(nil, "no other columns", ["column-unknown"])
      case .ignored: add(nil, "other columns are ignored", ["column-unknown"], .warning)
      case .allowed: add(nil, "other columns may be there", [])
      }
    }
    add(
      nil, kind.delimiters == .comma ? "commas between the values" : "any separator, the same throughout",
      kind.delimiters == .comma ? ["delimiter"] : [])
    if kind.encodings == .utf8 { add(nil, "UTF-8 only", ["encoding-not-utf8"]) }
    if let rows = kind.maximumRows { add(nil, "at most \(rows) rows", ["too-many-rows"]) }
    if let advised = kind.advisedRows {
      add(nil, "at most \(advised.most) rows: \(advised.reason)", ["too-many-rows"], .warning)
    }
    if let bytes = kind.maximumBytes { add(nil, "at most \(bytes) bytes", ["file-too-large"]) }
    if let bytes = kind.documentedBytes {
      add(nil, "at most \(bytes) bytes, by the stricter reading of the page", ["file-too-large"], .warning)
    }
    if !kind.extensions.isEmpty {
      add(nil, "a file name that ends in \(kind.extensions.map { ".\($0)" }.joined(separator: " or "))", ["file-name"])
    }
    if let length = kind.nameLength {
      add(nil, "a file name of at most \(length) characters, good for a batch's name", ["file-name"])
    }
    if let reason = kind.undivided { add(nil, "`batchlint split` leaves it whole: \(reason)", []) }
  }

  private mutating func addColumn(_ column: Kind.Column) {
    func add(_ text: String, _ rules: [String], _ severity: Severity? = nil) {
      self.add(column.name, text, rules, severity)
    }
    if !kind.isPositional {
      if column.presence == .required { add("must be there", ["column-missing"]) }
      if column.presence == .advised { add("should be there", ["column-missing"], .warning) }
      if column.presence == .optional, !column.isRequired { add("may be left out", []) }
    }
    if column.isRequired { add("not empty", ["value-missing"]) }
    switch column.role {
    case .address:
      add(
        (["an e-mail address"] + column.permitted.forms.map(\.description)).joined(separator: ", or "),
        ["address-syntax"])
    case .signInName: add("a sign-in name", [])
    case .password: add("a secret: never shown", [])
    case .root: add("a path below the shared folders", ["root-path"])
    case .text: break
    }
    if column.uniqueness != .none {
      let text = column.uniqueness == .caseSensitive ? "in one row only, letter case counts" : "in one row only"
      add(text, [column.role == .address ? "duplicate-mailbox" : "duplicate-value"])
    }
    if let repeats = column.repeats { add("in \(repeats.most) rows at most: \(repeats.reason)", ["duplicate-mailbox"]) }
    if let distinct = column.distinct {
      add("at most \(distinct.most) different values", ["too-many-values"])
      if distinct.endsWithNew {
        add("with just \(distinct.most) of them, the last row has a new one", ["too-many-values"])
      }
    }
    for value in column.neededValues { add("`\(value)` in some row", ["row-missing"]) }
    if let least = column.minimumCharacters { add("at least \(least) characters", ["value-too-short"]) }
    if let most = column.maximumCharacters { add("at most \(most) characters", ["value-too-long"], .error) }
    if let most = column.maximumLength {
      add("at most \(most) bytes", ["value-too-long"], column.role == .text ? .error : .warning)
    }
    if column.refusesEdgeSpaces { add("no leading or trailing spaces", ["value-whitespace"], .error) }
    addPermitted(column.permitted, of: column, where: "")
    for condition in column.conditions {
      let place = "where \(condition.column) is \(condition.values.joined(separator: " or ")): "
      if condition.isRequired { add(place + "not empty", ["value-missing"]) }
      addPermitted(condition.permitted, of: column, where: place)
    }
  }

  private mutating func addPermitted(_ permitted: Kind.ValueConstraint, of column: Kind.Column, where place: String) {
    func add(_ text: String, _ severity: Severity? = nil) {
      self.add(column.name, place + text, ["value-not-allowed"], severity)
    }
    if permitted.isAlwaysEmpty { add("empty") }
    if permitted.isEnumerated, column.role != .address {
      add(permitted.isOfOneSort ? permitted.description : "one of: \(permitted.description)")
      if !permitted.values.isEmpty, let weight = permitted.caseSeverity { add("in this letter case", weight) }
    }
    for pair in permitted.instead { add("\(pair.right), not \(pair.wrong)") }
    for check in permitted.checks { add(check.reason, check.severity) }
  }

  private mutating func addRelations() {
    for choice in kind.choices {
      let reason = choice.reason.map { ", or \($0)" } ?? ""
      add(
        nil, "one of the columns \(choice.columns.joined(separator: ", "))\(reason)", ["column-missing"],
        choice.severity)
    }
    for columns in kind.uniqueTogether {
      add(
        nil, "\(columns.map { kind.columns[$0].name }.joined(separator: " and ")) together in one row only",
        ["duplicate-value"])
    }
    for pair in kind.oneToOne {
      add(
        nil,
        "each \(kind.columns[pair.first].name) with one \(kind.columns[pair.second].name), and the other way round",
        ["mapping-not-one-to-one"])
    }
  }
}

extension KindReference {
  /// The index of rules, servers and kinds, as Markdown: `rules/README.md`.
  public static func page(_ kinds: [Kind]) throws -> String {
    var page = """
      # Reference: rules, source servers, and kinds of files

      Generated by `make reference` from the rules and the files in `servers/` and `kinds/`.

      ## Rules

      `batchlint explain RULE` prints the page of a rule. The severity is the default; a page lists exceptions. Rules with
      a fix have a safe or an unsafe one, depending on the finding.

      """
    page += ReferenceIndex.rules + "\n## Source servers\n"
    page += try ReferenceIndex.servers()
    page += """

      ## Kinds

      The constraints of each kind, the rules that report violations, and the sources below each table by number.

      | kind | |
      |---|---|

      """
    for kind in kinds { page += "| [`\(kind.name)`](#\(kind.name)) | \(cell(kind.title)) |\n" }
    for kind in kinds { page += "\n" + KindReference(kind).section }
    return page
  }

  private var section: String {
    var text =
      "### \(kind.name)\n\n\(kind.title).\n\n| column | constraint | rule | severity | source |\n|---|---|---|---|---|\n"
    let sources = kind.sources.indices.map { String($0 + 1) }.joined(separator: ", ")
    for constraint in constraints {
      let rules = constraint.rules.map { "[`\($0)`](docs/\($0).md)" }.joined(separator: " ")
      let column = constraint.column.map { "`\($0)`" } ?? ""
      text +=
        "| \(column) | \(KindReference.cell(constraint.text)) | \(rules) | \(constraint.severity?.rawValue ?? "") | \(sources) |\n"
    }
    text += "\n"
    for (index, source) in kind.sources.enumerated() { text += "\(index + 1). \(source)\n" }
    if !kind.disabledRules.isEmpty {
      text += "\nRules that do not apply: \(kind.disabledRules.map { "`\($0)`" }.joined(separator: ", ")).\n"
    }
    return text
  }

  static func cell(_ text: String) -> String {
    text.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
  }
}
