/// A form that values of a column have.
public enum ValueFormat: String, Sendable, CaseIterable, CustomStringConvertible {
  /// An SMTP mailbox.
  case address
  /// A sign-in name of Microsoft 365: an ordinary address.
  case upn
  /// `8-4-4-4-12` hexadecimal digits, perhaps in braces (RFC 9562, section 4).
  case guid
  /// `\\server\share`, perhaps with folders behind it.
  case unc
  /// `https://…` (RFC 3986).
  case url
  /// `\folder` or `\` alone.
  case publicFolder = "public-folder"
  /// An address with a dot in its domain, of whatever letters.
  case email
  /// The digits of a GUID, with its hyphens or without.
  case uuid
  /// A scheme, a colon and something behind it (RFC 3986).
  case uri
  /// A whole number, perhaps with a sign.
  case integer
  /// A number with or without a fraction or an exponent, with a point.
  case decimal
  /// `2026-11-23` (RFC 3339).
  case date

  public var description: String {
    switch self {
    case .address: "an e-mail address"
    case .upn: "a user principal name such as alberta@contoso.com"
    case .guid: "a GUID such as 9f1c2a34-5b6d-4e7f-8a90-1b2c3d4e5f60"
    case .unc: "a network path such as \\\\server\\share"
    case .url: "a URL such as https://contoso.sharepoint.com/sites/sales"
    case .publicFolder: "a folder's path that begins with \\"
    case .email: "an e-mail address"
    case .uuid: "a UUID such as 9f1c2a34-5b6d-4e7f-8a90-1b2c3d4e5f60"
    case .uri: "a URI such as https://contoso.com or urn:isbn:0451450523"
    case .integer: "a whole number"
    case .decimal: "a number"
    case .date: "a date such as 2026-11-23"
    }
  }

  /// Whether a text has the form.
  public func fits(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    switch self {
    case .address: (try? Address.parse(text).get()) != nil
    case .upn: (try? Address.parse(text).get())?.traits.isEmpty == true
    case .guid: ValueFormat.isGUID(text)
    case .unc: ValueFormat.isNetworkPath(text)
    case .url: ValueFormat.isURL(text)
    case .publicFolder:
      text.first == UInt8(ascii: "\\") && !text.starts(with: [UInt8(ascii: "\\"), UInt8(ascii: "\\")])
    case .email:
      (try? Address.parse(text).get())?.traits.isSubset(of: [.internationalLocalPart, .internationalDomain]) == true
    case .uuid: ValueFormat.isGUID(text) || text.count == 32 && text.allSatisfy(ValueFormat.isHexadecimal)
    case .uri: ValueFormat.isURI(text)
    case .integer:
      text.first.map { text.dropFirst("+-".utf8.contains($0) ? 1 : 0) }.map {
        !$0.isEmpty && $0.allSatisfy(ValueFormat.isDigit)
      } ?? false
    case .decimal: ValueFormat.isDecimal(text)
    case .date: ValueFormat.isDate(text)
    }
  }

  private static func isGUID(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    let hasBraces = text.count == 38 && text[0] == UInt8(ascii: "{") && text[37] == UInt8(ascii: "}")
    guard text.count == 36 || hasBraces else { return false }
    let digits = hasBraces ? text[1..<37] : text[...]
    return digits.enumerated().allSatisfy { index, byte in
      [8, 13, 18, 23].contains(index) ? byte == UInt8(ascii: "-") : isHexadecimal(byte)
    }
  }

  /// Two backslashes, a server's name, a backslash, a share's name; nothing that Windows keeps out of names.
  private static func isNetworkPath(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard text.starts(with: [UInt8(ascii: "\\"), UInt8(ascii: "\\")]) else { return false }
    let parts = text[2...].split(separator: UInt8(ascii: "\\"), omittingEmptySubsequences: false)
    let names = parts.last?.isEmpty == true ? parts.dropLast() : parts[...]
    return names.count >= 2
      && names.allSatisfy { name in
        !name.isEmpty && !name.contains { byte in "<>:\"/|?*".utf8.contains(byte) || byte < 0x20 }
      }
  }

  private static func isURL(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    let whole = String(decoding: text, as: UTF8.self)
    guard let scheme = ["https://", "http://"].first(where: { whole.lowercased().hasPrefix($0) }) else { return false }
    let host = whole.dropFirst(scheme.count).prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    return host.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { !$0.isEmpty } && !host.isEmpty
      && !text.contains { $0 <= 0x20 || "<>\"\\^`{|}".utf8.contains($0) }
  }

  private static func isURI(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let colon = text.firstIndex(of: UInt8(ascii: ":")), colon > 0, colon + 1 < text.count,
      (text[0] | 0x20) &- 0x61 < 26
    else { return false }
    return text[..<colon].allSatisfy { ($0 | 0x20) &- 0x61 < 26 || isDigit($0) || "+-.".utf8.contains($0) }
      && !text.contains { $0 <= 0x20 || $0 >= 0x7F || "<>\"\\^`{|}".utf8.contains($0) }
  }

  private static func isHexadecimal(_ byte: UInt8) -> Bool { isDigit(byte) || (byte | 0x20) &- 0x61 < 6 }

  private static func isDecimal(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard text.allSatisfy({ isDigit($0) || "+-.eE".utf8.contains($0) }), text.contains(where: isDigit) else {
      return false
    }
    return Double(String(decoding: text, as: UTF8.self)) != nil
  }

  private static func isDate(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard text.count == 10, text[4] == UInt8(ascii: "-"), text[7] == UInt8(ascii: "-") else { return false }
    let parts = String(decoding: text, as: UTF8.self).split(separator: "-").compactMap {
      $0.utf8.allSatisfy(isDigit) ? Int($0) : nil
    }
    guard parts.count == 3, (1...12).contains(parts[1]) else { return false }
    let isLeap = parts[0] % 4 == 0 && (parts[0] % 100 != 0 || parts[0] % 400 == 0)
    let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return (1...days[parts[1] - 1]).contains(parts[2])
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }
}
