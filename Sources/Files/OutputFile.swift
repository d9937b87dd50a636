#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A file being written: it appears under its name when it is whole, and not before.
///
/// Until then it is a hidden file beside it, which goes away if the writing is given up. A device or a pipe
/// (`/dev/null`, `/dev/stderr`, `>(…)`) is written to directly. Copies are the same file.
public struct OutputFile: ByteSink {
  /// Where the file will be, as the caller named it.
  public let path: String
  private let state: State

  /// Begins a file, or one that will replace another.
  ///
  /// - Parameters:
  ///   - path: where it will be. Of a symbolic link, what it leads to is replaced.
  ///   - mode: the permission bits of the file, of which the process's umask takes away.
  /// - Throws: `isDirectory`, `noSuchDirectory`, `permissionDenied` (to create files in the directory), `notAFile`
  ///   for a socket or a block device, or `system`.
  public init(path: String, mode: UInt32 = 0o644) throws(FileError) {
    self.path = path
    state = try State(path: path, mode: mode)
  }

  /// Takes the bytes.
  ///
  /// - Throws: `system` where they could not be written, or after ``commit()`` or ``discard()``.
  public mutating func write(_ bytes: UnsafeRawBufferPointer) throws(FileError) {
    guard state.descriptor >= 0 else { throw .system(path: path, code: EBADF) }
    try state.buffer.append(bytes)
  }

  /// Writes the rest and puts the file in its place. If that fails, nothing has changed there.
  ///
  /// - Throws: as ``write(_:)``, or what kept the file from its place.
  public mutating func commit() throws(FileError) {
    guard state.descriptor >= 0 else { throw .system(path: path, code: EBADF) }
    try state.commit(path: path)
  }

  /// Gives the file up; does nothing after ``commit()``. The same happens to a file that is not committed when
  /// its last copy goes.
  public mutating func discard() { state.discard() }
}

private final class State {
  let buffer: WriteBuffer
  /// -1 once it is over.
  private(set) var descriptor: Int32
  /// The hidden file and the name that it will have; nil where there is none, or no longer.
  private var names: (temporary: String, final: String)?

  init(path: String, mode: UInt32) throws(FileError) {
    if path.utf8.last == UInt8(ascii: "/") { throw .isDirectory(path: path) }
    let isStream = try Self.isStream(path)
    if isStream {
      // Does not wait for a pipe's reader; from then on it may.
      descriptor = try openDescriptor(path, O_WRONLY | O_APPEND | O_NONBLOCK)
      names = nil
    } else {
      let isLink = (try? status(of: path, followingLinks: false))?.kind == .link
      let final = isLink ? realPath(path) ?? path : path
      let temporary: String
      (descriptor, temporary) = try Self.createTemporary(beside: final, path: path, mode: mode)
      names = (temporary, final)
    }
    buffer = WriteBuffer(descriptor: descriptor, path: path)
  }

  deinit { discard() }

  func commit(path: String) throws(FileError) {
    // Gives up what is not in its place at the end.
    defer { discard() }
    try buffer.flush()
    let isClosed = close(descriptor) == 0
    descriptor = -1
    guard isClosed else { throw FileError(path: path, code: errno) }
    if let names, rename(names.temporary, names.final) != 0 { throw FileError(path: path, code: errno) }
    names = nil
  }

  func discard() {
    if descriptor >= 0 { close(descriptor) }
    descriptor = -1
    if let names { unlink(names.temporary) }
    names = nil
  }

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

  private static func createTemporary(
    beside final: String, path: String, mode: UInt32
  ) throws(FileError) -> (descriptor: Int32, path: String) {
    let directory = directoryPart(of: final)
    while true {
      let number = String(UInt64.random(in: .min ... .max), radix: 36)
      let temporary = join(directory, ".batchlint-\(number).tmp")
      do throws(FileError) {
        return (try openDescriptor(temporary, O_WRONLY | O_CREAT | O_EXCL, mode: mode), temporary)
      } catch {
        switch error {
        case .system(_, EEXIST): continue
        case .system(_, let code): throw .system(path: path, code: code)
        case .noSuchFile: throw .noSuchDirectory(path: directory)
        default: throw .permissionDenied(path: path)
        }
      }
    }
  }
}
