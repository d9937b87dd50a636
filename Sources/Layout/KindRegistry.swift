import Migration

/// The kinds at hand: the program's and the user's.
package final class KindRegistry {
  /// What a file is taken for where nothing speaks against it.
  package static let usual = "imap"
  private let own: [Kind]
  /// Those of the program that were asked for, parsed.
  private var builtIn: [String: Kind] = [:]
  private var matchers: [String: HeaderMatcher] = [:]

  init(_ own: [Kind]) { self.own = own }

  func named(_ name: String) throws -> Kind {
    if let kind = own.first(where: { $0.name == name }) ?? builtIn[name] { return kind }
    if let kind = try Kind.builtIn(name) {
      builtIn[name] = kind
      return kind
    }
    throw UnknownName(what: "kind", name: name, known: own.map(\.name) + Kind.builtInNames)
  }

  /// What reads the cells of a kind; kept from file to file.
  func matcher(_ kind: Kind) -> HeaderMatcher {
    if let known = matchers[kind.name] { return known }
    let matcher = HeaderMatcher(kind)
    matchers[kind.name] = matcher
    return matcher
  }

  /// What a file probably is, by its cells or the shape of its rows.
  func detect(_ document: Document, _ bounds: TableBounds) throws -> KindDetector.Detection {
    try KindDetector(document: document, registry: self, bounds: bounds).detect()
  }

  /// The column names of all kinds and exports.
  private(set) lazy var vocabulary = HeaderVocabulary.builtIn.adding(own)

  /// The user's own kinds.
  var ownKinds: [Kind] { own }
}
