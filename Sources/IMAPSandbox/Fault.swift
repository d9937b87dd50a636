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
  let act: FaultAction

  init(_ name: String, _ stage: Stage, _ summary: String, number: Int? = nil, _ act: FaultAction) {
    self.name = name
    self.stage = stage
    self.summary = summary
    self.number = number
    self.act = act
  }

  /// It happens to some sign-ins or mailboxes and not to others.
  public var takesRows: Bool {
    switch act {
    case .slashFolders, .withoutCapabilities: false
    default: stage == .signIn || stage == .mailbox || stage == .contents
    }
  }

  /// It can end after some tries.
  public var takesTries: Bool {
    switch act {
    case .limit, .ban, .plainOnTLSPort, .noStartTLS, .tlsRequired, .certificate, .oldTLS, .wrongMailbox: false
    default: stage != .contents
    }
  }
}

/// A fault as it was asked for: `NAME[:NUMBER][=ROWS][/TRIES]`.
public struct FaultOrder: Sendable {
  public let fault: Fault
  /// In the fault's own unit.
  public let number: Int
  /// Nil for all.
  public let rows: [ClosedRange<Int>]?
  /// How often it happens, to each row or over all connections, before all is well; nil for always.
  public let tries: Int?

  /// Reads an order such as `unavailable=3,7-9/2`.
  public init(_ text: String) throws(SandboxError) {
    var rest = text[...]
    func cut(at sign: Character) -> Substring? {
      guard let place = rest.lastIndex(of: sign) else { return nil }
      defer { rest = rest[..<place] }
      return rest[rest.index(after: place)...]
    }
    let (tries, rows, number) = (cut(at: "/"), cut(at: "="), cut(at: ":"))
    guard let fault = Fault.named(String(rest)) else {
      throw SandboxError("there is no fault \(rest); --fault list shows all")
    }
    guard tries == nil || fault.takesTries else {
      throw SandboxError("--fault \(text): \(fault.name) does not end after some tries")
    }
    guard rows == nil || fault.takesRows else {
      throw SandboxError("--fault \(text): \(fault.name) is about whole connections, not about rows")
    }
    guard number == nil || fault.number != nil else {
      throw SandboxError("--fault \(text): \(fault.name) takes no number")
    }
    self.fault = fault
    self.number = try FaultOrder.number(number, in: text) ?? fault.number ?? 0
    self.tries = try FaultOrder.number(tries, in: text)
    self.rows = try rows.map { (list) throws(SandboxError) in try FaultOrder.ranges(list, in: text) }
  }

  /// A sign-in or the opening of a mailbox is answered by some text; `{tag}` stands for the command's tag.
  ///
  /// - Parameter isRefusal: the credential is not to be sent again.
  public init(
    answering stage: Fault.Stage, _ text: String, isRefusal: Bool = false, rows: [ClosedRange<Int>]? = nil,
    tries: Int? = nil
  ) {
    fault = Fault(
      "answer", stage, "answers so", stage == .mailbox ? .open(text) : isRefusal ? .refuse(text) : .answer(text))
    number = 0
    self.rows = rows
    self.tries = tries
  }

  private static func number(_ text: Substring?, in order: String) throws(SandboxError) -> Int? {
    guard let text else { return nil }
    guard let number = Int(text), number >= 0 else { throw SandboxError("--fault \(order): \(text) is no number") }
    return number
  }

  private static func ranges(_ list: Substring, in order: String) throws(SandboxError) -> [ClosedRange<Int>] {
    var ranges: [ClosedRange<Int>] = []
    for part in list.split(separator: ",", omittingEmptySubsequences: false) {
      let ends = part.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
      guard (1...2).contains(ends.count), let first = ends[0], let last = ends[ends.count - 1], first >= 1,
        last >= first
      else {
        throw SandboxError("--fault \(order): \(part) is no row; write rows as 3,7-9")
      }
      ranges.append(first...last)
    }
    return ranges
  }
}
