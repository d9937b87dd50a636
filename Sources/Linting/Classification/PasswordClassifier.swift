/// Passwords that deserve a second look.
enum PasswordClassifier {
  /// Longer ones are never odd.
  static let longest = 19

  /// It is a placeholder, or may have Google's blanks.
  ///
  /// - Parameter isExact: the bytes are the value as the rules see it; else it only may be a placeholder.
  @inline(__always)
  static func isOdd(_ value: UnsafePointer<UInt8>, _ count: Int, isExact: Bool) -> Bool {
    if count == 19 { return value[4] == 0x20 }
    guard count <= 16 else { return false }
    if isRepeated(value, count) { return true }
    return PasswordPlaceholders.mayBe(value, count)
      && (!isExact || PasswordPlaceholders.contains(UnsafeBufferPointer(start: value, count: count)))
  }

  /// One character over and over.
  @inline(__always)
  static func isRepeated(_ value: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    guard count >= 4, value[0] == value[1] else { return false }
    for index in 2..<count where value[index] != value[0] { return false }
    return true
  }
}
