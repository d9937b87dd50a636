import Platform

/// Words of a server, made safe to be shown: control and invisible characters are visible, secrets are masked, and
/// there is an end to it.
public struct ServerText: Sendable, Hashable, CustomStringConvertible {
  public let text: String
  /// False where they came without TLS: anybody on the way can have written them.
  public let isProtected: Bool

  /// Words of our own, or none.
  public init(_ text: String = "", isProtected: Bool = true) {
    self.text = text
    self.isProtected = isProtected
  }

  /// - Parameters:
  ///   - bytes: as the server sent them, secrets masked already.
  ///   - limit: in characters; what is left out shows as `…`.
  public init(showing bytes: some Collection<UInt8>, limit: Int, isProtected: Bool = true) {
    text = Self.visible(bytes, limit: limit)
    self.isProtected = isProtected
  }

  public var description: String { text }

  /// Control characters in caret notation, bytes that are no UTF-8 as `\xHH`, characters that do not show or change
  /// the direction of others as `\u{…}`.
  static func visible(_ bytes: some Collection<UInt8>, limit: Int) -> String {
    var text = ""
    var rest = bytes.makeIterator()
    var parser = Unicode.UTF8.ForwardParser()
    var place = bytes.startIndex
    for _ in 0..<limit {
      switch parser.parseScalar(from: &rest) {
      case .valid(let encoded):
        bytes.formIndex(&place, offsetBy: encoded.count)
        append(Unicode.UTF8.decode(encoded), to: &text)
      case .error(let length):
        for _ in 0..<length {
          text += "\\x" + Hexadecimal.uppercase(bytes[place], digits: 2)
          bytes.formIndex(after: &place)
        }
      case .emptyInput:
        return text
      }
    }
    return place == bytes.endIndex ? text : text + "…"
  }

  private static func append(_ scalar: Unicode.Scalar, to text: inout String) {
    switch scalar.value {
    case 0x20...0x7E: text.unicodeScalars.append(scalar)
    case 0..<0x20: text += "^" + String(Unicode.Scalar(UInt8(scalar.value + 0x40)))
    case 0x7F: text += "^?"
    default:
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned:
        text += "\\u{" + Hexadecimal.uppercase(scalar.value) + "}"
      default: text.unicodeScalars.append(scalar)
      }
    }
  }
}
