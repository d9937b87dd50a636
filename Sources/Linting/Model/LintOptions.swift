import Layout
import TextEncoding
import Migration

/// What the user said of a file, on the command line or in `.batchlint.yaml`.
public struct LintOptions: Sendable {
  /// A kind's name; nil finds it out from the header.
  public var kind: String?
  /// A server's name; nil finds it out from the rows.
  public var server: String?
  /// What the file is in; nil finds it out from the bytes. The document is made with it.
  public var encoding: TextEncoding?
  /// The sheet of a workbook; nil takes the first visible one with a header row. The document is made with it.
  public var sheet: String?
  /// The admin account whose credentials open the mailboxes.
  public var admin: String?
  /// The accepted target domains; empty accepts every one.
  public var domains: [String] = []
  /// The recipients of the tenant; nil where they are not known.
  public var recipients: RecipientDirectory?
  /// The batch will be made with unknown columns allowed.
  public var allowsUnknownColumns = false
  public var selection = Selection()
  /// The users' own rules, kinds and servers.
  public var ownRules: [OwnRule] = []
  public var ownKinds: [Kind] = []
  public var ownServers: [Server] = []

  public init() {}

  /// What concerns the layout of files.
  var layout: LayoutOptions {
    var layout = LayoutOptions()
    (layout.kind, layout.server, layout.admin) = (kind, server, admin)
    (layout.ownKinds, layout.ownServers) = (ownKinds, ownServers)
    return layout
  }
}

/// A rule of the user's own, on the values of one column.
public struct OwnRule: Sendable {
  public var column: String
  /// A regular expression (ICU) that must be found in every value.
  public var pattern: String?
  /// Milliseconds for one value.
  public var timeLimit = 100
  public var values: [String] = []
  /// In characters.
  public var minimumLength: Int?
  public var maximumLength: Int?
  public var isUnique = false
  /// What the finding says instead of what the rule makes up.
  public var message: String?
  public var severity: Severity?

  public init(column: String) { self.column = column }
}
