import CICU

/// Text in another encoding, turned into UTF-8 with the way back to the original places.
public struct ConvertedText: Sendable {
  /// The text as UTF-8.
  public private(set) var utf8: [UInt8] = []
  /// Every ``stride`` characters: where the UTF-8 and the original stand.
  private var milestones: [(utf8: Int, original: Int)] = []
  private let encoding: TextEncoding

  private static let stride = 256

  /// Converts all bytes; what fits no character becomes U+FFFD. Nil for an encoding that ICU does not know.
  public init?(_ bytes: UnsafeRawBufferPointer, encoding: TextEncoding) {
    self.encoding = encoding
    guard let converter = cicu_converter_open(encoding.converter) else { return nil }
    defer { cicu_converter_close(converter) }
    utf8.reserveCapacity(bytes.count)
    var count = 0
    ConvertedText.each(bytes, from: 0, converter) { scalar, start in
      if count % ConvertedText.stride == 0 { milestones.append((utf8.count, start)) }
      count += 1
      utf8.append(contentsOf: UTF8.encode(scalar).unsafelyUnwrapped)
      return true
    }
  }

  /// The byte offset in the original of the character at a byte offset of the UTF-8 text.
  public func originalOffset(of offset: Int, in bytes: UnsafeRawBufferPointer) -> Int {
    guard offset < utf8.count else { return bytes.count }
    var low = 0
    var high = milestones.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if milestones[middle].utf8 <= offset { low = middle } else { high = middle }
    }
    guard low < milestones.count, let converter = cicu_converter_open(encoding.converter) else { return offset }
    defer { cicu_converter_close(converter) }
    var place = milestones[low].utf8
    var answer = milestones[low].original
    ConvertedText.each(bytes, from: answer, converter) { scalar, start in
      answer = start
      if place >= offset { return false }
      place += UTF8.width(scalar)
      return true
    }
    return answer
  }

  /// UTF-8 text in another encoding, without a byte order mark; nil where that has no bytes for a character.
  public static func encoded(_ text: [UInt8], as encoding: String) -> [UInt8]? {
    guard !text.isEmpty else { return [] }
    return text.withUnsafeBufferPointer { text in
      text.withMemoryRebound(to: CChar.self) { text in
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: text.count * 4 + 16) { output in
          let count = cicu_encode(encoding, text.baseAddress!, text.count, output.baseAddress!, output.count)
          return count < 0 ? nil : output[..<Int(count)].map { UInt8(bitPattern: $0) }
        }
      }
    }
  }

  private static func each(
    _ bytes: UnsafeRawBufferPointer, from start: Int, _ converter: OpaquePointer,
    _ body: (Unicode.Scalar, Int) -> Bool
  ) {
    bytes.withMemoryRebound(to: CChar.self) { bytes in
      guard let base = bytes.baseAddress else { return }
      var offset = start
      while true {
        let begin = offset
        let code = cicu_converter_next(converter, base, bytes.count, &offset)
        guard code >= 0 else { return }
        guard body(Unicode.Scalar(UInt32(code)) ?? "\u{FFFD}", begin) else { return }
      }
    }
  }
}
