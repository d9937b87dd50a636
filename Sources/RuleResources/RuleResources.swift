/// The files of `rules/`, compiled into the program: kinds, servers and rule pages.
public enum RuleResources {
  /// One folder of `rules/`; the raw value is its name.
  public enum Folder: String, Sendable {
    case kinds, servers, exports, providers
    case pages = "docs"
  }

  /// The names (file names without extension) in a folder, sorted.
  public static func names(in folder: Folder) -> [String] {
    Embedded.files.lazy.filter { $0.folder == folder.rawValue }.map(\.name)
  }

  /// The text of one file; nil where there is none of that name.
  public static func text(_ name: String, in folder: Folder) -> String? {
    Embedded.files.first { $0.name == name && $0.folder == folder.rawValue }?.text
  }
}
