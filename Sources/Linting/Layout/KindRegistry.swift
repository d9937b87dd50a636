import CSV
import Migration
import YAML

/// The kinds at hand: the program's and the user's.
package final class KindRegistry {
  /// What a file is taken for where nothing speaks against it.
  package static let usual = "imap"
  private let own: [Kind]
  /// Those of the program that were asked for, parsed.
  private var builtIn: [String: Kind] = [:]
  private var readings: [String: HeaderMatcher] = [:]

  init(_ options: LintOptions) { own = options.ownKinds }

  func named(_ name: String) throws -> Kind {
    if let kind = own.first(where: { $0.name == name }) ?? builtIn[name] { return kind }
    if let kind = try Kind.builtIn(name) {
      builtIn[name] = kind
      return kind
    }
    throw UnknownName(what: "kind", name: name, known: own.map(\.name) + Kind.builtInNames)
  }

  /// What reads the cells of a kind; kept from file to file.
  func reading(_ kind: Kind) -> HeaderMatcher {
    if let known = readings[kind.name] { return known }
    let reading = HeaderMatcher(kind)
    readings[kind.name] = reading
    return reading
  }

  /// What a file probably is, by its cells or the shape of its rows.
  func detect(_ document: Document) throws -> KindDetector.Detection {
    try KindDetector(document: document, registry: self).detect()
  }

  /// The user's own kinds.
  var ownKinds: [Kind] { own }
}

/// A name that nothing has, with the nearest that something does.
public struct UnknownName: Error, CustomStringConvertible {
  public var what: String
  public var name: String
  public var known: [String]
  /// Where all of them can be read, if they are too many to name.
  public var list: String?

  public init(what: String, name: String, known: [String], list: String? = nil) {
    self.list = list
    self.what = what
    self.name = name
    self.known = known
  }

  public var description: String {
    let hint = nearest(to: name, among: known).map { " Did you mean \($0)?" } ?? ""
    return "there is no \(what) \(name).\(hint) " + (list ?? "Known: \(known.joined(separator: ", "))")
  }
}
