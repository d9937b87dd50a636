/// Takes apart what follows `* `, other than a status.
enum DataParser {
  static func parse(_ text: ArraySlice<UInt8>) -> ServerData {
    var cursor = Cursor(text)
    return known(&cursor) ?? .other(Array(text))
  }

  private static func known(_ cursor: inout Cursor) -> ServerData? {
    if let number = cursor.number() {
      cursor.skipBlanks()
      return cursor.word() == "EXISTS" ? .exists(number) : nil
    }
    let word = cursor.word()
    cursor.skipBlanks()
    return switch word {
    case "CAPABILITY": .capabilities(Capabilities(cursor.rest))
    case "LIST", "XLIST": listedMailbox(&cursor).map { .mailbox($0) }
    case "STATUS": status(&cursor).map { .status($0) }
    case "NAMESPACE": namespaces(&cursor).map { .namespaces($0) }
    case "SEARCH": .found(SearchTally.count(cursor.rest))
    case "ESEARCH": extendedSearch(&cursor).map { .found($0) }
    case "QUOTA": quota(&cursor).map { .quota($0) }
    case "QUOTAROOT": quotaRoots(&cursor)
    case "ID": .id(identification(&cursor))
    default: nil
    }
  }

  /// `(\HasNoChildren) "/" name`. Courier's and others' names come without quotes though blanks are in them.
  private static func listedMailbox(_ cursor: inout Cursor) -> ListedMailbox? {
    guard cursor.take("(") else { return nil }
    let attributes = cursor.take(upTo: ")").split(separator: UInt8(ascii: " "))
    guard cursor.take(")") else { return nil }
    cursor.skipBlanks()
    guard let delimiter = cursor.delimiter() else { return nil }
    cursor.skipBlanks()
    guard let name = cursor.string() ?? bareName(cursor.rest, before: " (\"") else { return nil }
    return ListedMailbox(
      attributes: attributes.map { String(decoding: $0, as: UTF8.self).lowercased() }, delimiter: delimiter,
      name: MailboxName(wire: name))
  }

  /// `INBOX (MESSAGES 5 UNSEEN 2 )`, with blanks in places where none belong.
  private static func status(_ cursor: inout Cursor) -> MailboxStatus? {
    let name: [UInt8]
    if let string = cursor.string() {
      name = string
    } else {
      guard let open = cursor.rest.lastIndex(of: UInt8(ascii: "(")), let bare = bareName(cursor.rest[..<open]) else {
        return nil
      }
      name = bare
      cursor = Cursor(cursor.rest[open...])
    }
    cursor.skipBlanks()
    guard cursor.take("(") else { return nil }
    var items: [StatusItem: UInt64] = [:]
    while true {
      cursor.skipBlanks()
      let item = cursor.word()
      guard !item.isEmpty else { break }
      cursor.skipBlanks()
      // A value that is no number, such as NIL or -1, says nothing.
      let value = Cursor.number(of: cursor.take(upTo: " )"))
      if let value, let item = StatusItem(rawValue: item) { items[item] = value }
    }
    return MailboxStatus(name: MailboxName(wire: name), items: items)
  }

  private static func bareName(_ text: ArraySlice<UInt8>, before end: String? = nil) -> [UInt8]? {
    let name = end.flatMap { text.firstRange(of: Array($0.utf8)) }.map { text[..<$0.lowerBound] } ?? text
    let length = name.reversed().drop { $0 == UInt8(ascii: " ") }.count
    return length > 0 ? Array(name.prefix(length)) : nil
  }

  private static func namespaces(_ cursor: inout Cursor) -> Namespaces? {
    guard let personal = namespace(&cursor), let others = namespace(&cursor), let shared = namespace(&cursor) else {
      return nil
    }
    return Namespaces(personal: personal, otherUsers: others, shared: shared)
  }

  /// `NIL`, or `(("prefix" "/")("prefix" "/" "EXTENSION" ("value")))`.
  private static func namespace(_ cursor: inout Cursor) -> [Namespaces.Namespace]? {
    cursor.skipBlanks()
    guard cursor.take("(") else { return cursor.word() == "NIL" ? [] : nil }
    var found: [Namespaces.Namespace] = []
    while true {
      cursor.skipBlanks()
      if cursor.take(")") { return found }
      guard cursor.take("(") else { return nil }
      cursor.skipBlanks()
      guard let prefix = cursor.stringOrWord() else { return nil }
      cursor.skipBlanks()
      guard let delimiter = cursor.delimiter() else { return nil }
      found.append(Namespaces.Namespace(prefix: MailboxName(wire: prefix), delimiter: delimiter))
      guard skipToClose(&cursor) else { return nil }
    }
  }

  /// Past the parenthesis that closes what is open.
  private static func skipToClose(_ cursor: inout Cursor) -> Bool {
    var depth = 1
    while !cursor.isAtEnd {
      if cursor.take("(") {
        depth += 1
      } else if cursor.take(")") {
        depth -= 1
        if depth == 0 { return true }
      } else if cursor.string() == nil {
        cursor.skip()
      }
    }
    return false
  }

  /// `(TAG "A1") COUNT 17` (RFC 4731).
  private static func extendedSearch(_ cursor: inout Cursor) -> Int? {
    if cursor.take("("), !skipToClose(&cursor) { return nil }
    while !cursor.isAtEnd {
      cursor.skipBlanks()
      guard let word = cursor.stringOrWord() else { return nil }
      if word.map(\.uppercasedASCII) == Array("COUNT".utf8) {
        cursor.skipBlanks()
        return cursor.number().flatMap { Int(exactly: $0) }
      }
    }
    return nil
  }

  /// `"root" (STORAGE 0 51200 MESSAGE 0 1000)`; Courier leaves an empty list out.
  private static func quota(_ cursor: inout Cursor) -> Quota? {
    guard let root = cursor.stringOrWord() else { return nil }
    cursor.skipBlanks()
    var quota = Quota(root: root, resources: [])
    guard cursor.take("(") else { return quota }
    while true {
      cursor.skipBlanks()
      let name = cursor.word()
      guard !name.isEmpty else { return quota }
      cursor.skipBlanks()
      let usage = Cursor.number(of: cursor.take(upTo: " )"))
      cursor.skipBlanks()
      let limit = Cursor.number(of: cursor.take(upTo: " )"))
      if let usage, let limit { quota.resources.append(Quota.Resource(name: name, usage: usage, limit: limit)) }
    }
  }

  private static func quotaRoots(_ cursor: inout Cursor) -> ServerData? {
    guard let mailbox = cursor.stringOrWord() else { return nil }
    var roots: [[UInt8]] = []
    while true {
      cursor.skipBlanks()
      guard let root = cursor.stringOrWord() else { break }
      roots.append(root)
    }
    return .quotaRoots(mailbox: MailboxName(wire: mailbox), roots: roots)
  }

  private static func identification(_ cursor: inout Cursor) -> [ServerID] {
    guard cursor.take("(") else { return [] }
    var fields: [ServerID] = []
    while true {
      cursor.skipBlanks()
      guard let field = cursor.string() else { return fields }
      cursor.skipBlanks()
      if let value = cursor.string() {
        fields.append(ServerID(field: String(decoding: field, as: UTF8.self).lowercased(), value: value))
      } else if cursor.word() != "NIL" {
        return fields
      }
    }
  }
}
