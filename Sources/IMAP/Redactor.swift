import Platform

/// Finds pieces of a secret in what a server says, and masks them.
///
/// Servers echo what they do not understand, whole or from where their parser lost the thread. Every run of four or
/// more characters of the secret is masked, in any letter case, as it is and in the forms of ``DecodedText``, and in
/// base64, alone or inside a SASL message. A secret of fewer characters is masked where it is a word.
public struct Redactor: Sendable {
  /// Shorter runs are in every text.
  private static let shortestRun = 4
  private static let mask = Array("••••".utf8)

  private var secrets: [Secret] = []
  private var encoded: [Secret] = []

  public init() {}

  /// Masks this secret, too.
  public mutating func add(_ secret: Secret) {
    guard !secret.isEmpty else { return }
    secrets.append(secret)
    addBase64(ofEveryAlignment: secret)
    var quoted = SecretWriter()
    secret.withBytes { bytes in
      for byte in bytes {
        if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { quoted.append(UInt8(ascii: "\\")) }
        quoted.append(byte)
      }
    }
    if quoted.count != secret.withBytes(\.count) { addBase64(ofEveryAlignment: quoted.secret) }
  }

  /// Masks this SASL message, as it is sent: in base64.
  mutating func addBase64(_ message: Secret) { encoded.append(message) }

  private mutating func addBase64(ofEveryAlignment secret: Secret) {
    for offset in 0..<3 { secret.withBytes { addBase64(of: $0, offset: offset) } }
  }

  /// The characters of base64 that depend on nothing but these bytes, when `offset` bytes come before them.
  private mutating func addBase64(of bytes: UnsafeRawBufferPointer, offset: Int) {
    var padded = SecretWriter()
    for _ in 0..<offset { padded.append(0) }
    padded.append(bytes)
    var writer = SecretWriter()
    padded.secret.withBytes { Base64.encode($0, into: &writer) }
    let inner = (offset * 8 + 5) / 6..<(offset + bytes.count) * 8 / 6
    guard inner.count >= Self.shortestRun else { return }
    writer.secret.withBytes { text in
      encoded.append(Secret(text[inner]))
    }
  }

  /// The bytes, with `••••` in place of every piece of a secret.
  public func masked(_ text: [UInt8]) -> [UInt8] {
    guard !secrets.isEmpty || !encoded.isEmpty, !text.isEmpty else { return text }
    var covered = [Bool](repeating: false, count: text.count)
    var isCovered = false
    cover(text, shortest: Self.shortestRun) { range in
      isCovered = true
      for place in range { covered[place] = true }
    }
    guard isCovered else { return text }
    var result: [UInt8] = []
    for place in text.indices {
      if !covered[place] {
        result.append(text[place])
      } else if place == 0 || !covered[place - 1] {
        result += Self.mask
      }
    }
    return result
  }

  /// Whether a text has anything in common with a secret: a run of three characters, or a word of two.
  ///
  /// An error of a parser shows what is left of a command after the parser has lost the thread; what a mask leaves of
  /// such a text may still be a piece of the secret.
  func sharesAnything(with text: [UInt8]) -> Bool {
    var shares = false
    cover(text, shortest: Self.shortestRun - 1) { _ in shares = true }
    guard !shares else { return true }
    let words = (text.split { !$0.isLetterOrDigit } + text.split(separator: UInt8(ascii: " "))).filter { $0.count > 1 }
    return secrets.contains { secret in
      secret.withBytes { secret in
        words.contains { word in RunFinder(secret).longestRun(in: word, at: word.startIndex) == word.count }
      }
    }
  }

  private func cover(_ text: [UInt8], shortest: Int, _ body: (Range<Int>) -> Void) {
    for form in DecodedText.forms(of: text) {
      for secret in secrets {
        secret.withBytes { Self.cover(form, $0, shortest: shortest, body) }
      }
    }
    guard !encoded.isEmpty else { return }
    let standard = text.map(Base64.standard)
    for message in encoded {
      message.withBytes { message in
        let finder = RunFinder(message, anyCase: false)
        var place = 0
        while place < standard.count {
          let length = finder.longestRun(in: standard[...], at: place)
          guard length >= Self.shortestRun else {
            place += 1
            continue
          }
          let start = standard[..<place].lastIndex { !Base64.contains($0) }.map { $0 + 1 } ?? 0
          let end = standard[place...].firstIndex { !Base64.contains($0) } ?? standard.count
          body(start..<end)
          place = end
        }
      }
    }
  }

  private static func cover(
    _ form: DecodedText, _ secret: UnsafeRawBufferPointer, shortest: Int, _ body: (Range<Int>) -> Void
  ) {
    let finder = RunFinder(secret)
    let least = min(shortest, secret.count)
    var place = 0
    while place < form.bytes.count {
      let length = finder.longestRun(in: form.bytes[...], at: place)
      if length >= least, secret.count >= shortest || form.isWord(place..<place + length) {
        body(form.origins[place].lowerBound..<form.origins[place + length - 1].upperBound)
      }
      // A longer run may begin within this one.
      place += 1
    }
  }
}

/// Finds what a text and a secret have in common.
private struct RunFinder {
  private let secret: UnsafeRawBufferPointer
  private let anyCase: Bool
  /// The bytes that occur in the secret.
  private var low: UInt64 = 0, high: UInt64 = 0
  private var hasOthers = false

  init(_ secret: UnsafeRawBufferPointer, anyCase: Bool = true) {
    self.secret = secret
    self.anyCase = anyCase
    for byte in secret {
      let byte = anyCase ? byte.uppercasedASCII : byte
      if byte < 64 {
        low |= 1 << UInt64(byte)
      } else if byte < 128 {
        high |= 1 << UInt64(byte - 64)
      } else {
        hasOthers = true
      }
    }
  }

  /// The length of the longest piece of the secret that the text has at a place.
  func longestRun(in text: ArraySlice<UInt8>, at place: Int) -> Int {
    guard contains(text[place]) else { return 0 }
    var longest = 0
    for start in secret.indices where secret.count - start > longest {
      var length = 0
      while start + length < secret.count, place + length < text.endIndex,
        isSame(secret[start + length], text[place + length])
      {
        length += 1
      }
      longest = max(longest, length)
    }
    return longest
  }

  private func contains(_ byte: UInt8) -> Bool {
    let byte = anyCase ? byte.uppercasedASCII : byte
    if byte < 64 { return low >> UInt64(byte) & 1 == 1 }
    return byte < 128 ? high >> UInt64(byte - 64) & 1 == 1 : hasOthers
  }

  private func isSame(_ one: UInt8, _ other: UInt8) -> Bool {
    anyCase ? one.uppercasedASCII == other.uppercasedASCII : one == other
  }
}

extension Secret {
  fileprivate var isEmpty: Bool { withBytes(\.isEmpty) }
}
