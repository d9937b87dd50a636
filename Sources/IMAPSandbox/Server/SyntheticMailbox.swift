/// What is in a mailbox: made up from its name, the same every time, and kept nowhere.
struct SyntheticMailbox: Sendable {
  /// What is unusual about a mailbox.
  struct Traits: Sendable, Equatable {
    /// Messages of 40 MiB at the end of INBOX.
    var bigMessages = 0
    /// How many messages INBOX has instead of a few dozen.
    var messages: Int?
    /// Levels of folders below `Deep`.
    var depth = 0
    var hasSlashFolder = false
    var hasGmailFolders = false
    var hasPublicFolders = false
    var isOverQuota = false
    /// There is no folder at all, not even INBOX.
    var isEmpty = false
  }

  /// A folder and its messages.
  struct Folder: Sendable, Equatable {
    /// Its names from the top, in modified UTF-7 (RFC 3501, section 5.1.3).
    var path: [String]
    var messages: Int
    var bigMessages = 0
    var attributes = ""
    /// It has messages of its own, and can be opened.
    var isSelectable = true
    fileprivate var seed: UInt64

    static let bigSize = 41_943_040
    private static let period = 64

    /// The octets of the message with a number from 1 on.
    func size(_ number: Int) -> Int {
      number > messages - bigMessages
        ? Folder.bigSize
        : 2_000 + Int((UInt64(truncatingIfNeeded: number) &* 37 &+ seed) % UInt64(Folder.period)) * 1_000
    }

    var bytes: Int {
      let small = messages - bigMessages
      let sum = { (count: Int) in count > 0 ? (1...count).reduce(0) { $0 + size($1) } : 0 }
      guard small > Folder.period else { return sum(small) + bigMessages * Folder.bigSize }
      return small / Folder.period * sum(Folder.period) + sum(small % Folder.period) + bigMessages * Folder.bigSize
    }

    var unseen: Int { messages / 3 }
    /// Stays the same for a mailbox, and differs between mailboxes.
    var validity: UInt32 { UInt32(truncatingIfNeeded: seed >> 8) | 1 }
  }

  let folders: [Folder]
  private let isOverQuota: Bool

  /// In units of 1,024 octets, as quotas count (RFC 9208, section 5.1).
  var quota: (used: Int, limit: Int) {
    let used = folders.reduce(0) { $0 + $1.bytes } / 1024
    return (used, isOverQuota ? max(1, used - 1) : used + 51_200)
  }

  /// - Parameter name: whose mailbox it is.
  init(of name: [UInt8], _ traits: Traits = Traits()) {
    let seed = SyntheticMailbox.hash(name)
    var folders: [Folder] = []
    func add(_ path: [String], _ messages: Int, attributes: String = "", isSelectable: Bool = true) {
      folders.append(
        Folder(
          path: path, messages: messages, attributes: attributes, isSelectable: isSelectable,
          seed: SyntheticMailbox.hash(name + Array(path.joined(separator: "/").utf8))))
    }
    if !traits.isEmpty {
      add(["INBOX"], traits.messages ?? 20 + Int(seed % 200))
      folders[0].bigMessages = min(traits.bigMessages, folders[0].messages)
      add(["Sent"], 5 + Int(seed >> 8 % 90), attributes: "\\Sent")
      add(["Trash"], Int(seed >> 16 % 30), attributes: "\\Trash")
      add(["Entw&APw-rfe"], Int(seed >> 24 % 5), attributes: "\\Drafts")
      add(["Projects"], 0, isSelectable: false)
      add(["Projects", "2020"], 3 + Int(seed >> 32 % 40))
    }
    if traits.hasGmailFolders {
      add(["[Gmail]"], 0, isSelectable: false)
      add(["[Gmail]", "All Mail"], folders.reduce(0) { $0 + $1.messages }, attributes: "\\All")
      add(["[Gmail]", "Spam"], 4, attributes: "\\Junk")
    }
    if traits.hasPublicFolders {
      add(["Public Folders"], 0, isSelectable: false)
      add(["Public Folders", "Company"], 12)
    }
    if traits.hasSlashFolder { add(["Invoices/2024"], 7) }
    for level in 0..<traits.depth { add(["Deep"] + (0..<level).map { "\($0 + 1)" }, 1) }
    self.folders = folders
    isOverQuota = traits.isOverQuota
  }

  /// FNV-1a: it must be the same in every run, which Swift's own hashing is not.
  private static func hash(_ bytes: [UInt8]) -> UInt64 {
    bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }
}
