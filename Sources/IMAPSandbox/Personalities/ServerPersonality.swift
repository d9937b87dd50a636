/// How a server talks: its banner, its capabilities, the words of its answers, the names of its mailboxes.
struct ServerPersonality: Sendable {
  /// What a server does with a SASL PLAIN authorization identity (RFC 4616) that is not the one who signs in.
  enum Authorization: Sendable {
    case refused
    /// The admin acts for the other.
    case honoured
    /// It is not looked at: the admin's own mailbox is opened.
    case ignored
  }

  /// An answer that servers word differently.
  enum Line: Hashable, Sendable {
    case signedIn, authenticated
    case refused, authenticateRefused, notAllowed, actingRefused
    case tlsForLogin, tlsForAuthenticate, tlsBegins
    case unknownMechanism, badBase64, cancelled
    case missing, denied, invalid, examined, selected
    case badCommand, badArguments, tooManyBad, tooLong
    case completed, bye
  }

  /// The greeting behind `* OK `; `{capabilities}` is replaced by the list.
  var greeting = "IMAP4rev1 server ready"
  /// The capabilities before the sign-in; STARTTLS and LOGINDISABLED are put in where they apply.
  var before = "IMAP4rev1 SASL-IR ID LITERAL+ AUTH=PLAIN"
  /// The capabilities after it.
  var after =
    "IMAP4rev1 ID LITERAL+ NAMESPACE CHILDREN UIDPLUS QUOTA ESEARCH LIST-EXTENDED LIST-STATUS STATUS=SIZE SPECIAL-USE"
  /// The list of the answer to ID; nil where the server does not know ID.
  var id: String? = "\"name\" \"sandbox\""
  /// `{mailbox}`, `{command}`, `{Command}`, `{user}`, `{server}` and `{capabilities}` are filled in; of several lines,
  /// the last one gets the tag.
  var lines: [Line: String] = [:]
  var tree = MailboxTree()
  var quotesMailboxes = false
  var authorization = Authorization.refused
  /// Without an admin, even one's own name is refused as an authorization identity.
  var refusesOwnAuthorization = false
  /// A sign-in for a mailbox that does not exist succeeds; only opening it fails.
  var admitsUnknownMailboxes = false
  /// Letter case does not matter in names of accounts.
  var foldsCase = true
  /// The admin can sign in alone, too.
  var admitsAdminAlone = true
  /// Passwords are refused, whatever they are: only tokens count.
  var requiresTokens = false
  /// SASL's first answer may be in the command although SASL-IR (RFC 4959) is not offered.
  var toleratesInitialResponse = false
  /// The longest command, literals included, in bytes.
  var commandLimit = 65_536
  /// After so many bad commands the connection ends.
  var badCommandLimit = 10

  func text(_ line: Line) -> String { lines[line] ?? ServerPersonality.common[line]! }

  private static let common: [Line: String] = [
    .signedIn: "OK LOGIN completed", .authenticated: "OK AUTHENTICATE completed",
    .refused: "NO [AUTHENTICATIONFAILED] Authentication failed",
    .authenticateRefused: "NO [AUTHENTICATIONFAILED] Authentication failed",
    .notAllowed: "NO [AUTHORIZATIONFAILED] Authorization failed",
    .actingRefused: "NO [AUTHENTICATIONFAILED] Authentication failed",
    .tlsForLogin: "NO [PRIVACYREQUIRED] STARTTLS required",
    .tlsForAuthenticate: "NO [PRIVACYREQUIRED] STARTTLS required",
    .tlsBegins: "OK Begin TLS negotiation now",
    .unknownMechanism: "NO Unsupported authentication mechanism", .badBase64: "BAD Invalid base64",
    .cancelled: "BAD Authentication cancelled",
    .missing: "NO [NONEXISTENT] Mailbox does not exist", .denied: "NO [NOPERM] Permission denied",
    .invalid: "NO [CANNOT] Invalid mailbox name", .examined: "OK [READ-ONLY] EXAMINE completed",
    .selected: "OK [READ-WRITE] SELECT completed",
    .badCommand: "BAD Unknown command", .badArguments: "BAD Error in arguments: {problem}",
    .tooManyBad: "* BYE Too many bad commands",
    .tooLong: "* BYE Command line too long", .completed: "OK {command} completed", .bye: "* BYE Logging out",
  ]
}
