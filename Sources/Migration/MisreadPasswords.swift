import YAML

/// Passwords that a server is known to misread in the quoted string of a LOGIN (RFC 3501 section 4.3).
public struct MisreadPasswords: Sendable {
  /// One of these is in the password.
  public let characters: String
  /// And one of these; nil where the former alone are misread.
  public let beside: String?

  init(_ setting: YAMLNode) throws {
    try setting.allow(["characters", "beside", "source"])
    characters = try MisreadPasswords.characters(setting.required("characters"))
    beside = try setting["beside"].map(MisreadPasswords.characters)
    _ = try setting.required("source").text()
  }

  private static func characters(_ setting: YAMLNode) throws -> String {
    let text = try setting.text()
    guard !text.isEmpty, text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
      throw setting.error("expected printable ASCII characters")
    }
    return text
  }

  /// Whether a password is one of them.
  public func contains(_ password: some Sequence<UInt8>) -> Bool {
    func isIn(_ text: String) -> Bool { password.contains { text.utf8.contains($0) } }
    return isIn(characters) && (beside.map(isIn) ?? true)
  }
}
