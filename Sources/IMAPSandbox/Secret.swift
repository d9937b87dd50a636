/// A password of an account that is played. It has no description and no encoding; it can only be compared.
public struct Secret: Sendable, CustomStringConvertible, CustomReflectable {
  private let bytes: [UInt8]

  public init(_ bytes: some Sequence<UInt8>) { self.bytes = Array(bytes) }
  public init(_ text: String) { self.init(text.utf8) }

  public var description: String { "••••" }
  public var customMirror: Mirror { Mirror(self, children: []) }

  /// Byte for byte, as servers compare.
  func matches(_ given: some Sequence<UInt8>) -> Bool { bytes.elementsEqual(given) }

  func equals(_ other: Secret) -> Bool { bytes == other.bytes }
}
