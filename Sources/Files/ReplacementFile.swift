import Platform

/// New content for a file that was read: it takes the file's place when it is whole, on the disk, and nobody has
/// changed the file meanwhile.
///
/// Until ``commit()`` the content is in a hidden file beside it, and the file is untouched at every moment, also
/// if the program is killed. The hidden file goes away if the writing is given up or the program is ended;
/// only SIGKILL and a crash leave it.
///
/// Owner, group and mode are the file's; access control lists and extended attributes are not kept. Of a symbolic
/// link, what it leads to is replaced. Of several hard links, only the one that the path names gets the new
/// content; the others keep the old one. Copies of this value are the same file.
public struct ReplacementFile: ByteSink {
  /// The file to be replaced, as the caller named it.
  public let path: String
  private let final: String
  private let version: FileVersion
  private let pending: PendingFile

  /// Begins the new content.
  ///
  /// - Parameters:
  ///   - path: the file, by the path by which it was read.
  ///   - contents: what was read.
  ///   - mode: permission bits, all of which the file gets; nil keeps its own.
  /// - Throws: `changed` where it is not what was read any more, `readOnly` where the file may not be written,
  ///   though its
  ///   directory may, `ownerNotKept`, `notAFile` for what came from a pipe, `permissionDenied` (to
  ///   create files in the directory), or `system`.
  public init(path: String, of contents: FileContents, mode: UInt32? = nil) throws(FileError) {
    guard let version = contents.version, let ownMode = contents.mode else { throw .notAFile(path: path, kind: .pipe) }
    guard let final = realPath(path) else { throw .changed(path: path) }
    self.path = path
    self.final = final
    self.version = version
    let found = try Self.refuseChanged(final, version, path: path)
    try Self.refuseReadOnly(final, found, path: path)
    pending = try PendingFile(becoming: final, path: path, mode: 0o600)
    try Self.giveAway(pending.descriptor, like: found, mode: mode ?? ownMode, path: path)
  }

  /// Takes the bytes.
  ///
  /// - Throws: `system` where they could not be written, or after ``commit()`` or ``discard()``.
  public mutating func write(_ bytes: UnsafeRawBufferPointer) throws(FileError) { try pending.write(bytes) }

  /// Writes the rest and puts the content in the file's place. If that fails, nothing has changed there.
  ///
  /// - Throws: as ``write(_:)``; `changed` where the file is not what was read any more (by device, inode, size, and
  ///   times of change); or what kept the content from its place.
  public mutating func commit() throws(FileError) {
    try pending.commit(syncs: true) { () throws(FileError) in
      _ = try Self.refuseChanged(final, version, path: path)
    }
  }

  /// Gives the new content up; does nothing after ``commit()``. The same happens to one that is not committed
  /// when its last copy goes.
  public mutating func discard() { pending.discard() }

  private static func refuseChanged(_ final: String, _ version: FileVersion, path: String) throws(FileError) -> stat {
    guard let found = try? status(of: final), FileVersion(found) == version else { throw .changed(path: path) }
    return found
  }

  /// A file without any write bit is meant to stay as it is, also for root, who may write to it.
  private static func refuseReadOnly(_ final: String, _ found: stat, path: String) throws(FileError) {
    if found.permissions & 0o222 == 0 { throw .readOnly(path: path) }
    if faccessat(AT_FDCWD, final, W_OK, AT_EACCESS) == 0 { return }
    throw errno == EACCES || errno == EPERM ? .readOnly(path: path) : FileError(path: path, code: errno)
  }

  /// Owner first: giving a file away takes some of its mode's bits.
  private static func giveAway(_ descriptor: Int32, like found: stat, mode: UInt32, path: String) throws(FileError) {
    let own = try status(of: descriptor, path: path)
    if own.st_uid != found.st_uid || own.st_gid != found.st_gid,
      fchown(descriptor, found.st_uid, found.st_gid) != 0
    {
      throw errno == EPERM ? .ownerNotKept(path: path) : FileError(path: path, code: errno)
    }
    guard fchmod(descriptor, mode_t(mode)) == 0 else { throw FileError(path: path, code: errno) }
  }
}

/// Which file it is, and which state of it.
///
/// A change that keeps the size is not seen where an earlier one came within the same tick of the file
/// system's clock, some milliseconds.
struct FileVersion: Equatable {
  private let device: UInt64
  private let inode: UInt64
  private let size: Int64
  /// In nanoseconds.
  private let modified: Int
  private let changed: Int

  init(_ found: stat) {
    device = UInt64(truncatingIfNeeded: found.st_dev)
    inode = UInt64(found.st_ino)
    size = Int64(found.st_size)
    modified = found.modified.tv_sec &* 1_000_000_000 &+ found.modified.tv_nsec
    changed = found.changed.tv_sec &* 1_000_000_000 &+ found.changed.tv_nsec
  }
}
