import Platform

/// Standard output, buffered. Whoever writes calls ``flush()`` at the end; what is left in the buffer is lost.
///
/// Copies share one buffer. The program ignores SIGPIPE, so that a reader that has seen enough
/// (`batchlint … | head`) shows as ``readerIsGone``.
public struct StandardOutput: ByteSink {
  private final class State {
    let buffer: WriteBuffer
    var readerIsGone = false

    init(_ descriptor: Int32) { buffer = WriteBuffer(descriptor: descriptor, path: "standard output") }
  }

  private let state: State

  /// The process's standard output.
  public init() { self.init(descriptor: STDOUT_FILENO) }

  package init(descriptor: Int32) { state = State(descriptor) }

  /// Whether the other end of the pipe is closed (EPIPE): nothing is written any more, and nothing more need be.
  public var readerIsGone: Bool { state.readerIsGone }

  /// Takes the bytes.
  ///
  /// - Throws: `system` where they could not be written, such as on a full disk; not where the reader is gone.
  public mutating func write(_ bytes: UnsafeRawBufferPointer) throws(FileError) {
    try unlessGone { () throws(FileError) in try state.buffer.append(bytes) }
  }

  /// Writes what is in the buffer.
  ///
  /// - Throws: as ``write(_:)``.
  public mutating func flush() throws(FileError) {
    try unlessGone { () throws(FileError) in try state.buffer.flush() }
  }

  private func unlessGone(_ body: () throws(FileError) -> Void) throws(FileError) {
    if state.readerIsGone { return }
    do throws(FileError) {
      try body()
    } catch .system(_, EPIPE) {
      state.readerIsGone = true
    }
  }
}
