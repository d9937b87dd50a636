import Migration

/// What a root is made of.
struct RootClassifier {
  /// It is no plain path.
  private(set) var isOdd = false
  /// A server shows one of its characters otherwise.
  private(set) var holdsAltered = false
  /// Where the part behind the last slash begins, as an offset into the root; 0 without a slash.
  private(set) var lastPart = 0

  /// - Parameter altered: the characters that the server shows otherwise.
  @inline(__always)
  init(_ value: UnsafePointer<UInt8>, _ count: Int, altered: CharacterTable?) {
    isOdd = value[0] != UInt8(ascii: "/") || value[count - 1] == UInt8(ascii: "/")
    var previous: UInt8 = 0
    for index in 0..<count {
      let byte = value[index]
      switch byte {
      case UInt8(ascii: "/"), UInt8(ascii: "."):
        if previous == UInt8(ascii: "/") { isOdd = true }
        if byte == UInt8(ascii: "/") { lastPart = index &+ 1 }
      case UInt8(ascii: "\\"), UInt8(ascii: "*"), UInt8(ascii: "%"), 0...0x1F, 0x7F:
        isOdd = true
      default: break
      }
      if let altered, altered.contains(byte) { holdsAltered = true }
      previous = byte
    }
  }
}
