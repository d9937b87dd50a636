/// Where a mailbox name leads for whom.
struct Mailboxes {
  enum Resolution {
    /// A folder; the account is the one whose row it belongs to.
    case folder(SyntheticMailbox.Folder, account: Int?)
    case missing(account: Int?)
    case denied
    case invalid
  }

  let state: SandboxState
  package let identity: AccountDirectory.Identity

  private var tree: MailboxTree { state.tree }
  private var delimiter: UInt8 { tree.delimiter.asciiValue! }

  func resolve(_ name: [UInt8]) -> Resolution {
    guard !name.isEmpty, name.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) else { return .invalid }
    var name = name
    if name[0] == delimiter {
      guard tree.ignoresLeadingDelimiter else { return .invalid }
      name.removeFirst()
    }
    if let (root, rest) = root(in: name) {
      guard identity.isAdmin else { return tree.deniesByMissing ? .missing(account: nil) : .denied }
      let path = rest.isEmpty ? ["INBOX"] : split(rest)
      let found = contents(ofRoot: root).folders.first { $0.path == path && $0.isSelectable }
      return found.map { .folder($0, account: root) } ?? .missing(account: root)
    }
    let found = ownFolders.first { $0.isSelectable && isSame(self.name(of: $0), name) }
    return found.map { .folder($0, account: identity.account) } ?? .missing(account: identity.account)
  }

  /// INBOX may be written in any letters (RFC 3501, section 5.1).
  private func isSame(_ one: [UInt8], _ other: [UInt8]) -> Bool {
    one == other || (one == Array("INBOX".utf8) && other.map(lowercase) == Array("inbox".utf8))
  }

  /// The mailbox of another that a name begins with, and the rest of the name.
  private func root(in name: [UInt8]) -> (account: Int, rest: [UInt8])? {
    guard !state.directory.byRoot.isEmpty else { return nil }
    var end = name.count
    while end > 0 {
      if let account = state.directory.byRoot[Array(name[..<end])] { return (account, Array(name[end...].dropFirst())) }
      end = name[..<end].lastIndex(of: delimiter) ?? 0
    }
    return nil
  }

  private func split(_ name: [UInt8]) -> [String] {
    name.split(separator: delimiter, omittingEmptySubsequences: false).map { String(decoding: $0, as: UTF8.self) }
  }

  // MARK: SyntheticMailbox

  var own: SyntheticMailbox? {
    guard let name = identity.name else { return nil }
    return contents(name, account: identity.account)
  }

  /// What the mailbox holds that a name leads into.
  func contents(containing name: [UInt8]) -> SyntheticMailbox? {
    root(in: name).map { contents(ofRoot: $0.account) } ?? own
  }

  private var ownFolders: [SyntheticMailbox.Folder] { own?.folders ?? [] }

  private func contents(ofRoot account: Int) -> SyntheticMailbox {
    contents(state.directory.accounts[account].name, account: account)
  }

  private func contents(_ name: [UInt8], account: Int?) -> SyntheticMailbox {
    SyntheticMailbox(
      of: state.plan.opensWrongMailbox(account) ? state.directory.firstAdmin : name, state.plan.traits(account: account)
    )
  }

  // MARK: Names

  /// The name of a folder of one's own.
  private func name(of folder: SyntheticMailbox.Folder) -> [UInt8] {
    folder.path == ["INBOX"]
      ? Array("INBOX".utf8) : Array((tree.personal + folder.path.joined(separator: String(tree.delimiter))).utf8)
  }

  /// A name that a LIST shows; `folder` is nil for one that only holds others.
  struct Listed {
    var name: [UInt8]
    var folder: SyntheticMailbox.Folder?
    var account: Int?
    var hasChildren: Bool
  }

  /// What a pattern shows, one after the other.
  func list(_ text: [UInt8], _ add: (Listed) -> Void) {
    var text = text
    if text.first == delimiter, tree.ignoresLeadingDelimiter { text.removeFirst() }
    let pattern = ListPattern(text, delimiter: delimiter)
    show(ownFolders, account: identity.account, pattern, name: name(of:), add)
    guard identity.isAdmin, !state.directory.roots.isEmpty else { return }
    if tree.hidesOthers, !pattern.prefix.starts(with: tree.others.utf8) { return }
    listParents(pattern, add)
    for root in roots(pattern) {
      let account = state.directory.byRoot[root]!
      let name = { (folder: SyntheticMailbox.Folder) in
        folder.path == ["INBOX"]
          ? root : root + [delimiter] + Array(folder.path.joined(separator: String(tree.delimiter)).utf8)
      }
      show(contents(ofRoot: account).folders, account: account, pattern, name: name, hasSiblingsBelow: true, add)
    }
  }

  private func show(
    _ folders: [SyntheticMailbox.Folder], account: Int?, _ pattern: ListPattern,
    name: (SyntheticMailbox.Folder) -> [UInt8], hasSiblingsBelow: Bool = false,
    _ add: (Listed) -> Void
  ) {
    for folder in folders where pattern.matches(name(folder)) {
      let isRoot = hasSiblingsBelow && folder.path == ["INBOX"] && folders.count > 1
      let hasChildren =
        isRoot || folders.contains { $0.path.count > folder.path.count && $0.path.starts(with: folder.path) }
      add(Listed(name: name(folder), folder: folder, account: account, hasChildren: hasChildren))
    }
  }

  /// The names above those of others' mailboxes, such as `users`.
  private func listParents(_ pattern: ListPattern, _ add: (Listed) -> Void) {
    var shown: Set<[UInt8]> = []
    for root in state.directory.roots {
      guard let end = root.lastIndex(of: delimiter), end > 0 else { continue }
      let parent = Array(root[..<end])
      if shown.insert(parent).inserted, pattern.matches(parent) {
        add(Listed(name: parent, folder: nil, account: nil, hasChildren: true))
      }
    }
  }

  /// The mailboxes of others that a pattern can show something of: they begin as it does, or it goes on below one.
  private func roots(_ pattern: ListPattern) -> ArraySlice<[UInt8]> {
    let prefix = pattern.prefix
    if let (account, rest) = root(in: prefix), !rest.isEmpty || prefix.last == delimiter {
      return [state.directory.accounts[account].name]
    }
    let all = state.directory.roots
    var (low, high) = (0, all.count)
    while low < high {
      let middle = (low + high) / 2
      if all[middle].lexicographicallyPrecedes(prefix) { low = middle + 1 } else { high = middle }
    }
    return all[low...].prefix { $0.starts(with: prefix) }
  }
}
