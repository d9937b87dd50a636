import Platform
import Yams

/// What is wrong with a YAML file: where, under which key, and what was expected.
public struct YAMLError: UserFacingError {
  /// The file's path, or its name inside the program.
  public var file: String
  /// Line and column, from 1.
  public var line: Int
  public var column: Int
  /// The keys down to the place, such as `columns[2].name`; empty at the top.
  public var key: String
  public var problem: String

  public init(file: String, line: Int, column: Int, key: String, problem: String) {
    self.file = file
    self.line = line
    self.column = column
    self.key = key
    self.problem = problem
  }

  public var description: String {
    "\(file):\(line):\(column): " + (key.isEmpty ? "" : "\(key): ") + problem
  }
}

/// One node of a YAML file that is read by what is expected of it; every refusal names file, line, key and expectation.
public struct YAMLNode {
  public let file: String
  public let key: String
  private let node: Node

  /// Parses YAML text (one document).
  public init(yaml text: String, file: String) throws {
    let node: Node?
    do {
      // Scalars are read as text; resolving their types would run a regular expression over each.
      node = try Yams.compose(yaml: text, .basic)
    } catch let error as YamlError {
      throw YAMLError(file: file, yamlError: error)
    }
    self.init(file: file, key: "", node: node ?? Node.mapping([:]))
  }

  private init(file: String, key: String, node: Node) {
    self.file = file
    self.key = key
    self.node = node
  }

  /// The line on which it begins, from 1.
  public var line: Int { node.mark?.line ?? 1 }

  /// An error at this node.
  public func error(_ problem: String) -> YAMLError {
    YAMLError(file: file, line: node.mark?.line ?? 1, column: node.mark?.column ?? 1, key: key, problem: problem)
  }

  /// Refuses every key of this mapping that is not among the known ones, naming the nearest.
  ///
  /// - Parameter former: earlier names of keys, accepted and not suggested.
  public func allow(_ known: [String], former: [String] = []) throws {
    guard let mapping = node.mapping else {
      throw error("expected a mapping with the keys \(known.joined(separator: ", "))")
    }
    for (name, value) in mapping {
      guard let text = name.string, known.contains(text) || former.contains(text) else {
        let text = name.string ?? "?"
        let hint = nearest(to: text, among: known).map { ", did you mean \($0)?" } ?? ""
        throw YAMLNode(file: file, key: path(text), node: value.mark == nil ? name : value)
          .error("unknown key\(hint) Known: \(known.joined(separator: ", "))", at: name)
      }
    }
  }

  /// The value under a key, or nil where the key is absent.
  public subscript(_ name: String) -> YAMLNode? {
    // Text by text: comparing nodes would resolve the tag of each.
    guard let pair = node.mapping?.first(where: { $0.key.scalar?.string == name }) else { return nil }
    return YAMLNode(file: file, key: path(name), node: pair.value)
  }

  /// The value under a key, or under the name that the key had earlier.
  public subscript(_ name: String, former former: String) -> YAMLNode? { self[name] ?? self[former] }

  /// The value under a key that must be there.
  public func required(_ name: String) throws -> YAMLNode {
    guard let value = self[name] else { throw error("missing key \(name)") }
    return value
  }

  public func text() throws -> String {
    guard let text = node.scalar?.string else { throw error("expected text") }
    return text
  }

  /// A whole number that is not below `minimum`.
  public func number(from minimum: Int = 0) throws -> Int {
    guard let text = node.scalar?.string, let number = Int(text), number >= minimum else {
      throw error("expected an integer of \(minimum) or more")
    }
    return number
  }

  /// A whole number, perhaps below zero.
  public func integer() throws -> Int {
    guard let text = node.scalar?.string, let number = Int(text) else { throw error("expected an integer") }
    return number
  }

  public func flag() throws -> Bool {
    switch node.scalar?.string {
    case "true": return true
    case "false": return false
    default: throw error("expected true or false")
    }
  }

  /// One of the raw values of an enumeration.
  ///
  /// - Parameters:
  ///   - former: earlier names of values, and what they are called now.
  ///   - suggestions: what others call values; they are not accepted.
  public func choice<Value: RawRepresentable & CaseIterable>(
    _: Value.Type = Value.self, former: [String: Value] = [:], suggestions: [String: Value] = [:]
  ) throws -> Value where Value.RawValue == String {
    let text = try text()
    if let value = Value(rawValue: text) ?? former[text] { return value }
    let known = Value.allCases.map(\.rawValue)
    let meant = suggestions[text.lowercased()]?.rawValue ?? nearest(to: text, among: known)
    throw error("expected one of \(known.joined(separator: ", "))\(meant.map { ", did you mean \($0)?" } ?? "")")
  }

  /// The elements of a list.
  public func list() throws -> [YAMLNode] {
    guard let sequence = node.sequence else { throw error("expected a list") }
    return sequence.enumerated().map { YAMLNode(file: file, key: "\(key)[\($0.offset)]", node: $0.element) }
  }

  public func texts() throws -> [String] { try list().map { try $0.text() } }

  /// The pairs of a mapping, in the file's order.
  public func pairs() throws -> [(name: String, value: YAMLNode)] {
    guard let mapping = node.mapping else { throw error("expected a mapping") }
    return try mapping.map { name, value in
      guard let text = name.string else { throw error("expected keys that are text") }
      return (text, YAMLNode(file: file, key: path(text), node: value))
    }
  }

  private func path(_ name: String) -> String { key.isEmpty ? name : "\(key).\(name)" }

  private func error(_ problem: String, at place: Node) -> YAMLError {
    YAMLError(file: file, line: place.mark?.line ?? 1, column: place.mark?.column ?? 1, key: key, problem: problem)
  }
}

extension YAMLError {
  fileprivate init(file: String, yamlError: YamlError) {
    self.init(file: file, line: 1, column: 1, key: "", problem: "invalid YAML: \(yamlError)")
    switch yamlError {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      line = mark.line
      column = mark.column
      self.problem = "invalid YAML: \(problem)"
    case .duplicatedKeysInMapping(let duplicates, let context):
      line = context.mark.line
      column = context.mark.column
      problem = "duplicate key \(duplicates.map { "\($0)" }.joined(separator: ", "))"
    default:
      break
    }
  }
}
