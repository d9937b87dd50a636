import NIOCore

extension SandboxConnection {
  func performSignedIn(_ command: Command) {
    let arguments = command.arguments
    switch command.name {
    case "NAMESPACE" where offers("NAMESPACE"):
      let text =
        identity?.isAdmin == true && !state.directory.roots.isEmpty
        ? state.tree.adminNamespace ?? state.tree.namespace : state.tree.namespace
      send("* NAMESPACE \(state.tree.delimiter == "." ? text.replacing("/", with: ".") : text)\r\n")
      complete(command)
    case "LIST": list(command)
    case "SELECT", "EXAMINE":
      guard arguments.count >= 1, let name = arguments[0].astring else {
        return fail(command.tag, .badArguments, names(of: command))
      }
      open(command, name)
    case "STATUS":
      guard arguments.count == 2, let name = arguments[0].astring else {
        return fail(command.tag, .badArguments, names(of: command))
      }
      guard let text = status(of: name, arguments[1].words, command) else { return }
      send(text)
      complete(command)
    case "GETQUOTAROOT" where offers("QUOTA"): quota(command)
    case "MYRIGHTS" where offers("ACL"):
      guard let name = arguments.first?.astring else { return fail(command.tag, .badArguments, names(of: command)) }
      guard folder(name, command) != nil else { return }
      send("* MYRIGHTS \(quoted(name)) lrs\r\n")
      complete(command)
    case "SEARCH", "UID SEARCH": search(command)
    case "FETCH", "UID FETCH": fetch(command)
    case "CLOSE", "UNSELECT":
      selected = nil
      complete(command)
    case "PROXYAUTH" where state.directory.server.name == "oracle-messaging": proxyAuthenticate(command)
    default: fail(command.tag, .badCommand, names(of: command))
    }
  }

  private var mailboxes: Mailboxes { Mailboxes(state: state, identity: identity!) }

  /// The folder of a name; nil where the command has been answered already.
  private func folder(_ name: [UInt8], _ command: Command) -> SyntheticMailbox.Folder? {
    let values = names(of: command, mailbox: String(decoding: name, as: UTF8.self))
    switch mailboxes.resolve(name) {
    case .folder(let folder, let account):
      guard let fault = openingFault(account) else { return folder }
      send(fill(fault, values.merging(faultTexts(values)) { $1 }))
    case .missing(let account):
      if let fault = openingFault(account) {
        send(fill(fault, values.merging(faultTexts(values)) { $1 }))
      } else {
        reply(command.tag, .missing, values)
      }
    case .denied: reply(command.tag, .denied, values)
    case .invalid: reply(command.tag, .invalid, values)
    }
    return nil
  }

  private func openingFault(_ account: Int?) -> String? {
    for order in state.plan.due(.mailbox, account: account) {
      if case .open(let text) = order.fault.action { return text }
    }
    return nil
  }

  private func faultTexts(_ values: [String: String]) -> [String: String] {
    ["missing": fill(personality.text(.missing), values), "denied": fill(personality.text(.denied), values)]
  }

  private func open(_ command: Command, _ name: [UInt8]) {
    selected = nil
    guard let folder = folder(name, command) else { return }
    selected = folder
    let isReadOnly = command.name == "EXAMINE"
    send(
      """
      * FLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft)\r
      * OK [PERMANENTFLAGS (\(isReadOnly ? "" : "\\Answered \\Flagged \\Deleted \\Seen \\Draft"))] Flags\r
      * \(folder.messages) EXISTS\r
      * 0 RECENT\r
      * OK [UIDVALIDITY \(folder.validity)] UIDs valid\r
      * OK [UIDNEXT \(folder.messages + 1)] Predicted next UID\r\n
      """)
    reply(
      command.tag, isReadOnly ? .examined : .selected,
      names(of: command, mailbox: String(decoding: name, as: UTF8.self)))
  }

  /// The untagged answer to STATUS; nil where the command has been answered already.
  private func status(of name: [UInt8], _ items: [String], _ command: Command) -> String? {
    guard let folder = folder(name, command) else { return nil }
    guard let text = status(name, folder, items) else {
      fail(command.tag, .badArguments, names(of: command))
      return nil
    }
    return text
  }

