extension Fault {
  public static func named(_ name: String) -> Fault? { all.first { $0.name == name } }

  /// All that can be asked for, in the order in which a client meets them.
  public static let all: [Fault] = connection + tls + signIn + protocolBreach + mailbox + contents

  private static let connection: [Fault] = [
    Fault(
      "bye-throttled", .connection, "the greeting is * BYE, too many connections",
      .greet("* BYE Too many connections from your address, try again later\r\n", closes: true)),
    Fault(
      "bye-bandwidth", .connection, "the greeting is Gmail's * BYE about bandwidth",
      .greet("* BYE Account exceeded command or bandwidth limits.\r\n", closes: true)),
    Fault(
      "bye", .connection, "the greeting is * BYE for another reason",
      .greet("* BYE Your host is not welcome here\r\n", closes: true)),
    Fault(
      "prose", .connection, "the greeting is prose",
      .greet("Your IP Address is blocked, see https://contoso.com/blocked * BYE\r\n", closes: true)),
    Fault(
      "pop3", .connection, "a POP3 server answers",
      .greet("+OK POP3 server ready <1896.697170952@contoso.com>\r\n", closes: false)),
    Fault("smtp", .connection, "an SMTP server answers", .greet("220 mail.contoso.com ESMTP ready\r\n", closes: false)),
    Fault(
      "http", .connection, "a web server answers",
      .greet(
        "HTTP/1.1 400 Bad Request\r\nContent-Type: text/html\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
        closes: true)),
    Fault("ssh", .connection, "an SSH server answers", .greet("SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n", closes: false)),
    Fault(
      "garbage", .connection, "the greeting is not text",
      .greetBytes([0x16, 0x03, 0x01, 0x00, 0xFF, 0xFE, 0x80, 0x00, 0x9B, 0x1B, 0x5B, 0x32, 0x4A, 0x0D, 0x0A])),
    Fault(
      "preauth", .connection, "the greeting is * PREAUTH",
      .greet("* PREAUTH IMAP4rev1 server logged in as mailadmin\r\n", closes: false)),
    Fault("silence", .connection, "no greeting", .silence),
    Fault("late-greeting", .connection, "the greeting is delayed by NUMBER seconds", number: 20, .greetLate),
    Fault("close-before-greeting", .connection, "the connection ends before the greeting", .close),
    Fault("reset-before-greeting", .connection, "the connection is reset before the greeting", .reset),
    Fault(
      "connection-limit", .connection, "more than NUMBER connections at a time are closed before the greeting",
      number: 4, .limit),
    Fault("ban", .connection, "after NUMBER refused sign-ins connections are refused, as by fail2ban", number: 5, .ban),
    Fault("trickle", .connection, "a byte every NUMBER milliseconds", number: 1000, .trickle),
  ]

  private static let tls: [Fault] = [
    Fault("plain-on-tls-port", .tls, "plain text on the port for implicit TLS", .plainOnTLSPort),
    Fault("no-starttls", .tls, "STARTTLS is not offered", .noStartTLS),
    Fault("tls-required", .tls, "no sign-in without TLS: LOGINDISABLED, and a refusal", .tlsRequired),
    Fault(
      "starttls-no", .tls, "STARTTLS is answered NO", .startTLSAnswer("{tag} NO TLS is not available right now\r\n")),
    Fault("starttls-bad", .tls, "STARTTLS is answered BAD", .startTLSAnswer("{tag} BAD Unknown command\r\n")),
    Fault(
      "starttls-plain", .tls, "plain text follows the OK to STARTTLS",
      .startTLSAnswer(
        "{tag} OK Begin SSL/TLS negotiation now.\r\n{tag} NO STARTTLS failed: 500 Error starting couriertls.\r\n")),
    Fault(
      "starttls-injection", .tls, "answers slipped in before the handshake come with the OK to STARTTLS",
      .startTLSInjection),
    Fault("handshake-closed", .tls, "the connection ends where the handshake should begin", .handshakeClosed),
    Fault("tls-old", .tls, "TLS 1.1 at most", .oldTLS),
    Fault("certificate-expired", .tls, "the certificate is out of date", .certificate(.expired)),
    Fault("certificate-self-signed", .tls, "the certificate is its own authority", .certificate(.selfSigned)),
    Fault("certificate-wrong-name", .tls, "the certificate is another host's", .certificate(.wrongName)),
  ]

