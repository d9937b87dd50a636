import Platform

/// The absolute path without symbolic links; nil where nothing has this path or it is not UTF-8.
public func realPath(_ path: String) -> String? {
  guard let text = realpath(path, nil) else { return nil }
  defer { free(text) }
  return String(validatingCString: text)
}

/// The path of an entry as a user would write it: what lies in `.` has no prefix.
public func join(_ directory: String, _ name: String) -> String {
  if directory == "." { return name }
  return directory.utf8.last == UInt8(ascii: "/") ? directory + name : "\(directory)/\(name)"
}

/// The path without its last part: `a` for `a/b`, `.` for `a`, `/` for `/a`.
public func directoryPart(of path: String) -> String {
  let slash = UInt8(ascii: "/")
  var rest = path.utf8[...]
  while rest.count > 1, rest.last == slash { rest.removeLast() }
  guard let last = rest.lastIndex(of: slash) else { return "." }
  rest = rest[..<last]
  while rest.last == slash { rest.removeLast() }
  return rest.isEmpty ? "/" : String(Substring(rest))
}

/// An absolute path and all directories above it, the deepest first.
func withAncestors(_ path: String) -> [String] {
  var all = [path]
  while let last = all.last, last != "/" { all.append(directoryPart(of: last)) }
  return all
}

/// The real path of a directory, of the one that a file lies in, or of the nearest one above a path that does not
/// exist.
func nearestDirectory(to path: String) -> String? {
  var current = path
  while true {
    if let real = realPath(current) {
      return (try? status(of: real))?.kind == .directory ? real : directoryPart(of: real)
    }
    let above = directoryPart(of: current)
    if above == current { return nil }
    current = above
  }
}

/// When a file's content last changed, in seconds since 1970; nil where there is no such file.
public func modificationTime(of path: String) -> Int? {
  (try? status(of: path))?.modified.tv_sec
}

/// Takes a file's name away, if it has one.
public func removeFile(_ path: String) { unlink(path) }

/// Creates a directory that only its owner can enter.
///
/// - Throws: `noSuchDirectory` for the one above it, `permissionDenied` or `system`.
public func createPrivateDirectory(_ path: String) throws(FileError) {
  guard mkdir(path, 0o700) != 0 else { return }
  let code = errno
  if code == ENOENT { throw .noSuchDirectory(path: directoryPart(of: path)) }
  throw FileError(path: path, code: code)
}

/// Whether something has this name, if only a symbolic link that leads nowhere.
public func exists(_ path: String) -> Bool { (try? status(of: path, followingLinks: false)) != nil }

/// Whether two paths lead to the same file.
public func areSameFile(_ one: String, _ other: String) -> Bool {
  guard let one = try? status(of: one), let other = try? status(of: other) else { return false }
  return one.st_dev == other.st_dev && one.st_ino == other.st_ino
}

/// The path of the nearest regular file of this name, upwards.
///
/// - Parameters:
///   - name: a file name, such as `.batchlint.yaml`.
///   - directory: where the search begins. If there is no such directory, with the nearest existing one above;
///     if it is a file, in the directory that the file really lies in.
/// - Returns: an absolute path without symbolic links in its directories, or nil. Whether the file may be read
///   is not looked at.
public func nearestFile(named name: String, from directory: String) -> String? {
  guard let start = nearestDirectory(to: directory) else { return nil }
  return withAncestors(start).lazy.map { join($0, name) }.first { (try? status(of: $0))?.kind == .regular }
}

/// Whether the file's group, and everybody else, may really read a file: they need the file's own bit and
/// the search permission of every directory above its real path (path_resolution(7)).
///
/// Access control lists and the privileges of root are not looked at. A directory of another group than
/// the file's lets the file's group through by either of its bits, as its members may be in both groups or not.
///
/// - Parameters:
///   - path: an existing file. Of one that does not exist, only `mode` counts.
///   - mode: the file's permission bits, as in ``FileContents/mode``.
public func othersCanReach(_ path: String, mode: UInt32) -> (group: Bool, others: Bool) {
  var group = mode & 0o040 != 0
  var others = mode & 0o004 != 0
  guard group || others, let real = realPath(path), let file = try? status(of: real) else { return (group, others) }
  for directory in withAncestors(directoryPart(of: real)) {
    guard let found = try? status(of: directory) else { continue }
    let groupBits: UInt32 = found.st_gid == file.st_gid ? 0o010 : 0o011
    group = group && found.permissions & groupBits != 0
    others = others && found.permissions & 0o001 != 0
  }
  return (group, others)
}

/// A file's permission bits; nil where there is no such regular file.
public func fileMode(_ path: String) -> UInt32? {
  guard let status = try? status(of: path), status.kind == .regular else { return nil }
  return status.permissions
}
