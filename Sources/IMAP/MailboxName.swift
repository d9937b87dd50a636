/// A mailbox's name, or a pattern of names, as it is sent on the wire: in modified UTF-7.
public struct MailboxName: Sendable, Hashable {
  /// What a server sent, or is sent: not always what an encoder would have made.
  public let wire: [UInt8]

  /// Encodes a name as people write it.
  public init(_ text: String) { wire = ModifiedUTF7.encode(text) }

  /// Takes a name as a server wrote it.
  public init(wire: some Sequence<UInt8>) { self.wire = Array(wire) }

  /// The name as people write it; nil where the bytes are not valid modified UTF-7 (RFC 3501 section 5.1.3).
  public var text: String? { ModifiedUTF7.decode(wire) }

  public static let inbox = MailboxName("INBOX")
}
