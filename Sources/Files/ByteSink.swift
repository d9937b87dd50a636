import Platform

/// Somewhere that bytes of a report go to.
public protocol ByteSink {
  /// Takes the bytes; they may reach their place later.
  ///
  /// - Throws: `system` with the `errno` of a failed write, of these bytes or of earlier ones.
  mutating func write(_ bytes: UnsafeRawBufferPointer) throws(FileError)
}

extension ByteSink {
  /// Takes the bytes of an array.
  public mutating func write(_ bytes: [UInt8]) throws(FileError) {
    // A closure with a typed error ends the compiler.
    let result = bytes.withUnsafeBytes { bytes in
      do throws(FileError) {
        try write(bytes)
        return FileError?.none
      } catch { return error }
    }
    if let result { throw result }
  }
}

/// Collects small writes to a descriptor, 64 KiB at a time. Does not close it.
final class WriteBuffer {
  private let descriptor: Int32
  private let path: String
  private let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
  private var count = 0

  /// - Parameter path: for the errors.
  init(descriptor: Int32, path: String) {
    self.descriptor = descriptor
    self.path = path
  }

  deinit { memory.deallocate() }

  func append(_ bytes: UnsafeRawBufferPointer) throws(FileError) {
    if bytes.count > memory.count - count { try flush() }
    if bytes.count >= memory.count { return try writeOut(bytes) }
    UnsafeMutableRawBufferPointer(rebasing: memory[count...]).copyMemory(from: bytes)
    count += bytes.count
  }

  /// Writes what was collected. If that fails, it is forgotten.
  func flush() throws(FileError) {
    let full = UnsafeRawBufferPointer(rebasing: memory[..<count])
    count = 0
    try writeOut(full)
  }

  private func writeOut(_ bytes: UnsafeRawBufferPointer) throws(FileError) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let written = write(descriptor, bytes.baseAddress! + rest.startIndex, min(rest.count, 1 << 30))
      if written >= 0 {
        rest = rest.dropFirst(written)
      } else if errno == EAGAIN {
        try wait(for: POLLOUT, on: descriptor, path: path)
      } else if errno != EINTR {
        throw FileError(path: path, code: errno)
      }
    }
  }
}
