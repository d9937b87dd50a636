/// Something that goes wrong on request.
public struct Fault: Sendable {
  public enum Stage: String, Sendable, CaseIterable {
    case connection, tls, signIn = "sign-in", mailbox, contents
  }

  /// What is done about it.
  enum FaultAction: Sendable {
    // A connection.
    case greet(String, closes: Bool)
    case greetBytes([UInt8])
    case greetLate
    case silence, close, reset
    /// More connections at a time than the number are closed.
    case limit
    /// After the number of refused sign-ins nobody is connected any more.
    case ban
    /// So many milliseconds between two bytes.
    case trickle
    // TLS.
    case plainOnTLSPort, noStartTLS, tlsRequired, startTLSAnswer(String), startTLSInjection, oldTLS, handshakeClosed
    case certificate(Certificates.Kind)
    // A sign-in: lines in place of the answer; `{tag}`, `{number}`, `{user}`, `{password}` and `{base64}` are
    // filled in.
    case answer(String)
    /// The same, as an answer after which the credential is not to be sent again.
    case refuse(String)
    /// The lines, and the end of the connection.
    case answerAndClose(String)
    /// So many seconds late, and as it should be.
    case answerLate
    /// Only a sign-in that succeeds is answered so.
    case accept(String)
    /// The text again and again, until the client goes.
    case endless(String)
    // A mailbox.
    case open(String)
    /// All open the first admin's, or the first account's.
    case wrongMailbox
    // SyntheticMailbox and what is known of them.
    case trait(@Sendable (inout SyntheticMailbox.Traits, Int) -> Void)
    case slashFolders
    case withoutCapabilities([String])
  }

  public let name: String
  public let stage: Stage
  /// What happens, in a line.
  public let summary: String
  /// The number that it takes, where none is given; nil where it takes none.
  public let number: Int?
  let action: FaultAction

  init(_ name: String, _ stage: Stage, _ summary: String, number: Int? = nil, _ action: FaultAction) {
    self.name = name
    self.stage = stage
    self.summary = summary
    self.number = number
    self.action = action
  }

  /// It happens to some sign-ins or mailboxes and not to others.
  public var takesRows: Bool {
    switch action {
    case .slashFolders, .withoutCapabilities: false
    default: stage == .signIn || stage == .mailbox || stage == .contents
    }
  }

  /// It can end after some tries.
  public var takesTries: Bool {
    switch action {
    case .limit, .ban, .plainOnTLSPort, .noStartTLS, .tlsRequired, .certificate, .oldTLS, .wrongMailbox: false
    default: stage != .contents
    }
  }
}
