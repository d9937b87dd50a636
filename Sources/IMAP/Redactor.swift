/// Finds a secret in what a server says, and masks it.
///
/// Servers echo what they do not understand. The secret is found as it is, in any case of letters, as a quoted string
/// writes it, and in base64, alone or inside a SASL message; also its beginning where the text ends within it, and its
/// lines where it has several.
public struct Redactor: Sendable {
  private struct Pattern {
    let secret: Secret
    let isBase64: Bool
  }

  /// A shorter secret, or beginning of one, is masked only where it stands as a word: it would stand in every text.
  private static let shortest = 4
  private static let mask = Array("••••".utf8)

  private var patterns: [Pattern] = []

  public init() {}

  /// Masks this one, too.
  public mutating func add(_ secret: Secret) {
    secret.withBytes { bytes in
      guard !bytes.isEmpty else { return }
      patterns.append(Pattern(secret: secret, isBase64: false))
      let lines = bytes.split { $0 == 0x0D || $0 == 0x0A }
      if lines.count > 1 || lines.first.map(\.count) != bytes.count {
        for line in lines { patterns.append(Pattern(secret: Secret(line), isBase64: false)) }
      }
      for offset in 0..<3 { addBase64(of: bytes, offset: offset) }
    }
  }

  /// Masks this message of SASL's, as it is sent: in base64.
  mutating func addBase64(_ message: Secret) { patterns.append(Pattern(secret: message, isBase64: true)) }

  /// The characters of base64 that depend on nothing but these bytes, when `offset` bytes stand before them.
  private mutating func addBase64(of bytes: UnsafeRawBufferPointer, offset: Int) {
    var padded = SecretWriter()
    for _ in 0..<offset { padded.append(0) }
    padded.append(bytes)
    var writer = SecretWriter()
    padded.secret.withBytes { Base64.encode($0, into: &writer) }
    let inner = (offset * 8 + 5) / 6..<(offset + bytes.count) * 8 / 6
    guard inner.count >= Self.shortest else { return }
    writer.secret.withBytes { text in
      patterns.append(Pattern(secret: Secret(text[inner]), isBase64: true))
    }
  }

  /// The bytes, with `••••` for every secret in them.
  public func masked(_ text: [UInt8]) -> [UInt8] {
    guard !patterns.isEmpty, !text.isEmpty else { return text }
    var result: [UInt8] = []
    var place = 0
    while place < text.count {
      guard let match = longestMatch(in: text, at: place) else {
        result.append(text[place])
        place += 1
        continue
      }
      var end = place + match.length
      if match.isBase64 {
        while end < text.count, Base64.contains(text[end]) { end += 1 }
        while let last = result.last, Base64.contains(last) { result.removeLast() }
      }
      result += Self.mask
      place = end
    }
    return result
  }

  private func longestMatch(in text: [UInt8], at place: Int) -> (length: Int, isBase64: Bool)? {
    var longest: (length: Int, isBase64: Bool)?
    for pattern in patterns {
      let length = pattern.secret.withBytes { secret in
        let verbatim = Self.match(secret, in: text, at: place, escaped: false, anyCase: !pattern.isBase64)
        return pattern.isBase64
          ? verbatim : max(verbatim, Self.match(secret, in: text, at: place, escaped: true, anyCase: true))
      }
      if length > longest?.length ?? 0 { longest = (length, pattern.isBase64) }
    }
    return longest
  }

  /// How much of the text is the secret, in bytes.
  private static func match(
    _ secret: UnsafeRawBufferPointer, in text: [UInt8], at start: Int, escaped: Bool, anyCase: Bool
  ) -> Int {
    var place = start
    var matched = 0
    while matched < secret.count, place < text.count {
      let byte = secret[matched]
      let isEscape =
        escaped && text[place] == UInt8(ascii: "\\") && (byte == UInt8(ascii: "\\") || byte == UInt8(ascii: "\""))
      if isEscape, place + 1 < text.count { place += 1 }
      let isSame = anyCase ? text[place].uppercasedASCII == byte.uppercasedASCII : text[place] == byte
      guard isSame else { return 0 }
      place += 1
      matched += 1
    }
    guard matched >= min(shortest, secret.count) else { return 0 }
    if secret.count < shortest {
      let standsAlone =
        (start == 0 || !text[start - 1].isLetterOrDigit) && (place == text.count || !text[place].isLetterOrDigit)
      guard standsAlone else { return 0 }
    }
    return place - start
  }
}
