import Platform

/// A file being written: it appears under its name when it is whole, and not before.
///
/// Until then it is a hidden file beside it, which goes away if the writing is given up. A device or a pipe
/// (`/dev/null`, `/dev/stderr`, `>(…)`) is written to directly. Copies are the same file.
public struct OutputFile: ByteSink {
  /// Where the file will be, as the caller named it.
  public let path: String
  private let state: PendingFile

  /// Begins a file, or one that will replace another.
  ///
  /// - Parameters:
  ///   - path: where it will be. Of a symbolic link, what it leads to is replaced.
  ///   - mode: the permission bits of the file, of which the process's umask takes away.
  /// - Throws: `isDirectory`, `noSuchDirectory`, `permissionDenied` (to create files in the directory), `notAFile`
  ///   for a socket or a block device, or `system`.
  public init(path: String, mode: UInt32 = 0o644) throws(FileError) {
    self.path = path
    if path.utf8.last == UInt8(ascii: "/") { throw .isDirectory(path: path) }
    if try Self.isStream(path) {
      state = try PendingFile(stream: path)
    } else {
      let isLink = (try? status(of: path, followingLinks: false))?.kind == .link
      state = try PendingFile(becoming: isLink ? realPath(path) ?? path : path, path: path, mode: mode)
    }
  }

  /// Takes the bytes.
  ///
  /// - Throws: `system` where they could not be written, or after ``commit()`` or ``discard()``.
  public mutating func write(_ bytes: UnsafeRawBufferPointer) throws(FileError) {
    try state.write(bytes)
  }

  /// Writes the rest and puts the file in its place. If that fails, nothing has changed there.
  ///
  /// - Throws: as ``write(_:)``, or what kept the file from its place.
  public mutating func commit() throws(FileError) {
    try state.commit()
  }

  /// Gives the file up; does nothing after ``commit()``. The same happens to a file that is not committed when
  /// its last copy goes.
  public mutating func discard() { state.discard() }

  /// Whether a path is written to as it is: a pipe, a terminal or another device, or one of our own descriptors,
  /// whatever that leads to.
  private static func isStream(_ path: String) throws(FileError) -> Bool {
    let found: stat
    do throws(FileError) {
      found = try status(of: path)
    } catch .noSuchFile {
      return false
    }
    switch found.kind {
    case .regular, .link:
      return ["/dev/stdout", "/dev/stderr"].contains(path) || path.hasPrefix("/dev/fd/")
        || path.hasPrefix("/proc/self/fd/")
    case .pipe, .other(.characterDevice): return true
    case .directory: throw .isDirectory(path: path)
    case .other(let kind): throw .notAFile(path: path, kind: kind)
    }
  }
}