  private func status(_ name: [UInt8], _ folder: SyntheticMailbox.Folder, _ items: [String]) -> String? {
    var values: [String] = []
    for item in items {
      switch item {
      case "MESSAGES": values.append("MESSAGES \(folder.messages)")
      case "RECENT": values.append("RECENT 0")
      case "UIDNEXT": values.append("UIDNEXT \(folder.messages + 1)")
      case "UIDVALIDITY": values.append("UIDVALIDITY \(folder.validity)")
      case "UNSEEN": values.append("UNSEEN \(folder.unseen)")
      case "SIZE" where offers("STATUS=SIZE"): values.append("SIZE \(folder.bytes)")
      default: return nil
      }
    }
    return values.isEmpty ? nil : "* STATUS \(quoted(name)) (\(values.joined(separator: " ")))\r\n"
  }

  // MARK: LIST

  private func list(_ command: Command) {
    var arguments = command.arguments
    var returns: [Command.Argument] = []
    if arguments.count == 4, arguments[2].word == "RETURN", case .list(let options) = arguments[3] {
      returns = options
      arguments.removeLast(2)
      guard offers("LIST-EXTENDED") || offers("LIST-STATUS") else {
        return fail(command.tag, .badArguments, names(of: command))
      }
    }
    guard arguments.count == 2, let reference = arguments[0].bytes else {
      return fail(command.tag, .badArguments, names(of: command))
    }
    var items: [String]?
    if let place = returns.firstIndex(where: { $0.word == "STATUS" }) {
      guard place + 1 < returns.count, offers("LIST-STATUS") else {
        return fail(command.tag, .badArguments, names(of: command))
      }
      items = returns[place + 1].words
    }
    let patterns: [[UInt8]] =
      if case .list(let several) = arguments[1] { several.compactMap(\.bytes) } else { [arguments[1].bytes ?? []] }
    for pattern in patterns { list(reference + pattern, items, command) }
    complete(command)
  }

  private func list(_ pattern: [UInt8], _ items: [String]?, _ command: Command) {
    let delimiter = quoted(Array(String(state.tree.delimiter).utf8), always: true)
    if pattern.isEmpty { return send("* LIST (\\Noselect) \(delimiter) \"\"\r\n") }
    var buffer = ByteBuffer()
    mailboxes.list(pattern) { listed in
      var attributes = listed.folder?.isSelectable == true ? [] : ["\\Noselect"]
      if offers("SPECIAL-USE"), let use = listed.folder?.attributes, !use.isEmpty { attributes.append(use) }
      attributes.append(listed.hasChildren ? "\\HasChildren" : "\\HasNoChildren")
      buffer.writeString("* LIST (\(attributes.joined(separator: " "))) \(delimiter) \(quoted(listed.name))\r\n")
      guard let items, let folder = listed.folder, folder.isSelectable else { return }
      if let fault = openingFault(listed.account) {
        let values = names(of: command, mailbox: String(decoding: listed.name, as: UTF8.self))
        buffer.writeString(fill(fault, values.merging(faultTexts(values)) { $1 }.merging(["tag": "*"]) { $1 }))
      } else if let text = status(listed.name, folder, items) {
        buffer.writeString(text)
      }
    }
    if buffer.readableBytes > 0 { writer.send(buffer) }
  }

  /// A name as an atom where it is one, else in quotes.
  private func quoted(_ name: [UInt8], always: Bool = false) -> String {
    let isAtom = !always && !personality.quotesMailboxes && Command.Argument.atom(name).astring != nil && !name.isEmpty
    let text = String(decoding: name, as: UTF8.self)
    return isAtom ? text : "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }

  // MARK: Quota, and PROXYAUTH

  private func quota(_ command: Command) {
    guard let name = command.arguments.first?.astring else {
      return fail(command.tag, .badArguments, names(of: command))
    }
    guard folder(name, command) != nil else { return }
    if state.tree.hidesOthers, name.starts(with: state.tree.others.utf8) {
      // Courier's line without a list.
      send("* QUOTAROOT \(quoted(name)) \"PUBLIC\"\r\n* QUOTA \"PUBLIC\"\r\n")
    } else if let quota = mailboxes.contents(containing: name)?.quota {
      send(
        """
        * QUOTAROOT \(quoted(name)) "User quota"\r\n* QUOTA "User quota" (STORAGE \(quota.used) \(quota.limit))\r\n
        """
      )
    }
    complete(command)
  }

  private func proxyAuthenticate(_ command: Command) {
    guard let name = command.arguments.first?.astring, identity?.isAdmin == true,
      let account = state.directory.byName[state.directory.fold(name)]
    else {
      return reply(command.tag, "NO Proxy authentication failed")
    }
    identity = AccountDirectory.Identity(account: account, name: state.directory.accounts[account].name)
    complete(command)
  }
}
