import IMAP
import IMAPClient

/// Opens, read-only, the mailboxes that a signed-in connection is for. Only that shows that there is mail to be had.
struct MailboxCheck {
  /// What distinguishes one mailbox from another: equal for the same one.
  struct Identity: Equatable, Sendable {
    var mailboxID: [UInt8]?
    var uidValidity: UInt64?
    var exists: UInt64?

    init?(_ reply: Reply) {
      guard reply.isOK else { return nil }
      mailboxID = reply.notices.lazy.compactMap { $0.code?.name == "MAILBOXID" ? $0.code?.argument : nil }.last
      uidValidity = reply.uidValidity
      exists = reply.exists
    }

    /// Servers set the same UIDVALIDITY for mailboxes that they made in the same second: empty ones prove nothing.
    func provesSame(as other: Identity) -> Bool {
      if let mailboxID, let theirs = other.mailboxID { return mailboxID == theirs }
      return self == other && uidValidity != nil && (exists ?? 0) > 0
    }
  }

  private let connection: Connection
  /// The admin's own INBOX, where an admin signs in for others.
  private let adminBox: Identity?
  /// The words that the server may repeat.
  private let words: RowWords
  /// Where roots are looked for, once somebody asks.
  private var places: (delimiter: UInt8?, namespaces: Namespaces?)?

  init(_ connection: Connection, words: RowWords, adminBox: Identity? = nil) {
    self.connection = connection
    self.words = words
    self.adminBox = adminBox
  }

  /// - Parameter root: nil for the INBOX.
  /// - Returns: the verdict, and the mailbox that was opened.
  mutating func check(root: String?) async -> (verdict: Verdict, name: MailboxName?) {
    guard let root else { return await checkInbox() }
    return await check(root)
  }

  private func checkInbox() async -> (Verdict, MailboxName?) {
    let reply = await connection.examine(.inbox)
    let verdict = Verdict.ofMailbox(reply, of: words)
    guard verdict.isGood else { return (verdict, nil) }
    if let adminBox, let found = Identity(reply), found.provesSame(as: adminBox) {
      return (
        Verdict(
          "probe-wrong-mailbox", "signed in, but to the admin's own mailbox: the server ignores the row's mailbox"),
        nil
      )
    }
    return (.good, .inbox)
  }

  private mutating func check(_ root: String) async -> (Verdict, MailboxName?) {
    let (delimiter, namespaces) = await places()
    let readings = RootCandidates(root, delimiter: delimiter, namespaces: namespaces).readings
    var mostTelling: Verdict?
    for reading in readings {
      var verdict = Verdict.ofMailbox(await connection.examine(reading.name), of: words)
      if !verdict.isGood, await hasSelectableChild(reading.name, delimiter) { verdict = .good }
      if verdict.isGood {
        if reading.isPlain { return (.good, reading.name) }
        let shown = await connection.shown(reading.name.wire).text
        return (Verdict("probe-root-other", "root opens only under another name: \(shown)"), reading.name)
      }
      // The connection is gone, or requires a pause.
      if verdict.retry != .never, verdict.rule != "probe-mailbox-broken" { return (verdict, nil) }
      if verdict.rule == "probe-not-authorized" || verdict.rule == "probe-mailbox-broken", mostTelling == nil {
        mostTelling = verdict
      }
    }
    if let mostTelling { return (mostTelling, nil) }
    var names: [String] = []
    for reading in readings { names.append(await connection.shown(reading.name.wire).text) }
    return (
      Verdict(
        "probe-root-missing",
        "root names no mailbox (tried: \(names.joined(separator: ", ")))",
        reach: .adminAccepted), nil
    )
  }

  /// A root may be a folder that holds no mail itself.
  private func hasSelectableChild(_ name: MailboxName, _ delimiter: UInt8?) async -> Bool {
    guard let delimiter else { return false }
    let itself = await connection.list(pattern: name)
    guard itself.mailboxes.contains(where: { !$0.isSelectable && !$0.attributes.contains("\\nonexistent") }) else {
      return false
    }
    let children = await connection.list(pattern: MailboxName(wire: name.wire + [delimiter, UInt8(ascii: "%")]))
    guard let child = children.mailboxes.first(where: \.isSelectable) else { return false }
    // LIST reports mailboxes that are not there.
    return Verdict.ofMailbox(await connection.examine(child.name), of: words).isGood
  }

  private mutating func places() async -> (delimiter: UInt8?, namespaces: Namespaces?) {
    if let places { return places }
    let delimiter = await connection.list(pattern: MailboxName("")).mailboxes.first?.delimiter
    let found = (
      delimiter, await connection.capabilities().contains("NAMESPACE") ? await connection.namespace().namespaces : nil
    )
    places = found
    return found
  }
}
