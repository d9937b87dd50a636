/// How mailboxes are named: what separates their parts, and under which names an admin sees those of others.
struct MailboxTree: Sendable {
  /// How a root's part is renamed if it contains a character that the server does not allow.
  enum Escape: Sendable { case none, dotsToSpaces }

  var delimiter: Character = "/"
  /// Before the names of the user's own folders, INBOX excepted.
  var personal = ""
  /// Before the names of others' mailboxes.
  var others = ""
  /// Of a root only the last part names the mailbox.
  var usesLastPart = false
  var escape = Escape.none
  var ignoresLeadingDelimiter = true
  /// A pattern must begin with others' prefix to show them: `*` does not.
  var hidesOthers = false
  /// A mailbox that may not be read answers as if it were not there.
  var deniesByMissing = false
  /// The three lists of NAMESPACE (RFC 2342), for a user and for one who sees others' mailboxes; `/` is the
  /// delimiter.
  var namespace = "((\"\" \"/\")) NIL NIL"
  var adminNamespace: String?

  /// The name of the mailbox that a `UserRoot` means.
  func name(ofRoot root: String) -> [UInt8] {
    var parts = root.utf8.split(separator: UInt8(ascii: "/")).map(Array.init)
    if usesLastPart, let last = parts.last { parts = [last] }
    if escape == .dotsToSpaces { parts = parts.map { $0.map { $0 == UInt8(ascii: ".") ? 0x20 : $0 } } }
    return Array(others.utf8) + parts.joined(separator: Array(String(delimiter).utf8))
  }
}
