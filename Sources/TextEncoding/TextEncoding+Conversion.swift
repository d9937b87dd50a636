import CICU

extension TextEncoding {
  /// UTF-8 text in this encoding, without a byte order mark; nil where it has no bytes for a character.
  public func encode(_ text: [UInt8]) -> [UInt8]? {
    guard !text.isEmpty else { return [] }
    return text.withUnsafeBufferPointer { text in
      text.withMemoryRebound(to: CChar.self) { text in
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: text.count * 4 + 16) { output in
          let count = cicu_encode(converter, text.baseAddress!, text.count, output.baseAddress!, output.count)
          return count < 0 ? nil : output[..<Int(count)].map { UInt8(bitPattern: $0) }
        }
      }
    }
  }

  /// The text that bytes of this encoding encode; what fits no character becomes U+FFFD.
  public func decode(_ bytes: [UInt8]) -> String {
    bytes.withUnsafeBytes { bytes in
      ConvertedText(bytes, encoding: self).map { text in
        withExtendedLifetime(text) { String(decoding: text.utf8, as: UTF8.self) }
      } ?? ""
    }
  }
}
