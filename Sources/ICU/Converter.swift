import CICU

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Text in another encoding, turned into UTF-8 with the way back to the original places.
public final class ConvertedText {
  /// The text as UTF-8.
  public private(set) var utf8: UnsafeRawBufferPointer
  private var memory: UnsafeMutableRawPointer
  private var capacity: Int
  private var count = 0
  /// Where the UTF-8 and the original stand, not further apart than ``stride`` beside runs of ASCII.
  private var milestones: [(utf8: Int, original: Int)] = [(0, 0)]
  private let encoding: TextEncoding

  private static let stride = 1024

  /// Converts all bytes; what fits no character becomes U+FFFD. Nil for an encoding that ICU does not know.
  public init?(_ bytes: UnsafeRawBufferPointer, encoding: TextEncoding) {
    guard let converter = cicu_converter_open(encoding.converter) else { return nil }
    defer { cicu_converter_close(converter) }
    self.encoding = encoding
    capacity = bytes.count + bytes.count / 4 + 64
    memory = .allocate(byteCount: capacity, alignment: 8)
    utf8 = UnsafeRawBufferPointer(start: memory, count: 0)
    ConvertedText.each(bytes, from: 0, encoding, converter) { piece in
      if count - milestones[milestones.count - 1].utf8 >= ConvertedText.stride { milestones.append((count, piece.start)) }
      append(piece, of: bytes)
      return true
    }
    utf8 = UnsafeRawBufferPointer(start: memory, count: count)
  }

  deinit { memory.deallocate() }

  /// The byte offset in the original of the character at a byte offset of the UTF-8 text.
  public func originalOffset(of offset: Int, in bytes: UnsafeRawBufferPointer) -> Int {
    guard offset < utf8.count else { return bytes.count }
    var low = 0
    var high = milestones.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if milestones[middle].utf8 <= offset { low = middle } else { high = middle }
    }
    guard let converter = cicu_converter_open(encoding.converter) else { return offset }
    defer { cicu_converter_close(converter) }
    var (place, answer) = milestones[low]
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

  /// A run of bytes that stand for themselves, or one character that begins at some byte.
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
