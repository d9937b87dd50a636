/// What a client sees of each fault, by the patterns with which a probe distinguishes them.
enum FaultScenes {
  /// What a client sees of it: a pattern for what comes, and what becomes of the connection.
  enum Seen: Sendable {
    /// The greeting; and whether the connection then ends.
    case greeting(String, ends: Bool)
    case nothing
    case end, reset
    /// The answer to a sign-in that is right, all lines joined by `|`.
    case signIn(String, ends: Bool = false)
    case pour(String, atLeast: Int)
    /// The answer to EXAMINE INBOX after a sign-in that went well.
    case mailbox(String)
    /// A command of its own after the sign-in, and its answer.
    case answer(to: String, String)
  }

  static let all: [(order: String, seen: Seen)] = [
    ("bye-throttled", .greeting(#"\* BYE .*[Tt]oo many"#, ends: true)),
    ("bye-bandwidth", .greeting(#"\* BYE .*bandwidth"#, ends: true)),
    ("bye", .greeting(#"\* BYE (?!.*(too many|connections|limit|bandwidth|busy))"#, ends: true)),
    ("prose", .greeting(#"[^*].* \* BYE"#, ends: true)),
    ("pop3", .greeting(#"\+OK "#, ends: false)),
    ("smtp", .greeting("220 ", ends: false)),
    ("http", .greeting(#"HTTP/1\.1 400"#, ends: true)),
    ("ssh", .greeting(#"SSH-2\.0-"#, ends: false)),
    ("garbage", .greeting(#"\x16\x03\x01"#, ends: false)),
    ("preauth", .greeting(#"\* PREAUTH "#, ends: false)),
    ("silence", .nothing),
    ("late-greeting:60", .nothing),
    ("close-before-greeting", .end),
    ("reset-before-greeting", .reset),
    ("refused", .signIn(#"a NO \[AUTHENTICATIONFAILED\]"#)),
    ("authorization-failed", .signIn(#"a NO \[AUTHORIZATIONFAILED\]"#)),
    ("password-expired", .signIn(#"a NO \[EXPIRED\] (?!.*expired)"#)),
    ("password-must-change", .signIn("a NO [^\\[]*must be changed")),
    ("account-closed", .signIn(#"a NO \[CONTACTADMIN\]"#)),
    ("account-disabled", .signIn("a NO [^\\[]*disabled")),
    ("account-locked", .signIn("a NO [^\\[]*locked")),
    ("privacy-required", .signIn(#"a NO \[PRIVACYREQUIRED\]"#)),
    ("unavailable", .signIn(#"a NO \[UNAVAILABLE\]"#)),
    ("in-use", .signIn(#"a NO \[INUSE\]"#)),
    ("server-bug", .signIn(#"a NO \[SERVERBUG\]"#)),
    ("try-again", .signIn("a NO [^\\[]*try again")),
    ("bye-temporary", .signIn(#"\* BYE Temporary"#, ends: true)),
    ("limit", .signIn(#"a NO \[LIMIT\]"#)),
    ("too-many", .signIn("a NO [^\\[]*Too many open connections")),
    ("simultaneous", .signIn("a NO .*Too many simultaneous connections")),
    ("throttled:750", .signIn(#"a BAD Request is throttled\. Suggested Backoff Time: 750 milliseconds"#)),
    ("app-password", .signIn("a NO .*Application-specific password required")),
    ("web-alert", .signIn(#"a NO \[WEBALERT https://[^\]]*\] Web login"#)),
    ("imap-disabled", .signIn("a NO .*not enabled for IMAP")),
    ("referral", .signIn(#"a NO \[REFERRAL imap://.*\] .*wrong host"#)),
    ("login-bad", .signIn("a BAD (?!.*throttled)")),
    ("drop", .signIn("$", ends: true)),
    ("bye-drop", .signIn(#"\* BYE (?!.*([Tt]oo many|[Tt]emporar))"#, ends: true)),
    ("slow:1", .signIn("a OK ")),
    ("no-answer", .signIn("$")),
    ("ok-throttled", .signIn(#"a OK \[THROTTLED\]"#)),
    ("foreign-tag", .signIn("zz99 OK ")),
    ("half-line", .signIn("a OK LOGIN comp$", ends: true)),
    ("no-text", .signIn("a NO$")),
    ("bare-lf", .signIn(#"\* OK .*\|a OK "#)),
    ("nul-bytes", .signIn("a NO .*\u{0}")),
    ("echo-password", .signIn("a NO .*Wren-4821")),
    ("echo-base64", .signIn("a NO .*AGFsYmVydGFAY29udG9zby5jb20AV3Jlbi00ODIx")),
    ("control-characters", .signIn("a NO .*\u{1B}")),
    ("huge-literal", .pour(#"\* LIST .*\{4294967296\}\r\n"#, atLeast: 2_000_000)),
    ("endless-untagged", .pour(#"(\* OK Still here\r\n){1000}"#, atLeast: 2_000_000)),
    ("endless-line", .pour(#"\* OK [^\r\n]{900}"#, atLeast: 2_000_000)),
    ("mailbox-missing", .mailbox(#"a NO \[NONEXISTENT\] Mailbox does not exist"#)),
    ("mailbox-nonexistent", .mailbox(#"a NO \[NONEXISTENT\] (?!.*not exist)"#)),
    ("mailbox-hidden", .mailbox("a NO Mailbox doesn't exist: INBOX")),
    ("mailbox-denied", .mailbox(#"a NO \[NOPERM\]"#)),
    ("mailbox-noperm", .mailbox(#"a NO \[NOPERM\]"#)),
    ("not-connected", .mailbox(#"a BAD User is authenticated but not connected\."#)),
    ("mailbox-server-bug", .mailbox(#"a NO \[SERVERBUG\]"#)),
    ("mailbox-corrupt", .mailbox(#"a NO \[CORRUPTION\]"#)),
    ("mailbox-unavailable", .mailbox(#"a NO \[UNAVAILABLE\]"#)),
    ("mailbox-cannot", .mailbox(#"a NO \[CANNOT\]"#)),
    ("mailbox-utf7", .mailbox("a NO .*not valid mUTF-7")),
    ("no-folders", .mailbox(#"a NO \[NONEXISTENT\]"#)),
    ("many-messages:600000", .answer(to: "STATUS INBOX (MESSAGES)", #"\* STATUS INBOX \(MESSAGES 600000\)"#)),
    (
      "gmail-folders",
      .answer(
        to: "LIST \"\" \"[Gmail]*\"",
        #"\* LIST \(\\Noselect \\HasChildren\) "/" \[Gmail\]"#
          + #"\|\* LIST \(\\All \\HasNoChildren\) "/" "\[Gmail\]/All Mail""#
      )
    ),
    (
      "public-folders",
      .answer(
        to: "LIST \"\" \"Public*\"",
        #"\* LIST \(\\Noselect \\HasChildren\) "/" "Public Folders"\|.*"Public Folders/Company""#)
    ),
    ("slash-folders", .answer(to: "LIST \"\" \"Inv*\"", #"\* LIST \(\\HasNoChildren\) "\." Invoices/2024"#)),
    ("deep-folders:320", .answer(to: "LIST \"\" \"Deep*319\"", #"\* LIST \(\\HasNoChildren\) "/" Deep/1/2/.*/319"#)),
    ("no-list-status", .answer(to: "LIST \"\" \"*\" RETURN (STATUS (MESSAGES))", "a BAD ")),
    ("no-status-size", .answer(to: "STATUS INBOX (MESSAGES SIZE)", "a BAD ")),
    ("no-quota", .answer(to: "GETQUOTAROOT INBOX", "a BAD ")),
    ("no-namespace", .answer(to: "NAMESPACE", "a BAD ")),
    ("no-id", .answer(to: "ID NIL", "a BAD ")),
  ]

  /// They have a test of their own.
  static let elsewhere: Set = [
    "connection-limit", "ban", "trickle", "wrong-mailbox", "big-messages", "over-quota", "no-esearch", "no-sasl",
    "no-literal-plus",
  ]
}
