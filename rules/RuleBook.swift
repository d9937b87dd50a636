/// What is right, as data: the kinds, servers and rule pages of this folder, compiled into the program.
public enum RuleBook {
  /// One sort of file in the book; the raw value is its folder's name.
  public enum Shelf: String, Sendable {
    case kinds, servers
    case pages = "docs"
  }

  /// The names (file names without extension) on a shelf, sorted.
  public static func names(on shelf: Shelf) -> [String] {
    Embedded.files.lazy.filter { $0.folder == shelf.rawValue }.map(\.name)
  }

  /// The text of one file, or nil where there is none of that name.
  public static func text(_ name: String, on shelf: Shelf) -> String? {
    Embedded.files.first { $0.name == name && $0.folder == shelf.rawValue }?.text
  }
}
