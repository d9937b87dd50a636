import Platform

/// What to sign in with.
public struct Credential: Sendable {
  /// How it is given to the server.
  public enum Method: Sendable, Hashable {
    /// As a migration service does, by LOGIN; where a name or a password has characters that servers misread in a
    /// quoted string, by AUTHENTICATE PLAIN if it is offered, else by LOGIN with literals.
    case automatic
    /// LOGIN, with literals for what servers misread in a quoted string.
    case login
    /// LOGIN with quoted strings, for a server that knows no literals. Only for 7-bit text.
    case quotedLogin
    /// AUTHENTICATE PLAIN (RFC 4616), to act as somebody else where a name is given.
    case plain(authorizationID: String?)
    /// AUTHENTICATE XOAUTH2, or OAUTHBEARER (RFC 7628) where only that is offered; the secret is the access token.
    case token
  }

  public var userName: String
  public var secret: Secret
  public var method: Method

  public init(userName: String, secret: Secret, method: Method = .automatic) {
    self.userName = userName
    self.secret = secret
    self.method = method
  }

  /// A name in the header of OAUTHBEARER (RFC 5801 section 4).
  fileprivate static func saslName(_ name: String) -> String {
    name.replacing("=", with: "=3D").replacing(",", with: "=2C")
  }

  /// Whether the name and the secret are 7-bit.
  public var isASCII: Bool {
    userName.utf8.allSatisfy { $0 < 0x80 } && secret.withBytes { $0.allSatisfy { $0 < 0x80 } }
  }

  /// Whether a quoted string can hold both.
  fileprivate var isPlainText: Bool { secret.isPlainText && Secret(userName).isPlainText }

  /// Whether every server reads both in a quoted string as they are meant.
  fileprivate var isUnambiguous: Bool {
    isPlainText && !userName.utf8.contains(where: Credential.isEscaped)
      && !secret.withBytes { $0.contains(where: Credential.isEscaped) }
  }

  /// Needs a backslash before it in a quoted string, which some servers do not take out.
  private static func isEscaped(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") }
}

/// A credential as it is sent to one server.
struct SignIn {
  /// What is sent at once, then after each continuation.
  var parts: [Secret]
  /// What is sent when the server asks for more than there is.
  var afterLast: Secret?
  /// The SASL message, which a server might echo in base64.
  var message: Secret?
  /// How to sign in where the server refuses the command before any of the secret was sent.
  var fallback: Credential.Method?

  static func plan(_ credential: Credential, tag: String, on connection: Connection) throws(Refusal) -> SignIn {
    guard connection.isProtected || connection.allowsPlainText else { throw .plainText }
    guard !credential.secret.contains(0), !credential.userName.utf8.contains(0) else { throw .containsNUL }
    let method = try method(for: credential, on: connection)
    switch method {
    case .automatic, .login, .quotedLogin:
      let avoidsQuotes = method != .quotedLogin && !credential.isUnambiguous
      var writer = CommandWriter(tag: tag, capabilities: connection.capabilities)
      writer.append(" LOGIN ")
      try writer.append(string: Secret(credential.userName), asLiteral: avoidsQuotes)
      writer.append(" ")
      try writer.append(string: credential.secret, asLiteral: avoidsQuotes)
      return SignIn(
        parts: try writer.finish(limit: connection.limit),
        fallback: avoidsQuotes && credential.isPlainText ? .quotedLogin : nil)
    case .plain(let authorizationID):
      guard authorizationID?.utf8.contains(0) != true else { throw .containsNUL }
      var plain = SecretWriter()
      plain.append((authorizationID ?? "").utf8)
      plain.append(0)
      plain.append(credential.userName.utf8)
      plain.append(0)
      plain.append(credential.secret)
      var signIn = try authenticate(by: "PLAIN", plain.secret, afterLast: "*\r\n", tag: tag, on: connection)
      if credential.method == .automatic, !connection.capabilities.contains("LOGINDISABLED") {
        signIn.fallback = .login
      }
      return signIn
    case .token:
      let isBearer =
        !connection.capabilities.offers(mechanism: "XOAUTH2")
        && connection.capabilities.offers(mechanism: "OAUTHBEARER")
      var message = SecretWriter()
      message.append(
        (isBearer ? "n,a=\(Credential.saslName(credential.userName)),\u{1}" : "user=\(credential.userName)\u{1}").utf8)
      message.append("auth=Bearer ".utf8)
      message.append(credential.secret)
      message.append("\u{1}\u{1}".utf8)
      // The challenge says why the token is refused; the refusal itself comes after an empty answer.
      return try authenticate(
        by: isBearer ? "OAUTHBEARER" : "XOAUTH2", message.secret, afterLast: isBearer ? "AQ==\r\n" : "\r\n", tag: tag,
        on: connection)
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

  /// RFC 6855 section 5: LOGIN is 7-bit, though many servers read UTF-8 in its literals. RFC 3501 section 6.2.3: never
  /// LOGIN where it is disabled; a mechanism that sends the password as it is would expose it as well where the
  /// connection is not protected.
  private static func method(for credential: Credential, on connection: Connection) throws(Refusal) -> Credential.Method
  {
    let isDisabled = connection.capabilities.contains("LOGINDISABLED")
    if isDisabled, !connection.isProtected { throw .loginDisabled }
    switch credential.method {
    case .plain, .token: return credential.method
    case .login, .quotedLogin:
      guard !isDisabled else { throw .loginDisabled }
      return credential.method
    case .automatic:
      let offersPlain = connection.capabilities.offers(mechanism: "PLAIN")
      if offersPlain, isDisabled || !credential.isUnambiguous { return .plain(authorizationID: nil) }
      guard !isDisabled else { throw .loginDisabled }
      return .login
    }
  }
}

extension Secret {
  func contains(_ byte: UInt8) -> Bool { withBytes { $0.contains(byte) } }

  /// Whether a quoted string can hold it: 7-bit, without line ends or NUL.
  var isPlainText: Bool { withBytes { $0.allSatisfy { $0 < 0x80 && $0 != 0x0D && $0 != 0x0A && $0 != 0 } } }
}
