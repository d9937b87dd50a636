/// One look over bytes: are they ASCII, are they UTF-8, and where not first.
package struct UTF8Survey {
  package private(set) var isASCII = true
  /// Byte offset of the first byte that is no UTF-8.
  package private(set) var firstBad: Int?
  private var goodSequences = 0
  private var badBytes = 0

  /// Stray bytes in a text that is otherwise UTF-8, rather than a text of another encoding.
  package var isMostlyUTF8: Bool { goodSequences > badBytes }

  package init(_ bytes: UnsafeRawBufferPointer, from start: Int) {
    var p = UTF8Survey.asciiEnd(bytes, from: start)
    while p < bytes.count {
      isASCII = false
      let length = UTF8Survey.sequenceLength(bytes, at: p)
      if length > 0 {
        goodSequences += 1
        p += length
      } else {
        if firstBad == nil { firstBad = p }
        badBytes += 1
        p += 1
      }
      if p < bytes.count, bytes[p] < 0x80 { p = UTF8Survey.asciiEnd(bytes, from: p) }
    }
  }

  /// The first offset from `start` on whose byte is above 0x7F.
  private static func asciiEnd(_ bytes: UnsafeRawBufferPointer, from start: Int) -> Int {
    var p = start
    while p + 64 <= bytes.count {
      var all: UInt64 = 0
      for lane in 0..<8 { all |= bytes.loadUnaligned(fromByteOffset: p &+ lane &* 8, as: UInt64.self) }
      if all & 0x8080_8080_8080_8080 != 0 { break }
      p &+= 64
    }
    while p < bytes.count, bytes[p] < 0x80 { p &+= 1 }
    return p
  }

  /// How many bytes the well-formed sequence at `offset` has (Unicode, table 3-7); 0 where it is ill-formed.
  @inlinable package static func sequenceLength(_ bytes: UnsafeRawBufferPointer, at offset: Int) -> Int {
    func follows(_ index: Int, _ range: ClosedRange<UInt8> = 0x80...0xBF) -> Bool {
      offset + index < bytes.count && range.contains(bytes[offset + index])
    }
    switch bytes[offset] {
    case 0x00...0x7F: return 1
    case 0xC2...0xDF: return follows(1) ? 2 : 0
    case 0xE0: return follows(1, 0xA0...0xBF) && follows(2) ? 3 : 0
    case 0xE1...0xEC, 0xEE...0xEF: return follows(1) && follows(2) ? 3 : 0
    case 0xED: return follows(1, 0x80...0x9F) && follows(2) ? 3 : 0
    case 0xF0: return follows(1, 0x90...0xBF) && follows(2) && follows(3) ? 4 : 0
    case 0xF1...0xF3: return follows(1) && follows(2) && follows(3) ? 4 : 0
    case 0xF4: return follows(1, 0x80...0x8F) && follows(2) && follows(3) ? 4 : 0
    default: return 0
    }
  }
}
