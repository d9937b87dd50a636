import Platform

/// What can be asked besides signing in. Nothing here changes anything on the server.
public enum Command: Sendable {
  case capability
  /// Who the server is (RFC 2971); says who asks where a name is given.
  case id(name: String?)
  case namespace
  /// Mailboxes that fit a pattern; with status items, also their numbers (RFC 5819, where `LIST-STATUS` is offered).
  case list(reference: MailboxName, pattern: MailboxName, status: [StatusItem])
  /// Opens a mailbox without changing it.
  case examine(MailboxName)
  case status(MailboxName, [StatusItem])
  /// Messages of more octets than this in the open mailbox; `counting` needs `ESEARCH` (RFC 4731).
  case searchLarger(UInt64, counting: Bool)
  /// RFC 9208.
  case quotaRoot(MailboxName)
  case logout

  public var stage: Stage {
    switch self {
    case .capability: .capability
    case .id: .id
    case .namespace: .namespace
    case .list: .list
    case .examine, .status: .mailbox
    case .searchLarger: .search
    case .quotaRoot: .quota
    case .logout: .logout
    }
  }

  func parts(tag: String, capabilities: Capabilities, limit: Int) throws(Refusal) -> [Secret] {
    var writer = CommandWriter(tag: tag, capabilities: capabilities)
    switch self {
    case .capability: writer.append(" CAPABILITY")
    case .id(nil): writer.append(" ID NIL")
    case .id(let name?):
      writer.append(" ID (\"name\" ")
      try writer.append(string: Array(name.utf8))
      writer.append(")")
    case .namespace: writer.append(" NAMESPACE")
    case .list(let reference, let pattern, let items):
      writer.append(" LIST ")
      try writer.append(string: reference.wire)
      writer.append(" ")
      try writer.append(string: pattern.wire)
      if !items.isEmpty { writer.append(" RETURN (STATUS \(Self.list(items)))") }
    case .examine(let name):
      writer.append(" EXAMINE ")
      try writer.append(string: name.wire)
    case .status(let name, let items):
      writer.append(" STATUS ")
      try writer.append(string: name.wire)
      writer.append(" \(Self.list(items))")
    case .searchLarger(let octets, let counting):
      writer.append(" SEARCH \(counting ? "RETURN (COUNT) " : "")LARGER \(octets)")
    case .quotaRoot(let name):
      writer.append(" GETQUOTAROOT ")
      try writer.append(string: name.wire)
    case .logout: writer.append(" LOGOUT")
    }
    return try writer.finish(limit: limit)
  }

  private static func list(_ items: [StatusItem]) -> String { "(\(items.map(\.rawValue).joined(separator: " ")))" }
}
