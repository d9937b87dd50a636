import Platform

/// An entry of a directory: the bytes of its name, and what it is.
package struct DirectoryEntry {
  package let name: [UInt8]
  package let kind: EntryKind
}

/// Everything in a directory but `.` and `..`, in no order.
///
/// - Parameter followingLink: whether the path itself may be a symbolic link.
package func entries(of directory: String, followingLink: Bool) throws(FileError) -> [DirectoryEntry] {
  let descriptor = try openDescriptor(directory, O_RDONLY | O_DIRECTORY | (followingLink ? 0 : O_NOFOLLOW))
  guard let stream = fdopendir(descriptor) else {
    close(descriptor)
    throw FileError(path: directory, code: errno)
  }
  defer { closedir(stream) }
  var found: [DirectoryEntry] = []
  while true {
    errno = 0
    guard let entry = readdir(stream) else {
      if errno != 0 { throw FileError(path: directory, code: errno) }
      return found
    }
    // Not a copy of `d_name`: only its used part is there.
    let start = UnsafeRawPointer(entry) + MemoryLayout<dirent>.offset(of: \.d_name)!
    let text = start.assumingMemoryBound(to: CChar.self)
    let name = Array(UnsafeRawBufferPointer(start: start, count: strlen(text)))
    if name == [UInt8(ascii: ".")] || name == Array("..".utf8) { continue }
    found.append(DirectoryEntry(name: name, kind: kind(of: Int(entry.pointee.d_type), text, in: descriptor)))
  }
}

/// What an entry is; asks where the file system does not say at once.
private func kind(of type: Int, _ name: UnsafePointer<CChar>, in directory: Int32) -> EntryKind {
  switch type {
  case Int(DT_REG): return .regular
  case Int(DT_DIR): return .directory
  case Int(DT_LNK): return .link
  case Int(DT_UNKNOWN):
    var result = stat()
    return fstatat(directory, name, &result, AT_SYMLINK_NOFOLLOW) == 0 ? result.kind : .other(.unknown)
  default: return .other(.unknown)
  }
}
