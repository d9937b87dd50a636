import CSV
import Migration
import Settings

/// The kinds at hand: the program's and the user's.
final class KindShelf {
  static let usual = "imap"
  private let own: [Kind]
  private var readings: [String: HeadingReader] = [:]

  init(_ options: LintOptions) { own = options.ownKinds }

  func named(_ name: String) throws -> Kind {
    if let kind = own.first(where: { $0.name == name }) { return kind }
    if let kind = try Kind.builtIn(name) { return kind }
    throw UnknownName(what: "kind", name: name, known: own.map(\.name) + Kind.builtInNames)
  }

  /// What reads the headings of a kind; kept from file to file.
  func reading(_ kind: Kind) -> HeadingReader {
    if let known = readings[kind.name] { return known }
    let reading = HeadingReader(kind)
    readings[kind.name] = reading
    return reading
  }

  /// The kind whose columns the header names best; `imap` where nothing speaks against it.
  func detected(_ document: Document) throws -> Kind {
    let usual = try named(KindShelf.usual)
    guard !own.isEmpty else { return usual }
    func score(_ kind: Kind) -> Int {
      let reading = reading(kind)
      let prelude = Prelude(document, reading)
      var reader = document.reader(prelude.delimiter, from: prelude.start)
      guard kind.header != .none, reader.next() else { return 0 }
      let meanings = reading.headings(reader.fields, document.text).map(\.meaning)
      return meanings.reduce(0) { sum, meaning in
        switch meaning {
        case .exact: sum + 3
        case .unknown, .unnamed: sum - 2
        default: sum + 1
        }
      }
    }
    let best = own.map { ($0, score($0)) }.max { $0.1 < $1.1 }!
    return best.1 > max(score(usual), 0) ? best.0 : usual
  }
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
