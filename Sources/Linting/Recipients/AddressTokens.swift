/// The addresses of a cell: `SMTP:a@x smtp:b@x`, `SMTP:a@x+smtp:b@x`, `{a@x, b@x}`, or one address.
///
/// Addresses of other schemes, such as `X500:` and `SIP:`, are left out.
struct AddressTokens {
  private let text: UnsafePointer<UInt8>
  private let count: Int
  private let roles: UnsafePointer<Role>
  private var position = 0
  /// The cell contains the name of a .NET type instead of addresses.
  private(set) var isTypeName = false

  /// - Parameter isList: spaces, commas, semicolons and a plus sign before a scheme separate addresses.
  init(_ text: UnsafePointer<UInt8>, _ count: Int, isList: Bool) {
    (self.text, self.count) = (text, count)
    roles = isList ? AddressTokens.rolesInLists : AddressTokens.rolesInNames
  }

  /// What a byte is to the reading of addresses.
  private enum Role: UInt8 { case ordinary, separator, at, colon, plus }

  /// By byte. They live as long as the program.
  private nonisolated(unsafe) static let rolesInLists = roles(isList: true)
  private nonisolated(unsafe) static let rolesInNames = roles(isList: false)

  private static func roles(isList: Bool) -> UnsafePointer<Role> {
    let roles = UnsafeMutablePointer<Role>.allocate(capacity: 256)
    for byte in UInt8.min...UInt8.max {
      let isSeparator = byte <= 0x20 || isList && ",;{}\"".utf8.contains(byte)
      roles[Int(byte)] =
        switch byte {
        case UInt8(ascii: "@"): .at
        case UInt8(ascii: ":"): .colon
        case UInt8(ascii: "+") where isList: .plus
        default: isSeparator ? .separator : .ordinary
        }
    }
    return UnsafePointer(roles)
  }

  mutating func next() -> (text: UnsafePointer<UInt8>, count: Int)? {
    while position < count {
      while position < count, roles[Int(text[position])] == .separator { position &+= 1 }
      let start = position
      var at = -1
      var colon = -1
      scan: while position < count {
        switch roles[Int(text[position])] {
        case .ordinary: break
        case .separator: break scan
        case .at: at = position
        case .colon: if at < 0, colon < 0 { colon = position }
        case .plus: if colon >= 0, beginsScheme(position + 1) { break scan }
        }
        position &+= 1
      }
      let end = position
      if position < count { position += 1 }
      if at < 0 {
        noteTypeName(start, end)
        continue
      }
      guard colon < 0 || isSMTP(start, colon) else { continue }
      let first = colon < 0 ? start : colon + 1
      if first < at, at + 1 < end { return (text + first, end - first) }
    }
    return nil
  }

  private func isSMTP(_ start: Int, _ end: Int) -> Bool {
    end - start == 4 && zip(start..<end, "smtp".utf8).allSatisfy { text[$0] | 0x20 == $1 }
  }

  /// Letters and digits up to a colon.
  private func beginsScheme(_ start: Int) -> Bool {
    var offset = start
    while offset < count, text[offset] | 0x20 &- 0x61 < 26 || text[offset] &- 0x30 < 10 { offset += 1 }
    return offset > start && offset < count && text[offset] == UInt8(ascii: ":")
  }

  private mutating func noteTypeName(_ start: Int, _ end: Int) {
    for name in ["Microsoft.Exchange.Data.", "System.String[]", "System.Collections."]
    where end - start >= name.utf8.count {
      if zip(start..<end, name.utf8).allSatisfy({ text[$0] == $1 }) { isTypeName = true }
    }
  }
}
