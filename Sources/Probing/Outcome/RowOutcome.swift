import Linting

/// What became of one row.
public struct RowOutcome: Sendable, Equatable {
  /// The data row, from 1.
  public var row: Int
  public var verdict: Verdict
  /// How long the server took to answer the sign-in, in milliseconds; nil where none was sent.
  public var milliseconds: Int?
  /// When its turn came, in milliseconds since the run began; a run that goes on counts from the end of the earlier
  /// one. Nil where it was not tried.
  public var startedAt: Int?
  /// What lies in the mailbox, where that was asked.
  public var inspection: Inspection?

  public init(
    row: Int, verdict: Verdict, milliseconds: Int? = nil, startedAt: Int? = nil, inspection: Inspection? = nil
  ) {
    self.row = row
    self.verdict = verdict
    self.milliseconds = milliseconds
    self.startedAt = startedAt
    self.inspection = inspection
  }
}

/// What lies in a mailbox.
public struct Inspection: Sendable, Equatable {
  public var folders = 0
  public var messages: UInt64 = 0
  /// In octets; nil where the server does not say.
  public var octets: UInt64?
  /// Messages that are too large to be moved, over 35 MB.
  public var largeMessages = 0
  /// Folders that are left behind: with a slash in their names.
  public var slashedFolders: [String] = []
  /// Folders that hold the rest once more, or nobody's mail: `[Gmail]`, public folders.
  public var folderNotes: [String] = []
  /// Mailboxes of others and public ones: not counted, as they are not this account's.
  public var sharedFolders = 0
  /// Names that LIST gives for what is no mail folder, such as UW IMAP's `.bashrc`: not counted.
  public var otherNames: [String] = []
  /// In units of 1,024 octets.
  public var quotaUsage: UInt64?
  public var quotaLimit: UInt64?

  /// Microsoft's limits: optimizing-imap-migrations.
  public static let mostMessages: UInt64 = 500_000
  public static let largestMessage: UInt64 = 35 << 20

  public init() {}
}
