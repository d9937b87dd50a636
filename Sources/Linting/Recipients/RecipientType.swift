/// What a recipient is, as an export names it.
struct RecipientType {
  /// As the export has it; empty where it does not say.
  let name: String
  private let key: String
  /// In words, for a recipient that is no mailbox; nil for a mailbox, and for a type that is not known.
  let words: String?

  init(name: String) {
    self.name = name
    key = RecipientType.key(name)
    words = RecipientType.others[key]
  }

  static let unknown = RecipientType(name: "")

  private static func key(_ name: String) -> String { name.lowercased().filter { $0.isLetter || $0.isNumber } }

  /// Recipients that are no mailboxes, in words.
  private static let others: [String: String] = [
    "mailuser": "mail user", "guestmailuser": "guest", "guest": "guest", "mailcontact": "contact",
    "contact": "contact", "maileduser": "mail user", "mailuniversaldistributiongroup": "distribution group",
    "mailnonuniversalgroup": "distribution group", "mailuniversalsecuritygroup": "mail-enabled security group",
    "dynamicdistributiongroup": "dynamic distribution group", "groupmailbox": "Microsoft 365 group",
    "roomlist": "room list", "publicfolder": "public folder", "publicfoldermailbox": "public folder mailbox",
    "discoverymailbox": "discovery mailbox", "arbitrationmailbox": "arbitration mailbox",
    "auditlogmailbox": "audit log mailbox", "disableduser": "disabled user without a mailbox",
    "remotemailuser": "mail user",
  ]

  /// It is a mailbox, or the export does not say; a type that is not known is not judged.
  var mayBeMailbox: Bool { words == nil }

  /// A mailbox that needs a licence of its own: a person's.
  var needsLicense: Bool { name.isEmpty || ["usermailbox", "user", "member", "remoteusermailbox"].contains(key) }

  /// Whether it is one of some types, by their names.
  func isOne(of names: [String]) -> Bool { names.contains { RecipientType.key($0) == key } }
}
