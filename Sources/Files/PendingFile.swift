import Platform

/// What has been written of a file that is not in its place yet: a hidden file beside it. Or a stream, which has
/// no such file.
final class PendingFile {
  /// What the caller named, for the errors.
  private let path: String
  private let buffer: WriteBuffer
  /// -1 once it is over.
  private(set) var descriptor: Int32
  /// The hidden file and the name that it will have; nil where there is none, or no longer.
  private var names: (temporary: String, final: String)?
  private var cleanup: Cleanup?

  /// Opens a pipe or a device. Does not wait for a pipe's reader; from then on it may.
  init(stream path: String) throws(FileError) {
    self.path = path
    descriptor = try openDescriptor(path, O_WRONLY | O_APPEND | O_NONBLOCK)
    buffer = WriteBuffer(descriptor: descriptor, path: path)
  }

  /// Begins the hidden file beside `final`.
  ///
  /// - Parameter mode: permission bits, of which the umask takes away.
  init(becoming final: String, path: String, mode: UInt32) throws(FileError) {
    self.path = path
    let temporary: String
    (descriptor, temporary, cleanup) = try PendingFile.create(beside: final, path: path, mode: mode)
    names = (temporary, final)
    buffer = WriteBuffer(descriptor: descriptor, path: path)
  }

  deinit { discard() }

  /// - Throws: `system`, also once it is over.
  func write(_ bytes: UnsafeRawBufferPointer) throws(FileError) {
    guard descriptor >= 0 else { throw .system(path: path, code: EBADF) }
    try buffer.append(bytes)
  }

  /// Writes the rest and puts the file in its place, or gives it up.
  ///
  /// - Parameters:
  ///   - syncs: the content is on the disk before the name leads to it, and the name when the call returns.
  ///   - check: asked just before the file takes its place.
  func commit(syncs: Bool = false, check: () throws(FileError) -> Void = {}) throws(FileError) {
    guard descriptor >= 0 else { throw .system(path: path, code: EBADF) }
    defer { discard() }
    try buffer.flush()
    if syncs, fsync(descriptor) != 0 { throw FileError(path: path, code: errno) }
    let isClosed = close(descriptor) == 0
    descriptor = -1
    guard isClosed else { throw FileError(path: path, code: errno) }
    try check()
    guard let (temporary, final) = names else { return }
    guard rename(temporary, final) == 0 else { throw FileError(path: path, code: errno) }
    names = nil
    if syncs { PendingFile.syncDirectory(of: final) }
  }

  /// Gives the file up; does nothing once it is over.
  func discard() {
    if descriptor >= 0 { close(descriptor) }
    descriptor = -1
    if let names { unlink(names.temporary) }
    names = nil
    cleanup?.cancel()
    cleanup = nil
  }

  private static func create(
    beside final: String, path: String, mode: UInt32
  ) throws(FileError) -> (descriptor: Int32, path: String, cleanup: Cleanup?) {
    let directory = directoryPart(of: final)
    while true {
      let number = String(UInt64.random(in: .min ... .max), radix: 36)
      let temporary = join(directory, ".batchlint-\(number).tmp")
      // Before the file is there, so that no signal comes between.
      let cleanup = Cleanup(temporary)
      do throws(FileError) {
        return (try openDescriptor(temporary, O_WRONLY | O_CREAT | O_EXCL, mode: mode), temporary, cleanup)
      } catch {
        cleanup?.cancel()
        switch error {
        case .system(_, EEXIST): continue
        case .system(_, let code): throw .system(path: path, code: code)
        case .noSuchFile: throw .noSuchDirectory(path: directory)
        default: throw .permissionDenied(path: path)
        }
      }
    }
  }

  /// Not every file system can; the file is in its place all the same.
  private static func syncDirectory(of path: String) {
    guard let directory = try? openDescriptor(directoryPart(of: path), O_RDONLY | O_DIRECTORY) else { return }
    fsync(directory)
    close(directory)
  }
}
