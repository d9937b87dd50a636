import Platform

/// The international mailbox naming convention (RFC 3501 section 5.1.3).
enum ModifiedUTF7 {
  private static let shift = UInt8(ascii: "&")
  private static let unshift = UInt8(ascii: "-")
  private static let printable: ClosedRange<UInt8> = 0x20...0x7E

  static func encode(_ text: String) -> [UInt8] {
    var bytes: [UInt8] = []
    var units: [UInt16] = []
    func flush() {
      guard !units.isEmpty else { return }
      bytes.append(shift)
      appendBase64(units, to: &bytes)
      bytes.append(unshift)
      units.removeAll()
    }
    for unit in text.utf16 {
      if let byte = UInt8(exactly: unit), printable.contains(byte) {
        flush()
        bytes.append(byte)
        if byte == shift { bytes.append(unshift) }
      } else {
        units.append(unit)
      }
    }
    flush()
    return bytes
  }

  /// The name; nil where the bytes are not what an encoder may make: an 8-bit or control character, a shift without
  /// an end, padding or bits left over, half a surrogate pair, ASCII in base64, two runs of base64 side by side.
  static func decode(_ bytes: [UInt8]) -> String? {
    var units: [UInt16] = []
    var place = 0
    var endOfRun = -1
    while place < bytes.count {
      let byte = bytes[place]
      guard printable.contains(byte) else { return nil }
      guard byte == shift else {
        units.append(UInt16(byte))
        place += 1
        continue
      }
      guard let end = bytes[place...].firstIndex(of: unshift) else { return nil }
      if end == place + 1 {
        units.append(UInt16(shift))
      } else {
        guard endOfRun != place, let run = decodeBase64(bytes[(place + 1)..<end]) else { return nil }
        units += run
        endOfRun = end + 1
      }
      place = end + 1
    }
    return isWhole(units) ? String(decoding: units, as: UTF16.self) : nil
  }

  /// Whether every surrogate has its other half.
  private static func isWhole(_ units: [UInt16]) -> Bool {
    var codec = UTF16()
    var rest = units.makeIterator()
    while true {
      switch codec.decode(&rest) {
      case .scalarValue: continue
      case .emptyInput: return true
      case .error: return false
      }
    }
  }

  private static func appendBase64(_ units: [UInt16], to bytes: inout [UInt8]) {
    var group: UInt32 = 0
    var bits: UInt32 = 0
    func append(_ value: UInt32) {
      let character = Base64.character(of: UInt8(value & 63))
      bytes.append(character == UInt8(ascii: "/") ? UInt8(ascii: ",") : character)
    }
    for unit in units {
      group = group << 16 | UInt32(unit)
      bits += 16
      while bits >= 6 {
        bits -= 6
        append(group >> bits)
      }
      group &= (1 << bits) - 1
    }
    if bits > 0 { append(group << (6 - bits)) }
  }

  private static func decodeBase64(_ text: ArraySlice<UInt8>) -> [UInt16]? {
    var units: [UInt16] = []
    var group: UInt32 = 0
    var bits: UInt32 = 0
    for character in text {
      guard character != UInt8(ascii: "/"),
        let value = Base64.value(of: character == UInt8(ascii: ",") ? UInt8(ascii: "/") : character)
      else { return nil }
      group = group << 6 | UInt32(value)
      bits += 6
      guard bits >= 16 else { continue }
      bits -= 16
      let unit = UInt16(truncatingIfNeeded: group >> bits)
      if let byte = UInt8(exactly: unit), printable.contains(byte) { return nil }
      units.append(unit)
      group &= (1 << bits) - 1
    }
    return bits < 6 && group == 0 && !units.isEmpty ? units : nil
  }
}
