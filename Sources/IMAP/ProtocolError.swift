/// What a server sent that no session goes on after. The reply's stage says when.
public enum ProtocolError: Error, Sendable, Hashable {
  /// No IMAP server greets like that.
  case notIMAP(Service)
  /// A response is longer than `limit` octets.
  case responseTooLong(limit: Int)
  /// A literal was announced that would make its response longer than `limit` octets. None of it was read.
  case literalTooLong(announced: UInt64, limit: Int)
  /// More than `limit` untagged responses to one command.
  case tooManyResponses(limit: Int)
  /// More than `limit` octets in the responses to one command.
  case tooManyOctets(limit: Int)
  /// A reply to a command that was not sent, or not yet to be answered.
  case foreignTag
  /// A line that is neither untagged, nor tagged, nor a continuation.
  case unreadable
  /// `+` where nothing more was to be sent.
  case unexpectedContinuation
  /// Bytes arrived between STARTTLS's OK and the handshake: injected into the connection, or a broken server.
  case bytesBeforeHandshake
  /// Text instead of a TLS record: the port speaks without TLS, or STARTTLS failed after its OK.
  case plainTextInsteadOfTLS(Service)
}

/// Who speaks, by the first line.
public enum Service: Sendable, Hashable {
  case imap, pop3, smtp, http, ssh, tls
  /// A sentence, such as "Your IP address is blocked".
  case prose

  init(firstLine line: some Collection<UInt8>) {
    func starts(_ prefix: String) -> Bool { line.starts(with: prefix.utf8) }
    func startsWithCode(_ codes: [String]) -> Bool {
      codes.contains { starts($0 + " ") || starts($0 + "-") }
    }
    self =
      if starts("* OK") || starts("* PREAUTH") || starts("* BYE") {
        .imap
      } else if starts("+OK") || starts("-ERR") {
        .pop3
      } else if startsWithCode(["220", "421", "554"]) {
        .smtp
      } else if starts("HTTP/") {
        .http
      } else if starts("SSH-") {
        .ssh
      } else if let first = line.first, Service.isTLS(first) {
        .tls
      } else {
        .prose
      }
  }

  /// Whether a record of TLS starts so: a handshake, an alert.
  static func isTLS(_ first: UInt8) -> Bool { first == 0x15 || first == 0x16 }
}

/// Why a session did not do what it was asked for, without asking the server.
public enum Refusal: Error, Sendable, Hashable {
  /// The server greets as if somebody had signed in, which leaves no credential to be tried and forbids STARTTLS.
  case preauthenticated
  /// STARTTLS was asked for and is not offered: perhaps taken out on the way.
  case startTLSNotOffered
  /// A credential would go over an unprotected connection.
  case plainText
  /// The server forbids signing in by LOGIN and offers no other way (RFC 3501 section 6.2.3).
  case loginDisabled
  /// The credential needs a mechanism that the server does not offer.
  case mechanismNotOffered(String)
  /// A NUL in it: IMAP and SASL have no way to send one.
  case containsNUL
  /// The command would have more octets than servers read.
  case tooLong(octets: Int, limit: Int)
}
