/// Finds the next byte that means something, eight bytes a step.
struct Scanner {
  private let base: UnsafePointer<UInt8>
  private let limit: Int
  private let delimiters: UInt64

  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let highs: UInt64 = 0x8080_8080_8080_8080
  private static let quotes: UInt64 = ones &* UInt64(UInt8(ascii: "\""))

  /// - Parameter delimiter: the byte to stop at besides quotes, control characters and bytes above 0x7E; below 0x80.
  @inline(__always)
  init(base: UnsafePointer<UInt8>, limit: Int, delimiter: UInt8) {
    self.base = base
    self.limit = limit
    delimiters = Scanner.ones &* UInt64(delimiter)
  }

  /// The first offset from `offset` on that holds the delimiter, a quote, a control character, 0x7F or
  /// a byte above it; the limit where there is none.
  @inline(__always)
  func next(from offset: Int) -> Int {
    var p = offset
    while p &+ 8 <= limit {
      let word = UnsafeRawPointer(base).loadUnaligned(fromByteOffset: p, as: UInt64.self)
      let found = marks(UInt64(littleEndian: word))
      if found != 0 { return p &+ found.trailingZeroBitCount >> 3 }
      p &+= 8
    }
    while p < limit {
      let byte = base[p]
      if byte < 0x20 || byte >= 0x7F || byte == UInt8(ascii: "\"") || byte == UInt8(truncatingIfNeeded: delimiters) {
        return p
      }
      p &+= 1
    }
    return p
  }

  /// The high bit of each byte that stops the scan. A borrow or carry may mark bytes above the first mark,
  /// never below it, and only the first one is used. Bytes above 0x7F have that bit in most of the terms:
  /// no need to mask it, as they stop the scan anyway.
  @inline(__always)
  private func marks(_ word: UInt64) -> UInt64 {
    let delimiter = (word ^ delimiters) &- Scanner.ones
    let quote = (word ^ Scanner.quotes) &- Scanner.ones
    let control = word &- Scanner.ones &* 0x20
    let high = (word &+ Scanner.ones) | word
    return (delimiter | quote | control | high) & Scanner.highs
  }
}
