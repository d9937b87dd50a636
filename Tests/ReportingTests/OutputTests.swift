import Reporting
import Testing

@Suite("What reports are written to")
struct OutputTests {
  private func json(_ bytes: [UInt8]) -> String {
    var data: [UInt8] = []
    let output = Output { data.append(contentsOf: $0) }
    output.putJSON(bytes)
    output.flush()
    return String(decoding: data, as: UTF8.self)
  }

  private func escape(_ byte: UInt8) -> String {
    switch byte {
    case UInt8(ascii: "\""): "\\\""
    case UInt8(ascii: "\\"): "\\\\"
    case 0x0A: "\\n"
    case 0x0D: "\\r"
    case 0x09: "\\t"
    case 0x7F: "\\u007f"
    case 0..<0x10: "\\u000" + String(byte, radix: 16)
    case 0..<0x20: "\\u00" + String(byte, radix: 16)
    default: String(UnicodeScalar(byte))
    }
  }

  @Test("Every byte of ASCII is escaped as JSON requires, wherever it is in a text")
  func escapes() {
    for byte in 0..<0x80 as Range<UInt8> {
      for before in 0..<17 {
        let text = Array(repeating: UInt8(ascii: "a"), count: before) + [byte] + Array("é\u{1F600}b".utf8)
        let expected = String(repeating: "a", count: before) + escape(byte) + "é\u{1F600}b"
        #expect(json(text) == "\"\(expected)\"")
      }
    }
  }
}
