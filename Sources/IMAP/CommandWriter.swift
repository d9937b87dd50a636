import Platform

/// Writes one command: what is sent at once, and what only after each continuation.
struct CommandWriter: ~Copyable {
  private var parts: [Secret] = []
  private var current = SecretWriter()
  private let capabilities: Capabilities

  init(tag: String, capabilities: Capabilities) {
    self.capabilities = capabilities
    append(tag)
  }

  mutating func append(_ text: String) { current.append(text.utf8) }

  mutating func append(_ secret: Secret) { current.append(secret) }

  mutating func append(string text: [UInt8]) throws(Refusal) { try append(string: Secret(text)) }

  /// A quoted string where the bytes allow it, else a literal (RFC 3501 section 4.3).
  mutating func append(string secret: Secret, asLiteral: Bool = false) throws(Refusal) {
    guard !secret.contains(0) else { throw .containsNUL }
    guard secret.isPlainText, !asLiteral else { return appendLiteral(secret) }
    append("\"")
    secret.withBytes { bytes in
      for byte in bytes {
        if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { current.append(UInt8(ascii: "\\")) }
        current.append(byte)
      }
    }
    append("\"")
  }

  /// Waits for the server's leave unless it may be done without (RFC 7888).
  private mutating func appendLiteral(_ secret: Secret) {
    let count = secret.withBytes(\.count)
    if capabilities.contains("LITERAL+") || capabilities.contains("LITERAL-") && count <= 4096 {
      append("{\(count)+}\r\n")
    } else {
      append("{\(count)}")
      endLine()
    }
    append(secret)
  }

  /// Ends a part: what follows is sent after a continuation.
  mutating func endLine() {
    append("\r\n")
    parts.append(current.secret)
    current = SecretWriter()
  }

  /// - Parameter limit: in octets, of all parts.
  consuming func finish(limit: Int) throws(Refusal) -> [Secret] {
    endLine()
    let octets = parts.reduce(0) { $0 + $1.withBytes(\.count) }
    guard octets <= limit else { throw .tooLong(octets: octets, limit: limit) }
    return parts
  }
}
