/// Finds the files below a directory that are to be checked.
///
/// Left out are hidden directories (`.git` and all whose name begins with a dot) and what git would ignore:
/// by the `.gitignore` of each directory, of those above up to the top of the work tree, and by the repository's
/// `info/exclude` (gitignore(5)). The user's own `core.excludesFile` is not read, nor is the index: a file that
/// is ignored is left out even if git tracks it. A work tree inside another has patterns of its own only.
/// Symbolic links to directories are not followed, those to files are.
public struct FileWalker {
  private struct Directory {
    /// As the user would write it.
    let path: String
    /// The same from the top of the work tree, with a slash at the end unless empty.
    let relative: [UInt8]
    let isStart: Bool
    let rules: IgnoreRules?
  }

  private let suffixes: [[UInt8]]
  private var pending: [Directory] = []
  private var files: [String] = []
  private var problems: [FileError] = []

  /// Finds the files below a directory.
  ///
  /// - Parameters:
  ///   - path: the directory. It is searched even if it is hidden, ignored or a symbolic link itself. Anything
  ///     else that exists is returned as it is, whatever its name.
  ///   - extensions: what the names end with behind a dot, capital or not (ASCII).
  /// - Returns: `files` begin with `path` as it was given (nothing, where it is `.`) and are sorted bytewise, so
  ///   that equal trees give equal lists; `problems` contains the directories and files that could not be looked
  ///   at, in the same order.
  public static func files(
    under path: String, extensions: [String] = ["csv"]
  ) -> (files: [String], problems: [FileError]) {
    var walker = FileWalker(extensions: extensions)
    walker.start(path)
    while let directory = walker.pending.popLast() { walker.visit(directory) }
    return (walker.files.sorted(by: bytewise), walker.problems.sorted { bytewise($0.path, $1.path) })
  }

  private static func bytewise(_ a: String, _ b: String) -> Bool { a.utf8.lexicographicallyPrecedes(b.utf8) }

  private init(extensions: [String]) {
    suffixes = extensions.map { ".\($0)".utf8.map(Self.lowercased) }
  }

  private static func lowercased(_ byte: UInt8) -> UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
  }

  private mutating func start(_ path: String) {
    do throws(FileError) {
      guard try status(of: path).kind == .directory else { return files.append(path) }
    } catch {
      return problems.append(error)
    }
    guard let real = realPath(path), let top = workTreeTop(above: real) else {
      return pending.append(Directory(path: path, relative: [], isStart: true, rules: nil))
    }
    var rules: IgnoreRules?
    var relative: [UInt8] = []
    for directory in withAncestors(real).reversed() where directory.utf8.count >= top.utf8.count {
      relative = Array(directory.utf8.dropFirst(top.utf8.count).drop { $0 == UInt8(ascii: "/") })
      if !relative.isEmpty { relative.append(UInt8(ascii: "/")) }
      // The last one is read when it is visited.
      if directory == real { break }
      if directory == top { rules = adding(excludeFile(ofWorkTree: top), followingLinks: true, base: 0, to: nil) }
      rules = adding(join(directory, ".gitignore"), base: relative.count, to: rules)
    }
    pending.append(Directory(path: path, relative: relative, isStart: true, rules: rules))
  }

  private mutating func adding(
    _ path: String, followingLinks: Bool = false, base: Int, to rules: IgnoreRules?
  ) -> IgnoreRules? {
    do throws(FileError) {
      // Git does not follow a link that is in the work tree.
      guard let own = try GitIgnore(contentsOf: path, followingLinks: followingLinks) else { return rules }
      return IgnoreRules(own, base: base, outer: rules)
    } catch {
      problems.append(error)
      return rules
    }
  }

  private mutating func visit(_ directory: Directory) {
    let found: [DirectoryEntry]
    do throws(FileError) {
      found = try entries(of: directory.path, followingLink: directory.isStart)
    } catch {
      return problems.append(error)
    }
    let base = directory.relative.count
    var rules = directory.rules
    if found.contains(where: { $0.name.elementsEqual(".git".utf8) }) {
      let exclude = excludeFile(ofWorkTree: directory.path)
      rules = adding(exclude, followingLinks: true, base: base, to: nil)
    }
    if found.contains(where: { $0.name.elementsEqual(".gitignore".utf8) }) {
      rules = adding(join(directory.path, ".gitignore"), base: base, to: rules)
    }
    for entry in found where isWanted(entry) {
      let relative = directory.relative + entry.name
      if rules?.ignores(relative, name: base, isDirectory: entry.kind == .directory) == true { continue }
      guard let name = String(validating: entry.name, as: UTF8.self) else {
        let shown = String(decoding: entry.name, as: UTF8.self)
        problems.append(.nameNotUTF8(path: join(directory.path, shown)))
        continue
      }
      let path = join(directory.path, name)
      if entry.kind == .directory {
        let inside = relative + [UInt8(ascii: "/")]
        pending.append(Directory(path: path, relative: inside, isStart: false, rules: rules))
      } else {
        add(path, kind: entry.kind)
      }
    }
  }

  /// Whether an entry's kind and name are those of a file to check or of a directory to search.
  private func isWanted(_ entry: DirectoryEntry) -> Bool {
    switch entry.kind {
    case .directory: entry.name.first != UInt8(ascii: ".")
    case .regular, .link:
      suffixes.contains { suffix in
        entry.name.count > suffix.count && entry.name.suffix(suffix.count).map(Self.lowercased) == suffix
      }
    case .pipe, .other: false
    }
  }

  private mutating func add(_ path: String, kind: EntryKind) {
    do throws(FileError) {
      let kind = kind == .link ? try status(of: path).kind : kind
      if kind == .regular { files.append(path) }
    } catch {
      problems.append(error)
    }
  }
}
