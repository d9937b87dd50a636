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

  /// - Parameter root: the mailbox that stands for all; nil for the whole account.
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
    let mailboxes = listings.flatMap(\.mailboxes)
    let folders = mailboxes.filter(\.isSelectable)
    let statuses = asked.isEmpty ? await ask(folders, items) : listings.flatMap(\.statuses)
    var found = Inspection()
    found.folders = folders.count
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
