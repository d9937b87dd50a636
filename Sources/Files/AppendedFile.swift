import Platform

/// A file that grows at its end, such as one that several programs write to in turn. Whoever writes calls ``flush()``.
public struct AppendedFile: ByteSink {
  private final class State {
    let buffer: WriteBuffer
    private let descriptor: Int32

    init(path: String, mode: UInt32, isAlone: Bool) throws(FileError) {
      descriptor = try openDescriptor(path, O_WRONLY | O_APPEND | O_CREAT, mode: mode)
      if isAlone, flock(descriptor, LOCK_EX | LOCK_NB) != 0, errno == EWOULDBLOCK {
        close(descriptor)
        throw .inUse(path: path)
      }
      buffer = WriteBuffer(descriptor: descriptor, path: path)
    }

    deinit { close(descriptor) }
  }

  private let state: State

  /// Opens a file, or makes it.
  ///
  /// - Parameters:
  ///   - mode: the permission bits of a file that is made, of which the process's umask takes away.
  ///   - isAlone: while it is open no other program has it so, too, where the file system knows of locks.
  /// - Throws: what keeps it from being opened; `inUse` where another program has it alone.
  public init(path: String, mode: UInt32 = 0o644, isAlone: Bool = false) throws(FileError) {
    state = try State(path: path, mode: mode, isAlone: isAlone)
  }

  /// Takes the bytes.
  ///
  /// - Throws: `system` where they could not be written.
  public mutating func write(_ bytes: UnsafeRawBufferPointer) throws(FileError) { try state.buffer.append(bytes) }

  /// Writes what is in the buffer.
  ///
  /// - Throws: as ``write(_:)``.
  public mutating func flush() throws(FileError) { try state.buffer.flush() }
}
