/// One response of a server, taken apart. What is not understood is kept as bytes; nothing in it is safe to be shown.
public enum Response: Sendable, Equatable {
  /// `* OK …`, a greeting or something said beside the command.
  case untagged(Status)
  case tagged([UInt8], Status)
  /// `+ …`
  case continuation([UInt8])
  case data(ServerData)
  /// Neither of these.
  case unreadable([UInt8])
}

/// `OK [CODE argument] text` (RFC 3501 section 7.1).
public struct Status: Sendable, Equatable {
  public enum Condition: String, Sendable { case ok, no, bad, bye, preauth }

  public var condition: Condition
  public var code: ResponseCode?
  public var text: [UInt8]
}

/// What a server answers beside a status.
public enum ServerData: Sendable, Equatable {
  case capabilities(Capabilities)
  case mailbox(ListedMailbox)
  case status(MailboxStatus)
  case namespaces(Namespaces)
  /// The number of messages in the mailbox that is open.
  case exists(UInt64)
  /// How many messages were found, by SEARCH or ESEARCH.
  case found(Int)
  case quota(Quota)
  case quotaRoots(mailbox: MailboxName, roots: [[UInt8]])
  case id([ServerID])
  /// Anything else, or one of these that cannot be read.
  case other([UInt8])
}

/// A line of LIST.
public struct ListedMailbox: Sendable, Equatable {
  /// In lower case, with their backslash: `\noselect`.
  public var attributes: [String]
  /// Nil for a flat name.
  public var delimiter: UInt8?
  public var name: MailboxName

  /// Whether it can be opened.
  public var isSelectable: Bool { !attributes.contains("\\noselect") && !attributes.contains("\\nonexistent") }
}

/// A line of STATUS: the items that the server gave.
public struct MailboxStatus: Sendable, Equatable {
  public var name: MailboxName
  public var items: [StatusItem: UInt64]
}

/// RFC 3501 section 6.3.10; SIZE: RFC 8438, in octets.
public enum StatusItem: String, Sendable {
  case messages = "MESSAGES"
  case recent = "RECENT"
  case uidNext = "UIDNEXT"
  case uidValidity = "UIDVALIDITY"
  case unseen = "UNSEEN"
  case size = "SIZE"
}

/// RFC 2342.
public struct Namespaces: Sendable, Equatable {
  public struct Namespace: Sendable, Equatable {
    public var prefix: MailboxName
    public var delimiter: UInt8?

    package init(prefix: MailboxName, delimiter: UInt8?) { (self.prefix, self.delimiter) = (prefix, delimiter) }
  }

  public var personal: [Namespace]
  public var otherUsers: [Namespace]
  public var shared: [Namespace]

  package init(personal: [Namespace], otherUsers: [Namespace], shared: [Namespace]) {
    (self.personal, self.otherUsers, self.shared) = (personal, otherUsers, shared)
  }
}

/// RFC 9208.
public struct Quota: Sendable, Equatable {
  public struct Resource: Sendable, Equatable {
    /// In upper case: `STORAGE` in units of 1,024 octets, `MESSAGE`, …
    public var name: String
    public var usage: UInt64
    public var limit: UInt64
  }

  public var root: [UInt8]
  public var resources: [Resource]
}

/// A field of ID (RFC 2971).
public struct ServerID: Sendable, Equatable {
  /// In lower case.
  public var field: String
  public var value: [UInt8]
}
