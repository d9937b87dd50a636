import Platform

/// What a directory entry is, or what it leads to.
package enum EntryKind: Equatable {
  case regular, directory, pipe, link
  case other(FileError.Kind)
}

extension stat {
  package var kind: EntryKind {
    switch st_mode & S_IFMT {
    case S_IFREG: .regular
    case S_IFDIR: .directory
    case S_IFIFO: .pipe
    case S_IFLNK: .link
    case S_IFCHR: .other(.characterDevice)
    case S_IFBLK: .other(.blockDevice)
    case S_IFSOCK: .other(.socket)
    default: .other(.unknown)
    }
  }

  package var permissions: UInt32 { UInt32(st_mode) & 0o7777 }
}

/// What the operating system knows of a path.
package func status(of path: String, followingLinks: Bool = true) throws(FileError) -> stat {
  try refuseZeroByte(in: path)
  var result = stat()
  guard (followingLinks ? stat(path, &result) : lstat(path, &result)) == 0 else {
    throw FileError(path: path, code: errno)
  }
  return result
}

/// What the operating system knows of an open file; `path` is for the error.
package func status(of descriptor: Int32, path: String) throws(FileError) -> stat {
  var result = stat()
  guard fstat(descriptor, &result) == 0 else { throw FileError(path: path, code: errno) }
  return result
}

/// Opens a path without a child process inheriting it and without a terminal becoming ours.
package func openDescriptor(_ path: String, _ flags: Int32, mode: UInt32 = 0) throws(FileError) -> Int32 {
  try refuseZeroByte(in: path)
  while true {
    let descriptor = open(path, flags | O_CLOEXEC | O_NOCTTY, mode_t(mode))
    if descriptor >= 0 { return descriptor }
    if errno != EINTR { throw FileError(path: path, code: errno) }
  }
}

/// C would take the part before a zero byte for the whole path, so another file.
private func refuseZeroByte(in path: String) throws(FileError) {
  if path.utf8.contains(0) { throw .noSuchFile(path: path) }
}