  private static let signIn: [Fault] = [
    Fault("refused", .signIn, "the credential is refused, in the server's words", .refuse("{tag} {refused}\r\n")),
    Fault(
      "authorization-failed", .signIn, "the admin's password is right, but not for this mailbox",
      .refuse("{tag} NO [AUTHORIZATIONFAILED] Authorization failed\r\n")),
    Fault(
      "password-expired", .signIn, "the password has expired (code)",
      .refuse("{tag} NO [EXPIRED] Password has run out\r\n")),
    Fault(
      "password-must-change", .signIn, "the password has expired (text)",
      .refuse("{tag} NO Your password must be changed before you can sign in\r\n")),
    Fault(
      "account-closed", .signIn, "the account is disabled (code)", .refuse("{tag} NO [CONTACTADMIN] Account_closed\r\n")
    ),
    Fault(
      "account-disabled", .signIn, "the account is disabled (text)",
      .refuse("{tag} NO Account disabled by the administrator\r\n")),
    Fault(
      "account-locked", .signIn, "the account is locked (text)",
      .refuse("{tag} NO Account is locked after too many attempts\r\n")),
    Fault(
      "privacy-required", .signIn, "TLS is needed for a sign-in",
      .refuse("{tag} NO [PRIVACYREQUIRED] Plaintext authentication disallowed on non-secure (SSL/TLS) connections.\r\n")
    ),
    Fault(
      "unavailable", .signIn, "temporary: [UNAVAILABLE]",
      .answer("{tag} NO [UNAVAILABLE] Internal error occurred. Refer to server log for more information.\r\n")),
    Fault("in-use", .signIn, "temporary: [INUSE]", .answer("{tag} NO [INUSE] Mailbox is being worked on\r\n")),
    Fault("server-bug", .signIn, "temporary: [SERVERBUG]", .answer("{tag} NO [SERVERBUG] Internal error\r\n")),
    Fault(
      "try-again", .signIn, "temporary, in words only",
      .answer("{tag} NO Service is out of order, please try again later\r\n")),
    Fault(
      "bye-temporary", .signIn, "temporary: * BYE in place of an answer",
      .answerAndClose("* BYE Temporary system problem\r\n")),
    Fault(
      "limit", .signIn, "too many sign-ins: [LIMIT]",
      .answer(
        "{tag} NO [LIMIT] Maximum number of connections from user+IP exceeded (mail_max_userip_connections=10)\r\n")),
    Fault(
      "too-many", .signIn, "too many sign-ins, in words only", .answer("{tag} NO Too many open connections (120)\r\n")),
    Fault(
      "simultaneous", .signIn, "too many sign-ins, in Gmail's words",
      .answer("{tag} NO [ALERT] Too many simultaneous connections. (Failure)\r\n")),
    Fault(
      "throttled", .signIn, "Exchange's backoff of NUMBER milliseconds", number: 2000,
      .answer("{tag} BAD Request is throttled. Suggested Backoff Time: {number} milliseconds\r\n")),
    Fault(
      "app-password", .signIn, "an app password is required",
      .refuse(
        """
        {tag} NO [ALERT] Application-specific password required: https://support.google.com/accounts/answer/185833 \
        (Failure)\r\n
        """
      )),
    Fault(
      "web-alert", .signIn, "a sign-in by web browser is required",
      .refuse("{tag} NO [WEBALERT https://accounts.google.com/signin/continue] Web login required. (Failure)\r\n")),
    Fault(
      "imap-disabled", .signIn, "IMAP is off for the account",
      .refuse(
        """
        {tag} NO [ALERT] Your account is not enabled for IMAP use. Please visit your Gmail settings page and enable \
        your account for IMAP access. (Failure)\r\n
        """
      )),
    Fault(
      "referral", .signIn, "the mailbox is on another server",
      .refuse("{tag} NO [REFERRAL imap://{user}@imap2.contoso.com/] Specified user is wrong host here\r\n")),
    Fault("login-bad", .signIn, "the command is not understood", .refuse("{tag} BAD Command Argument Error. 11\r\n")),
    Fault("drop", .signIn, "the connection ends without an answer", .answerAndClose("")),
    Fault(
      "bye-drop", .signIn, "the connection ends with * BYE and no answer", .answerAndClose("* BYE Disconnected\r\n")),
    Fault("slow", .signIn, "the response is delayed by NUMBER seconds", number: 10, .answerLate),
    Fault("no-answer", .signIn, "no response", .answer("")),
    Fault(
      "ok-throttled", .signIn, "OK, with [THROTTLED] in it",
      .accept("{tag} OK [THROTTLED] {user} authenticated (Success)\r\n")),
  ]

