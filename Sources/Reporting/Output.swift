/// A buffer in front of a file, standard output or memory; written in large pieces.
public final class Output {
  private var buffer: [UInt8] = []
  private let sink: (UnsafeRawBufferPointer) -> Void
  private static let piece = 1 << 16

  /// - Parameter sink: takes the bytes; it deals with errors itself.
  public init(_ sink: @escaping (UnsafeRawBufferPointer) -> Void) {
    self.sink = sink
    buffer.reserveCapacity(Output.piece * 2)
  }

  public func put(_ text: StaticString) {
    buffer.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    if buffer.count >= Output.piece { flush() }
  }

  public func put(_ text: String) {
    var text = text
    text.withUTF8 { buffer.append(contentsOf: $0) }
    if buffer.count >= Output.piece { flush() }
  }

  public func put(_ bytes: [UInt8]) {
    buffer.append(contentsOf: bytes)
    if buffer.count >= Output.piece { flush() }
  }

  public func put(bytes: UnsafeRawBufferPointer) {
    buffer.append(contentsOf: bytes)
    if buffer.count >= Output.piece { flush() }
  }

  public func put(_ number: Int) {
    guard number >= 0 else { return put(String(number)) }
    var digits: (UInt64, UInt64, UInt64) = (0, 0, 0)
    withUnsafeMutableBytes(of: &digits) { digits in
      var p = digits.count
      var rest = number
      repeat {
        p -= 1
        digits[p] = UInt8(48 + rest % 10)
        rest /= 10
      } while rest > 0
      buffer.append(contentsOf: digits[p...])
    }
  }

  /// Text for people and logs on one line: nothing in it can end the line or command a terminal.
  public func putPlain(_ bytes: [UInt8]) {
    for byte in bytes {
      if byte >= 0x20, byte != 0x7F { buffer.append(byte) } else { buffer.append(UInt8(ascii: "?")) }
    }
  }

  /// A JSON string with its quotes (RFC 8259 section 7).
  public func putJSON(_ bytes: some Collection<UInt8>) {
    buffer.append(UInt8(ascii: "\""))
    for byte in bytes {
      switch byte {
      case UInt8(ascii: "\""): buffer.append(contentsOf: [0x5C, 0x22])
      case UInt8(ascii: "\\"): buffer.append(contentsOf: [0x5C, 0x5C])
      case 0x0A: buffer.append(contentsOf: [0x5C, 0x6E])
      case 0x0D: buffer.append(contentsOf: [0x5C, 0x72])
      case 0x09: buffer.append(contentsOf: [0x5C, 0x74])
      case 0x00...0x1F, 0x7F:
        buffer.append(contentsOf: [0x5C, 0x75, 0x30, 0x30])
        buffer.append(Output.digit(byte >> 4))
        buffer.append(Output.digit(byte & 15))
      default: buffer.append(byte)
      }
    }
    buffer.append(UInt8(ascii: "\""))
    if buffer.count >= Output.piece { flush() }
  }

  public func putJSON(_ text: String) {
    var text = text
    text.withUTF8 { putJSON($0) }
  }

  public func flush() {
    guard !buffer.isEmpty else { return }
    buffer.withUnsafeBytes(sink)
    buffer.removeAll(keepingCapacity: true)
  }

  private static func digit(_ value: UInt8) -> UInt8 { value < 10 ? 48 + value : 87 + value }
}
