import YAML

extension Kind {
  /// The kind of CSV that a Frictionless Table Schema describes (`tableschema.json`, specification version 1).
  ///
  /// JSON is read as the YAML that it is. What is not understood is refused, not passed over.
  /// - Parameter file: names the text in errors.
  public init(tableSchema text: String, file: String) throws {
    let root = try Kind.setting(ofJSON: text, file: file)
    try root.allow([
      "fields", "primaryKey", "missingValues", "title", "name", "description", "$schema", "profile", "uniqueKeys",
      "foreignKeys",
    ])
    guard let plain = try Kind.builtIn("csv") else { throw root.error("unknown kind csv") }
    self = plain
    title = try root["title"]?.text() ?? title
    header = .required
    order = .exact
    unknownColumns = .refused
    template = []
    columns = try root.required("fields").list().map { try Column(field: $0) }
    if let missing = root["missingValues"], try missing.texts() != [""] {
      throw missing.error("only the empty string is supported as a missing value")
    }
    if let foreign = root["foreignKeys"], try !foreign.list().isEmpty {
      throw foreign.error("another table cannot be read")
    }
    var keys = try root["uniqueKeys"]?.list().map { try $0.oneOrMore() } ?? []
    if let primary = try root["primaryKey"]?.oneOrMore() { keys.insert(primary, at: 0) }
    for key in keys {
      let indices = try key.map { name in
        let wanted = try name.text()
        guard let index = columns.firstIndex(where: { $0.name == wanted }) else {
          throw name.error("expected the name of a field")
        }
        return index
      }
      if indices.count == 1 {
        columns[indices[0]].uniqueness = .caseSensitive
      } else {
        uniqueTogether.append(indices)
      }
    }
    for name in try root["primaryKey"]?.oneOrMore() ?? [] where try root["primaryKey"]!.oneOrMore().count == 1 {
      let wanted = try name.text()
      for index in columns.indices where columns[index].name == wanted { columns[index].isRequired = true }
    }
  }
}

extension Kind {
  private static func setting(ofJSON text: String, file: String) throws -> YAMLNode {
    do { return try YAMLNode(yaml: text, file: file) } catch var error as YAMLError {
      let wrong = "invalid YAML"
      if error.problem.hasPrefix(wrong) { error.problem = "invalid JSON" + error.problem.dropFirst(wrong.count) }
      throw error
    }
  }
}

extension Kind.Column {
  /// A field of a Table Schema.
  fileprivate init(field: YAMLNode) throws {
    try field.allow([
      "name", "type", "format", "title", "description", "example", "rdfType", "constraints", "trueValues",
      "falseValues",
    ])
    self.init(name: try field.required("name").text())
    presence = .required
    let type = try field["type"]?.choice(FieldType.self) ?? .string
    let format = try field["format"]?.text() ?? "default"
    // Where a blank is no part of a number, it is one of a text.
    keepsEdgeSpaces = type != .integer && type != .number
    permitted.caseSeverity = .error
    try read(type, format, field)
    if let constraints = field["constraints"] { try read(constraints, type) }
  }

  private enum FieldType: String, CaseIterable {
    case string, integer, number, boolean, date, time, datetime, year, any
  }

  private mutating func read(_ type: FieldType, _ format: String, _ field: YAMLNode) throws {
    func check(_ pattern: String, _ reason: String) {
      permitted.checks.append(.init(pattern: pattern, mustBeFound: true, reason: reason, severity: .error))
    }
    if type != .string, format != "default" {
      throw try field.required("format").error("of the type \(type.rawValue), only the format default is read")
    }
    switch type {
    case .string:
      switch format {
      case "default": break
      case "email": permitted.forms = [.email]
      case "uuid": permitted.forms = [.uuid]
      case "uri": permitted.forms = [.uri]
      default: throw try field.required("format").error("expected one of default, email, uri, uuid")
      }
    case .integer: permitted.forms = [.integer]
    case .number: (permitted.forms, permitted.values) = ([.decimal], ["NaN", "INF", "-INF"])
    case .boolean:
      permitted.values =
        try (field["trueValues"]?.texts() ?? ["true", "True", "TRUE", "1"])
        + (field["falseValues"]?.texts() ?? ["false", "False", "FALSE", "0"])
    case .date: permitted.forms = [.date]
    case .time: check("^([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]$", "invalid time; expected a time such as 17:30:00")
    case .datetime:
      check(
        "^[0-9]{4}-[01][0-9]-[0-3][0-9]T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]([.][0-9]+)?(Z|[+-][0-9]{2}:?[0-9]{2})?$",
        "invalid date and time; expected 2026-11-23T17:30:00Z or similar")
    case .year: check("^[0-9]{4}$", "invalid year; expected four digits")
    case .any: break
    }
  }

  private mutating func read(_ constraints: YAMLNode, _ type: FieldType) throws {
    try constraints.allow(["required", "unique", "enum", "pattern", "minLength", "maxLength", "minimum", "maximum"])
    isRequired = try constraints["required"]?.flag() ?? false
    if try constraints["unique"]?.flag() ?? false { uniqueness = .caseSensitive }
    if let pattern = constraints["pattern"] {
      let text = try pattern.text()
      permitted.checks.append(
        .init(
          pattern: try Kind.ValueConstraint.tried("^(?:\(text))$", pattern), mustBeFound: true,
          reason: "value does not match the pattern `\(text)`", severity: .error))
    }
    minimumCharacters = try constraints["minLength"]?.number(from: 0)
    maximumCharacters = try constraints["maxLength"]?.number(from: 0)
    let ordered: [FieldType: ValueFormat] = [.integer: .integer, .number: .decimal, .date: .date]
    if let bound = constraints["minimum"] ?? constraints["maximum"] {
      guard let form = ordered[type] else {
        throw bound.error("expected a bound of an integer, a number or a date only")
      }
      permitted.bounds = .init(
        form: form, least: try constraints["minimum"]?.text(), most: try constraints["maximum"]?.text())
    }
    if let list = constraints["enum"] {
      permitted.values = try list.texts()
      permitted.forms = []
    }
  }
}

extension YAMLNode {
  /// A text alone, or a list of them.
  fileprivate func oneOrMore() throws -> [YAMLNode] { (try? list()) ?? [self] }
}
