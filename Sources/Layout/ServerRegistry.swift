import Migration
import RuleResources

/// The servers at hand: the program's and the user's.
final class ServerRegistry {
  private let own: [Server]
  /// Those of the program that were asked for, parsed.
  private var builtIn: [String: Server] = [:]
  private lazy var detectableNames = RuleResources.names(in: .servers).filter {
    RuleResources.text($0, in: .servers)?.contains("\ndetect") == true
  }

  init(_ own: [Server]) { self.own = own }

  func named(_ name: String) throws -> Server {
    if let server = own.first(where: { $0.name == name }) ?? builtIn[name] { return server }
    if let server = try Server.builtIn(name) {
      builtIn[name] = server
      return server
    }
    throw UnknownName(what: "server", name: name, known: own.map(\.name) + Server.builtInNames)
  }

  /// The servers that may be taken from the rows; the others' files are not even parsed.
  func detectable() throws -> [Server] {
    try own.filter(\.isDetected) + detectableNames.map(named)
  }
}
