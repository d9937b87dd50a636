import Platform
import CICU

/// Text in another encoding, turned into UTF-8 with the way back to the original places.
public final class ConvertedText {
  /// The text as UTF-8.
  public private(set) var utf8: UnsafeRawBufferPointer
  private var memory: UnsafeMutableRawPointer
  private var capacity: Int
  private var count = 0
  /// Offsets in the UTF-8 and in the original, not further apart than ``stride`` beside runs of ASCII.
  private var milestones: [(utf8: Int, original: Int)] = [(0, 0)]
  private let encoding: TextEncoding
  private let isUTF16: Bool

  private static let stride = 1024

  /// Converts all bytes; what fits no character becomes U+FFFD. Nil for an encoding that ICU does not know.
  public init?(_ bytes: UnsafeRawBufferPointer, encoding: TextEncoding) {
    isUTF16 = encoding.isUTF16
    let converter = isUTF16 ? nil : cicu_converter_open(encoding.converter)
    guard isUTF16 || converter != nil else { return nil }
    defer { cicu_converter_close(converter) }
    self.encoding = encoding
    // Of UTF-16, two bytes are at most three of UTF-8.
    capacity = isUTF16 ? bytes.count / 2 * 3 + 64 : bytes.count + bytes.count / 4 + 64
    memory = .allocate(byteCount: capacity, alignment: 8)
    utf8 = UnsafeRawBufferPointer(start: memory, count: 0)
    if let converter {
      ConvertedText.each(bytes, from: 0, encoding, converter) { piece in
        noteMilestone(at: piece.start)
        append(piece, of: bytes)
        return true
      }
    } else {
      appendUTF16(bytes)
    }
    utf8 = UnsafeRawBufferPointer(start: memory, count: count)
  }

  deinit { memory.deallocate() }

  /// The byte offset in the original of the character at a byte offset of the UTF-8 text.
  public func originalOffset(of offset: Int, in bytes: UnsafeRawBufferPointer) -> Int {
    guard offset < utf8.count else { return bytes.count }
    var (place, answer) = milestones[max(milestones.partitioningIndex { $0.utf8 > offset } - 1, 0)]
    if isUTF16 {
      // A character of four bytes is two units, any other one.
      for p in place..<offset where utf8[p] & 0xC0 != 0x80 { answer += utf8[p] >= 0xF0 ? 4 : 2 }
      return answer
    }
    guard let converter = cicu_converter_open(encoding.converter) else { return offset }
    defer { cicu_converter_close(converter) }
    ConvertedText.each(bytes, from: answer, encoding, converter) { piece in
      answer = piece.start
      switch piece {
      case .ascii(let run):
        if place + run.count > offset {
          answer += offset - place
          return false
        }
        place += run.count
      case .character(let scalar, _):
        if place >= offset { return false }
        place += UTF8.width(scalar)
      }
      return true
    }
    return answer
  }

  private func noteMilestone(at original: Int) {
    if count - milestones[milestones.count - 1].utf8 >= ConvertedText.stride { milestones.append((count, original)) }
  }

  /// UTF-16 is most of what is converted, and whole files of it; libicu takes its characters one call at a time.
  private func appendUTF16(_ bytes: UnsafeRawBufferPointer) {
    let isBig = encoding.name.hasSuffix("BE")
    let output = memory.assumingMemoryBound(to: UInt8.self)
    func unit(_ offset: Int) -> UInt32 {
      let unit = bytes.loadUnaligned(fromByteOffset: offset, as: UInt16.self)
      return UInt32(isBig ? UInt16(bigEndian: unit) : UInt16(littleEndian: unit))
    }
    func put(_ byte: UInt32) {
      output[count] = UInt8(truncatingIfNeeded: byte)
      count &+= 1
    }
    var p = 0
    while p < bytes.count {
      noteMilestone(at: p)
      var code = p + 1 < bytes.count ? unit(p) : 0xFFFD
      p += 2
      if code < 0x80 {
        put(code)
        continue
      }
      if code & 0xF800 == 0xD800 {
        let next = code < 0xDC00 && p + 1 < bytes.count ? unit(p) : 0
        if next & 0xFC00 == 0xDC00 {
          code = 0x1_0000 + (code & 0x3FF) << 10 + (next & 0x3FF)
          p += 2
        } else {
          code = 0xFFFD
        }
      }
      if code < 0x800 {
        put(0xC0 | code >> 6)
      } else if code < 0x1_0000 {
        put(0xE0 | code >> 12)
        put(0x80 | code >> 6 & 0x3F)
      } else {
        put(0xF0 | code >> 18)
        put(0x80 | code >> 12 & 0x3F)
        put(0x80 | code >> 6 & 0x3F)
      }
      put(0x80 | code & 0x3F)
    }
  }

  /// A run of ASCII bytes, or one character that begins at some byte.
  private enum Piece {
    case ascii(Range<Int>)
    case character(Unicode.Scalar, at: Int)

    var start: Int {
      switch self {
      case .ascii(let run): run.lowerBound
      case .character(_, let start): start
      }
    }
  }

  private func append(_ piece: Piece, of bytes: UnsafeRawBufferPointer) {
    switch piece {
    case .ascii(let run):
      reserve(run.count)
      memcpy(memory + count, bytes.baseAddress! + run.lowerBound, run.count)
      count += run.count
    case .character(let scalar, _):
      reserve(4)
      for unit in UTF8.encode(scalar).unsafelyUnwrapped {
        memory.storeBytes(of: unit, toByteOffset: count, as: UInt8.self)
        count += 1
      }
    }
  }

  private func reserve(_ more: Int) {
    guard count + more > capacity else { return }
    capacity = max(capacity * 2, count + more)
    let larger = UnsafeMutableRawPointer.allocate(byteCount: capacity, alignment: 8)
    memcpy(larger, memory, count)
    memory.deallocate()
    memory = larger
  }

  private static func each(
    _ bytes: UnsafeRawBufferPointer, from start: Int, _ encoding: TextEncoding, _ converter: OpaquePointer,
    _ body: (Piece) -> Bool
  ) {
    guard let base = bytes.bindMemory(to: CChar.self).baseAddress else { return }
    var offset = start
    while offset < bytes.count {
      let begin = offset
      if !encoding.isUnicode {
        let end = bytes.asciiEnd(from: begin)
        if end > begin {
          offset = end
          guard body(.ascii(begin..<end)) else { return }
          continue
        }
      }
      let code = cicu_converter_next(converter, base, bytes.count, &offset)
      guard code >= 0 else { return }
      guard body(.character(Unicode.Scalar(UInt32(code)) ?? "\u{FFFD}", at: begin)) else { return }
    }
  }
}

extension UnsafeRawBufferPointer {
  /// The offset of the first byte above 0x7F from an offset on, or the end.
  func asciiEnd(from start: Int) -> Int {
    var p = start
    while p &+ 8 <= count, loadUnaligned(fromByteOffset: p, as: UInt64.self) & 0x8080_8080_8080_8080 == 0 { p &+= 8 }
    while p < count, self[p] < 0x80 { p &+= 1 }
    return p
  }
}
