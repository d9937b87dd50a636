import Platform

/// A password, a token, or a message that holds one.
///
/// Its bytes lie in one buffer of its own, which is overwritten when the last copy of the value goes. It shows
/// itself to nobody: no description, encoding, hash, comparison or reflection tells its bytes or how many they are.
public struct Secret: Sendable, CustomStringConvertible, CustomReflectable {
  private final class Storage: @unchecked Sendable {
    let bytes: UnsafeMutableRawBufferPointer

    init(count: Int) { bytes = .allocate(byteCount: count, alignment: 1) }

    deinit {
      overwrite(bytes)
      bytes.deallocate()
    }
  }

  private let storage: Storage

  /// A copy of the bytes; those of the caller stay as they are.
  public init(_ bytes: some Collection<UInt8>) {
    storage = Storage(count: bytes.count)
    storage.bytes.copyBytes(from: bytes)
  }

  /// The text as UTF-8.
  public init(_ text: String) { self.init(text.utf8) }

  init(_ bytes: UnsafeRawBufferPointer) {
    storage = Storage(count: bytes.count)
    storage.bytes.copyMemory(from: bytes)
  }

  /// Lends the bytes; whoever copies them answers for the copy.
  public func withBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
    try withExtendedLifetime(storage) { try body(UnsafeRawBufferPointer(storage.bytes)) }
  }

  public var description: String { "••••" }
  public var customMirror: Mirror { Mirror(self, children: []) }
}

/// Puts a ``Secret`` together without leaving parts of it behind.
struct SecretWriter: ~Copyable {
  private var buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 256, alignment: 1)
  private(set) var count = 0

  deinit {
    overwrite(buffer)
    buffer.deallocate()
  }

  var secret: Secret { Secret(UnsafeRawBufferPointer(rebasing: buffer[..<count])) }

  mutating func append(_ byte: UInt8) {
    if count == buffer.count { grow() }
    buffer[count] = byte
    count += 1
  }

  mutating func append(_ bytes: some Sequence<UInt8>) {
    for byte in bytes { append(byte) }
  }

  mutating func append(_ secret: Secret) {
    secret.withBytes { append($0) }
  }

  private mutating func grow() {
    let larger = UnsafeMutableRawBufferPointer.allocate(byteCount: buffer.count * 2, alignment: 1)
    larger.copyMemory(from: UnsafeRawBufferPointer(buffer))
    overwrite(buffer)
    buffer.deallocate()
    buffer = larger
  }
}

/// Writes zeros in a way that the optimiser does not take out.
private func overwrite(_ bytes: UnsafeMutableRawBufferPointer) {
  guard let start = bytes.baseAddress else { return }
  #if canImport(Darwin)
    memset_s(start, bytes.count, 0, bytes.count)
  #else
    explicit_bzero(start, bytes.count)
  #endif
}