  private static let protocolBreach: [Fault] = [
    Fault("foreign-tag", .signIn, "the answer has a tag of its own", .answer("zz99 OK LOGIN completed\r\n")),
    Fault(
      "half-line", .signIn, "the connection closes in the middle of a line", .answerAndClose("{tag} OK LOGIN comp")),
    Fault("no-text", .signIn, "the answer is a bare NO", .refuse("{tag} NO\r\n")),
    Fault("bare-lf", .signIn, "lines end in LF alone", .accept("* OK Still here\n{tag} OK LOGIN completed\n")),
    Fault(
      "nul-bytes", .signIn, "NUL bytes in the answer",
      .refuse("{tag} NO [AUTHENTICATIONFAILED] Log\u{0}in fai\u{0}led\r\n")),
    Fault(
      "echo-password", .signIn, "a refusal that quotes the password",
      .refuse("{tag} NO [AUTHENTICATIONFAILED] LOGIN \"{user}\" \"{password}\" was refused\r\n")),
    Fault(
      "echo-base64", .signIn, "a refusal that quotes the password in base64",
      .refuse("{tag} NO [AUTHENTICATIONFAILED] AUTHENTICATE PLAIN {base64} was refused\r\n")),
    Fault(
      "control-characters", .signIn, "a refusal with escape sequences",
      .refuse("{tag} NO [AUTHENTICATIONFAILED] \u{1B}[2J\u{1B}]0;owned\u{7} refused\r\n")),
    Fault(
      "huge-literal", .signIn, "an endless literal, announced as 4 GiB",
      .endless("* LIST () \"/\" {4294967296}\r\n|xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx")),
    Fault("endless-untagged", .signIn, "endless untagged responses", .endless("|* OK Still here\r\n")),
    Fault(
      "endless-line", .signIn, "an endless line",
      .endless("* OK |xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx")),
  ]

