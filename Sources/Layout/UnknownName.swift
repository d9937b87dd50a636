import Platform
import YAML

/// A name that nothing has, with the nearest that something does.
public struct UnknownName: UserFacingError {
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
    return "unknown \(what) `\(name)`.\(hint) " + (list ?? "Known: \(known.joined(separator: ", "))")
  }
}
