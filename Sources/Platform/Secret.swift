/// A password, a token, or a message that holds one.
///
/// Its bytes are in one buffer of its own, which is overwritten when the last copy of the value goes. No description,
/// encoding, hash, comparison or reflection shows the bytes or how many they are.
public struct Secret: Sendable, CustomStringConvertible, CustomReflectable {
  /// Nothing writes to the bytes between the initializer and the deinitializer of the value that holds them.
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

  package init(_ bytes: UnsafeRawBufferPointer) {
    storage = Storage(count: bytes.count)
    storage.bytes.copyMemory(from: bytes)
  }

  /// Lends the bytes; whoever copies them answers for the copy.
  public func withBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
    try withExtendedLifetime(storage) { try body(UnsafeRawBufferPointer(storage.bytes)) }
  }

  /// Whether the bytes are these: as servers compare, byte for byte.
  package func matches(_ given: some Sequence<UInt8>) -> Bool { withBytes { $0.elementsEqual(given) } }

  /// Whether the other secret has the same bytes.
  package func matches(_ other: Secret) -> Bool { other.withBytes { matches($0) } }

  public var description: String { "••••" }
  public var customMirror: Mirror { Mirror(self, children: []) }
}

/// Puts a ``Secret`` together without leaving parts of it behind.
package struct SecretWriter: ~Copyable {
  private var buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 256, alignment: 1)
  package private(set) var count = 0

  package init() {}

  deinit {
    overwrite(buffer)
    buffer.deallocate()
  }

  package var secret: Secret { Secret(UnsafeRawBufferPointer(rebasing: buffer[..<count])) }

  package mutating func append(_ byte: UInt8) {
    if count == buffer.count { grow() }
    buffer[count] = byte
    count += 1
  }

  package mutating func append(_ bytes: some Sequence<UInt8>) {
    for byte in bytes { append(byte) }
  }

  package mutating func append(_ secret: Secret) {
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
