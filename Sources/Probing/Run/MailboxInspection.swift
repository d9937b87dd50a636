import IMAP
import IMAPClient

/// Counts what lies in a mailbox, read-only and by as few questions as the server allows.
struct MailboxInspection {
  private let connection: Connection
  /// Above so many folders the large messages are not looked for in each.
  private static let mostSearches = 200
  /// Folders asked for together.
  private static let batch = 50

  init(_ connection: Connection) { self.connection = connection }

  /// - Parameter root: the mailbox that represents all; nil for the whole account.
  func inspect(root: MailboxName?) async -> Inspection {
    let can = await connection.capabilities()
    var items: [StatusItem] = [.messages]
    if can.contains("STATUS=SIZE") { items.append(.size) }
    let asked = can.contains("LIST-STATUS") ? items : []
    var listings = [await connection.list(pattern: root ?? MailboxName("*"), status: asked)]
    // What lies below a root, and not what only begins like it.
    if let root, let delimiter = listings[0].mailboxes.first?.delimiter {
      listings.append(
        await connection.list(pattern: MailboxName(wire: root.wire + [delimiter, UInt8(ascii: "*")]), status: asked))
    }
    let listed = listings.flatMap(\.mailboxes)
    let shared = root == nil ? await sharedPrefixes(can) : []
    var found = Inspection()
    var mailboxes: [ListedMailbox] = []
    for mailbox in listed {
      if shared.contains(where: { mailbox.name.wire.starts(with: $0) }) {
        found.sharedFolders += 1
      } else if MailboxInspection.isHiddenFile(mailbox) {
        await leaveOut(mailbox, &found)
      } else {
        mailboxes.append(mailbox)
      }
    }
    let folders = mailboxes.filter(\.isSelectable)
    let names = Set(folders.map(\.name))
    let statuses = (asked.isEmpty ? await ask(folders, items) : listings.flatMap(\.statuses)).filter {
      names.contains($0.name)
    }
    // Some servers list every file; of one that holds no mail they give no status.
    let counted = Set(statuses.map(\.name))
    for folder in folders where !counted.contains(folder.name) { await leaveOut(folder, &found) }
    found.folders = counted.count
    found.messages = statuses.reduce(0) { $0 &+ ($1.items[.messages] ?? 0) }
    if can.contains("STATUS=SIZE") { found.octets = statuses.reduce(0) { $0 &+ ($1.items[.size] ?? 0) } }
    for folder in mailboxes { await note(folder, &found) }
    found.largeMessages = await largeMessages(statuses, counting: can.contains("ESEARCH"))
    if can.contains("QUOTA"),
      let storage = await connection.quotaRoot(root ?? .inbox).quotas.flatMap(\.resources).first(where: {
        $0.name == "STORAGE"
      })
    {
      (found.quotaUsage, found.quotaLimit) = (storage.usage, storage.limit)
    }
    return found
  }

  /// Where the mailboxes of others and public ones are, unless these are the account's own.
  private func sharedPrefixes(_ can: Capabilities) async -> [[UInt8]] {
    guard can.contains("NAMESPACE"), let namespaces = await connection.namespace().namespaces else { return [] }
    let own = Set(namespaces.personal.map(\.prefix.wire))
    return (namespaces.otherUsers + namespaces.shared).map(\.prefix.wire).filter { !$0.isEmpty && !own.contains($0) }
  }

  /// A name such as `.bashrc` or `.ssh/config`, which a server that serves a home directory lists (UW IMAP).
  private static func isHiddenFile(_ mailbox: ListedMailbox) -> Bool {
    guard mailbox.delimiter == UInt8(ascii: "/") else { return false }
    return mailbox.name.wire.split(separator: UInt8(ascii: "/")).contains { $0.first == UInt8(ascii: ".") }
  }

  private func leaveOut(_ mailbox: ListedMailbox, _ found: inout Inspection) async {
    found.otherNames.append(await connection.shown(mailbox.name.wire).text)
  }

  private func ask(_ folders: [ListedMailbox], _ items: [StatusItem]) async -> [MailboxStatus] {
    var statuses: [MailboxStatus] = []
    for start in stride(from: 0, to: folders.count, by: MailboxInspection.batch) {
      let commands = folders[start..<min(start + MailboxInspection.batch, folders.count)].map {
        Command.status($0.name, items)
      }
      statuses += await connection.request(commands).flatMap(\.statuses)
    }
    return statuses
  }

  private func note(_ folder: ListedMailbox, _ found: inout Inspection) async {
    let name = folder.name.text ?? ""
    let shown = await connection.shown(folder.name.wire).text
    if folder.delimiter != UInt8(ascii: "/"), name.contains("/") { found.slashedFolders.append(shown) }
    if name == "[Gmail]" || name.lowercased() == "public folders" { found.folderNotes.append(shown) }
  }

  /// Only folders that can hold such a message are opened.
  private func largeMessages(_ statuses: [MailboxStatus], counting: Bool) async -> Int {
    var count = 0
    let worthwhile = statuses.filter {
      ($0.items[.messages] ?? 0) > 0 && ($0.items[.size] ?? .max) >= Inspection.largestMessage
    }
    for status in worthwhile.prefix(MailboxInspection.mostSearches) {
      guard await connection.examine(status.name).isOK else { continue }
      count += await connection.searchLarger(Inspection.largestMessage, counting: counting).found ?? 0
    }
    return count
  }
}
