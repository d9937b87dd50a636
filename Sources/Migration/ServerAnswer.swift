import YAML

/// A text by which a server is known to answer a sign-in that it does not accept.
///
/// `{number}` matches digits and `{any}` any text; letter case and a full stop at the end do
/// not matter. The whole answer must be of this form.
public struct ServerAnswer: Sendable {
  public enum Meaning: String, Sendable, CaseIterable {
    /// The server could not check the credential; the same may be sent again.
    case temporary
    /// Fewer connections or sign-ins are accepted at a time; the same may be sent again.
    case throttled
    /// Nobody can sign in from this address for a while.
    case blocked
    case refused
    case locked
    case expired
    case imapOff = "imap-off"
    case appPassword = "app-password"
    case webSignIn = "web-sign-in"
    case tlsRequired = "tls-required"
    case otherServer = "other-server"
    /// Signed in without a mailbox, as Exchange answers for several causes.
    case unconnected
  }

  private enum Part {
    case text([UInt8])
    case number
    case any
  }

  public let text: String
  public let meaning: Meaning
  /// Where the text is documented or was seen.
  public let source: String
  private let parts: [Part]

  init(_ setting: YAMLNode) throws {
    try setting.allow(["text", "means", "source"])
    text = try setting.required("text").text()
    meaning = try setting.required("means").choice()
    source = try setting.required("source").text()
    parts = ServerAnswer.parts(text)
  }

  /// Whether an answer has this form.
  public func matches(_ answer: String) -> Bool {
    ServerAnswer.match(parts[...], ServerAnswer.folded(answer)[...])
  }

  private static func parts(_ text: String) -> [Part] {
    var parts: [Part] = []
    var rest = folded(text)[...]
    while !rest.isEmpty {
      if rest.starts(with: "{number}".utf8) {
        parts.append(.number)
        rest = rest.dropFirst(8)
      } else if rest.starts(with: "{any}".utf8) {
        parts.append(.any)
        rest = rest.dropFirst(5)
      } else {
        let end = rest.dropFirst().firstIndex(of: UInt8(ascii: "{")) ?? rest.endIndex
        parts.append(.text(Array(rest[..<end])))
        rest = rest[end...]
      }
    }
    return parts
  }

  private static func folded(_ text: String) -> [UInt8] {
    var bytes = text.utf8.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }[...]
    let isIgnored = { (byte: UInt8) in byte == UInt8(ascii: " ") || byte == UInt8(ascii: ".") }
    while let last = bytes.last, isIgnored(last) { bytes.removeLast() }
    return Array(bytes.drop { $0 == UInt8(ascii: " ") })
  }

  private static func match(_ parts: ArraySlice<Part>, _ text: ArraySlice<UInt8>) -> Bool {
    guard let part = parts.first else { return text.isEmpty }
    let others = parts.dropFirst()
    switch part {
    case .text(let expected): return text.starts(with: expected) && match(others, text.dropFirst(expected.count))
    case .number:
      let digits = text.prefix { (0x30...0x39).contains($0) }
      return !digits.isEmpty && match(others, text[digits.endIndex...])
    case .any:
      return text.indices.contains { match(others, text[($0 + 1)...]) }
    }
  }
}
