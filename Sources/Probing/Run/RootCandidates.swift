import IMAP

/// The names of mailboxes that a `UserRoot` may mean, in the order in which they are tried.
package struct RootCandidates {
  package struct Reading: Equatable {
    package var name: MailboxName
    /// The path itself, with or without its first slash, in the server's own delimiter; else a namespace's.
    package var isPlain: Bool
  }

  package private(set) var readings: [Reading] = []

  /// - Parameters:
  ///   - root: `/users/alberta`.
  ///   - delimiter: the server's.
  ///   - namespaces: where other people's mailboxes are.
  package init(_ root: String, delimiter: UInt8?, namespaces: Namespaces?) {
    let path = root.hasPrefix("/") ? String(root.dropFirst()) : root
    let segments = path.split(separator: "/", omittingEmptySubsequences: true).map(String.init)
    add(MailboxName(root), isPlain: true)
    add(MailboxName(path), isPlain: true)
    if let delimiter { add(RootCandidates.join(segments, delimiter), isPlain: true) }
    for namespace in (namespaces?.shared ?? []) + (namespaces?.otherUsers ?? []) {
      add(segments, in: namespace)
      // The first segment may be what the namespace is called.
      if segments.count > 1, let last = RootCandidates.lastSegment(namespace), last == segments[0] {
        add(Array(segments.dropFirst()), in: namespace)
      }
    }
  }

  private mutating func add(_ segments: [String], in namespace: Namespaces.Namespace) {
    guard let delimiter = namespace.delimiter else { return }
    let separator = String(Unicode.Scalar(delimiter))
    // Courier shows a dot or a slash within a name as a blank, or, if it is told to, escaped.
    let asBlanks = segments.map {
      $0.split(separator: separator, omittingEmptySubsequences: false).joined(separator: " ")
    }
    let escaped = segments.map {
      $0.split(separator: separator, omittingEmptySubsequences: false).joined(
        separator: delimiter == 0x2E ? "\\:" : "\\;")
    }
    for names in [segments, asBlanks, escaped] {
      add(MailboxName(wire: namespace.prefix.wire + RootCandidates.join(names, delimiter).wire), isPlain: false)
    }
  }

  private mutating func add(_ name: MailboxName, isPlain: Bool) {
    guard !name.wire.isEmpty, !readings.contains(where: { $0.name == name }) else { return }
    readings.append(Reading(name: name, isPlain: isPlain))
  }

  private static func join(_ segments: [String], _ delimiter: UInt8) -> MailboxName {
    MailboxName(wire: Array(segments.map { MailboxName($0).wire }.joined(separator: [delimiter])))
  }

  private static func lastSegment(_ namespace: Namespaces.Namespace) -> String? {
    guard let delimiter = namespace.delimiter, let last = namespace.prefix.wire.split(separator: delimiter).last else {
      return nil
    }
    let name = MailboxName(wire: last).text
    return name.map { $0.hasPrefix("#") ? String($0.dropFirst()) : $0 }
  }
}
