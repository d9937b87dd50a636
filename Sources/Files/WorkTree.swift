import Platform

/// Whether a path lies in a git work tree: an ancestor directory of its real path has an entry `.git`.
///
/// A path that does not exist is judged by the nearest directory above it. That a file is in a work tree
/// does not mean that git tracks it.
public func isInsideGitWorkTree(_ path: String) -> Bool {
  nearestDirectory(to: path).flatMap(workTreeTop) != nil
}

/// The nearest directory that has an entry `.git`: a real path itself, or one above it.
func workTreeTop(above directory: String) -> String? {
  withAncestors(directory).first { (try? status(of: join($0, ".git"), followingLinks: false)) != nil }
}

/// The work tree's `info/exclude` (gitrepository-layout(5)).
///
/// Where `.git` is a file, as in a submodule or a further work tree, it names the repository, and that may name
/// another one that it has `info` in common with.
func excludeFile(ofWorkTree top: String) -> String {
  var repository = join(top, ".git")
  if let line = firstLine(of: repository), line.hasPrefix("gitdir: ") {
    repository = resolve(String(line.dropFirst("gitdir: ".count)), from: top)
    if let common = firstLine(of: join(repository, "commondir")) {
      repository = resolve(common, from: repository)
    }
  }
  return join(repository, "info/exclude")
}

private func resolve(_ path: String, from directory: String) -> String {
  path.utf8.first == UInt8(ascii: "/") ? path : join(directory, path)
}

private func firstLine(of path: String) -> String? {
  guard let file = try? FileContents.open(path: path) else { return nil }
  return withExtendedLifetime(file) {
    String(decoding: file.bytes.prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }, as: UTF8.self)
  }
}
