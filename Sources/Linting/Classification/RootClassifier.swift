import Migration

/// Roots that are no plain paths.
enum RootClassifier {
  @inline(__always)
  static func isOdd(_ value: UnsafePointer<UInt8>, _ count: Int, altered: CharacterTable?) -> Bool {
    if value[0] != UInt8(ascii: "/") || value[count - 1] == UInt8(ascii: "/") { return true }
    var previous: UInt8 = 0
    for index in 0..<count {
      let byte = value[index]
      switch byte {
      case UInt8(ascii: "/"), UInt8(ascii: "."):
        if previous == UInt8(ascii: "/") { return true }
      case UInt8(ascii: "\\"), UInt8(ascii: "*"), UInt8(ascii: "%"), 0...0x1F, 0x7F:
        return true
      default: break
      }
      if let altered, altered.contains(byte) { return true }
      previous = byte
    }
    return false
  }

  /// The part behind the last slash.
  static func lastPart(_ base: UnsafePointer<UInt8>, _ range: Range<Int>) -> Range<Int>? {
    var start = range.upperBound
    while start > range.lowerBound, base[start - 1] != UInt8(ascii: "/") { start -= 1 }
    return start < range.upperBound ? start..<range.upperBound : nil
  }
}