  private static let mailbox: [Fault] = [
    Fault(
      "mailbox-missing", .mailbox, "the mailbox does not exist, in the server's words", .open("{tag} {missing}\r\n")),
    Fault(
      "mailbox-nonexistent", .mailbox, "the mailbox does not exist: [NONEXISTENT]",
      .open("{tag} NO [NONEXISTENT] Unknown Mailbox\r\n")),
    Fault(
      "mailbox-hidden", .mailbox, "LIST shows the mailbox, and opening it says that it does not exist (Dovecot's ACLs)",
      .open("{tag} NO Mailbox doesn't exist: {mailbox} (0.001 + 0.000 secs).\r\n")),
    Fault("mailbox-denied", .mailbox, "no right to read it, in the server's words", .open("{tag} {denied}\r\n")),
    Fault(
      "mailbox-noperm", .mailbox, "no right to read it: [NOPERM]", .open("{tag} NO [NOPERM] Permission denied\r\n")),
    Fault(
      "not-connected", .mailbox, "Exchange's BAD User is authenticated but not connected.",
      .open("{tag} BAD User is authenticated but not connected.\r\n")),
    Fault(
      "mailbox-server-bug", .mailbox, "the mailbox is broken: [SERVERBUG]",
      .open("{tag} NO [SERVERBUG] Internal error occurred. Refer to server log for more information.\r\n")),
    Fault(
      "mailbox-corrupt", .mailbox, "the mailbox is broken: [CORRUPTION]",
      .open("{tag} NO [CORRUPTION] Mailbox is corrupt\r\n")),
    Fault(
      "mailbox-unavailable", .mailbox, "the mailbox is temporarily unavailable: [UNAVAILABLE]",
      .open("{tag} NO [UNAVAILABLE] Mailbox store is not available\r\n")),
    Fault(
      "mailbox-cannot", .mailbox, "no name for a mailbox: [CANNOT]",
      .open("{tag} NO [CANNOT] Invalid mailbox name: Begins with hierarchy separator (0.001 + 0.000 secs).\r\n")),
    Fault(
      "mailbox-utf7", .mailbox, "no name for a mailbox, in words only",
      .open("{tag} NO Mailbox name is not valid mUTF-7 (0.001 + 0.000 secs).\r\n")),
    Fault("wrong-mailbox", .mailbox, "every sign-in opens the same mailbox, the admin's", .wrongMailbox),
  ]

  private static let contents: [Fault] = [
    Fault("big-messages", .contents, "INBOX has NUMBER messages of 40 MiB", number: 1, .trait { $0.bigMessages = $1 }),
    Fault("many-messages", .contents, "INBOX has NUMBER messages", number: 500_001, .trait { $0.messages = $1 }),
    Fault(
      "no-folders", .contents, "the account has no folder, not even INBOX",
      .trait { traits, _ in traits.isEmpty = true }),
    Fault(
      "gmail-folders", .contents, "there are folders below [Gmail]",
      .trait { traits, _ in traits.hasGmailFolders = true }),
    Fault(
      "public-folders", .contents, "there are public folders", .trait { traits, _ in traits.hasPublicFolders = true }),
    Fault(
      "slash-folders", .contents, "a folder has a slash in its name, as the delimiter is a full stop", .slashFolders),
    Fault("deep-folders", .contents, "folders NUMBER levels deep", number: 320, .trait { $0.depth = $1 }),
    Fault("over-quota", .contents, "the mailbox is over its quota", .trait { traits, _ in traits.isOverQuota = true }),
    Fault(
      "no-list-status", .contents, "LIST does not accept RETURN",
      .withoutCapabilities(["LIST-STATUS", "LIST-EXTENDED", "SPECIAL-USE"])),
    Fault("no-status-size", .contents, "STATUS gives no sizes", .withoutCapabilities(["STATUS=SIZE"])),
    Fault("no-esearch", .contents, "SEARCH does not accept RETURN", .withoutCapabilities(["ESEARCH"])),
    Fault("no-quota", .contents, "GETQUOTAROOT is not known", .withoutCapabilities(["QUOTA"])),
    Fault("no-namespace", .contents, "NAMESPACE is not known", .withoutCapabilities(["NAMESPACE"])),
    Fault("no-id", .contents, "ID is not known", .withoutCapabilities(["ID"])),
    Fault("no-sasl", .contents, "there is no AUTHENTICATE PLAIN", .withoutCapabilities(["AUTH=PLAIN"])),
    Fault(
      "no-literal-plus", .contents, "literals must be waited for, and the first answer of SASL, too",
      .withoutCapabilities(["LITERAL+", "LITERAL-", "SASL-IR"])),
  ]
}
