/// What to sign in with.
public struct Credential: Sendable {
  /// How it is given to the server.
  public enum Method: Sendable, Hashable {
    /// As a migration service does: LOGIN, and AUTHENTICATE PLAIN where the bytes or the server forbid LOGIN.
    case automatic
    /// LOGIN, with literals where the bytes need them.
    case login
    /// AUTHENTICATE PLAIN (RFC 4616), to act as somebody else where a name is given.
    case plain(authorizationID: String?)
    /// AUTHENTICATE XOAUTH2; the secret is the access token.
    case xoauth2
  }

  public var userName: String
  public var secret: Secret
  public var method: Method

  public init(userName: String, secret: Secret, method: Method = .automatic) {
    self.userName = userName
    self.secret = secret
    self.method = method
  }
}

/// A credential as it is sent to one server.
struct SignIn {
  /// What is sent at once, then after each continuation.
  var parts: [Secret]
  /// What is sent when the server asks for more than there is.
  var afterLast: Secret?
  /// The SASL message, which a server might echo in base64.
  var message: Secret?

  static func plan(_ credential: Credential, tag: String, on connection: Connection) throws(Refusal) -> SignIn {
    guard connection.isProtected || connection.allowsPlainText else { throw .plainText }
    guard !credential.secret.contains(0), !credential.userName.utf8.contains(0) else { throw .containsNUL }
    switch try method(for: credential, on: connection) {
    case .automatic, .login:
      var writer = CommandWriter(tag: tag, capabilities: connection.capabilities)
      writer.append(" LOGIN ")
      try writer.append(string: Secret(credential.userName))
      writer.append(" ")
      try writer.append(string: credential.secret)
      return SignIn(parts: try writer.finish(limit: connection.limit))
    case .plain(let authorizationID):
      guard authorizationID?.utf8.contains(0) != true else { throw .containsNUL }
      var plain = SecretWriter()
      plain.append((authorizationID ?? "").utf8)
      plain.append(0)
      plain.append(credential.userName.utf8)
      plain.append(0)
      plain.append(credential.secret)
      return try authenticate(by: "PLAIN", plain.secret, afterLast: "*\r\n", tag: tag, on: connection)
    case .xoauth2:
      var bearer = SecretWriter()
      bearer.append("user=\(credential.userName)\u{1}auth=Bearer ".utf8)
      bearer.append(credential.secret)
      bearer.append("\u{1}\u{1}".utf8)
      // The challenge says why the token is refused; the refusal itself comes after an empty answer.
      return try authenticate(by: "XOAUTH2", bearer.secret, afterLast: "\r\n", tag: tag, on: connection)
    }
  }

  /// What the choice depends on.
  struct Connection {
    var capabilities: Capabilities
    var isProtected: Bool
    var allowsPlainText: Bool
    var limit: Int
  }

  private static func authenticate(
    by mechanism: String, _ message: Secret, afterLast: String, tag: String, on connection: Connection
  ) throws(Refusal) -> SignIn {
    guard connection.capabilities.offers(mechanism: mechanism) else { throw .mechanismNotOffered(mechanism) }
    var base64 = SecretWriter()
    message.withBytes { Base64.encode($0, into: &base64) }
    var writer = CommandWriter(tag: tag, capabilities: connection.capabilities)
    writer.append(" AUTHENTICATE \(mechanism)")
    if connection.capabilities.contains("SASL-IR") {
      writer.append(" ")
    } else {
      writer.endLine()
    }
    writer.append(base64.secret)
    return SignIn(
      parts: try writer.finish(limit: connection.limit), afterLast: Secret(afterLast), message: base64.secret)
  }

  /// RFC 6855 section 5: LOGIN is 7-bit. RFC 3501 section 6.2.3: never LOGIN where it is disabled; a mechanism that
  /// sends the password as it is would tell it as well where the connection is not protected.
  private static func method(for credential: Credential, on connection: Connection) throws(Refusal) -> Credential.Method
  {
    let isDisabled = connection.capabilities.contains("LOGINDISABLED")
    if isDisabled, !connection.isProtected { throw .loginDisabled }
    guard credential.method == .automatic || credential.method == .login else { return credential.method }
    let isPlain = credential.secret.isPlainText && Secret(credential.userName).isPlainText
    if !isDisabled, isPlain || credential.method == .login { return .login }
    guard credential.method == .automatic else { throw .loginDisabled }
    guard connection.capabilities.offers(mechanism: "PLAIN") else {
      throw isPlain ? .loginDisabled : .mechanismNotOffered("PLAIN")
    }
    return .plain(authorizationID: nil)
  }
}

extension Secret {
  func contains(_ byte: UInt8) -> Bool { withBytes { $0.contains(byte) } }

  /// Whether a quoted string can hold it: 7-bit, without line ends or NUL.
  var isPlainText: Bool { withBytes { $0.allSatisfy { $0 < 0x80 && $0 != 0x0D && $0 != 0x0A && $0 != 0 } } }
}
