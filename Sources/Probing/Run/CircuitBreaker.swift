/// Ends a run, or an admin's part of it, before it harms accounts.
struct CircuitBreaker {
  /// What an admin's credential has come to.
  enum Family: Equatable {
    /// Nobody has signed in with it; one row tries.
    case untested
    case testing
    case good
    case refused
  }

  /// By credentialGroup: which admin it is a password of.
  private let admins: [Int]
  private var isGood: [Bool]
  /// By admin, whatever the password: a column that was filled with a series has another one in each row.
  private var isTesting: [Bool]
  private var refusals: [Int]
  private var recent: [Bool] = []
  private var refusedInAll = 0
  private var connectionFailures = 0
  private var blocksInARow = 0
  private let mostRefusals: Int?

  private static let window = 50
  private static let refusalsOfAdmin = 2
  private static let connectionFailuresInARow = 3
  private static let mostBlocksInARow = 3

  /// - Parameter admins: by credentialGroup, its admin, counted from 0.
  init(admins: [Int], mostRefusals: Int?) {
    self.admins = admins
    isGood = [Bool](repeating: false, count: admins.count)
    let count = (admins.max() ?? -1) + 1
    isTesting = [Bool](repeating: false, count: count)
    refusals = [Int](repeating: 0, count: count)
    self.mostRefusals = mostRefusals
  }

  func state(_ credentialGroup: Int) -> Family {
    let admin = admins[credentialGroup]
    if isGood[credentialGroup] { return .good }
    if isTesting[admin] { return .testing }
    // One mailbox may be odd; two say that it is the admin.
    return refusals[admin] >= CircuitBreaker.refusalsOfAdmin ? .refused : .untested
  }

  mutating func begin(_ credentialGroup: Int?) {
    if let credentialGroup, state(credentialGroup) == .untested { isTesting[admins[credentialGroup]] = true }
  }

  /// An admin's credential has come to this before, or elsewhere.
  mutating func recall(_ verdict: Verdict, credentialGroup: Int) {
    begin(credentialGroup)
    note(verdict, of: credentialGroup)
  }

  func hasRefused(_ credentialGroup: Int) -> Bool { refusals[admins[credentialGroup]] > 0 }

  /// Takes a verdict in.
  ///
  /// - Parameter isAlone: no other connection was there.
  /// - Returns: why the run must end; nil where it goes on.
  mutating func note(_ verdict: Verdict, credentialGroup: Int?, isAlone: Bool) -> String? {
    note(verdict, of: credentialGroup)
    if verdict.reach == .server { return verdict.message }
    if verdict.reach == .blocked { return noteBlock(verdict) }
    if verdict.reach == .connection {
      // One too many beside others is not kept out.
      if case .slower = verdict.retry, !isAlone { return nil }
      connectionFailures += 1
      guard connectionFailures >= CircuitBreaker.connectionFailuresInARow else { return nil }
      // It had let in the connection that goes before all sign-ins.
      let silence = "the host no longer responds (\(verdict.message))"
      return refusedInAll == 0
        ? silence
        : "\(silence): it may have blocked this machine after refused sign-ins; wait ten minutes or more"
    }
    connectionFailures = 0
    blocksInARow = 0
    recent.append(verdict.reach == .credential)
    if recent.count > CircuitBreaker.window { recent.removeFirst() }
    guard verdict.reach == .credential else { return nil }
    return noteRefusal()
  }

  /// Whether sign-ins were refused, so that a connection that fails may mean a block.
  var hasRefusals: Bool { refusedInAll > 0 }

  /// The server takes no sign-in from this machine for now: a few more tries, after pauses, show whether it still does.
  private mutating func noteBlock(_ verdict: Verdict) -> String? {
    blocksInARow += 1
    recent.append(true)
    if recent.count > CircuitBreaker.window { recent.removeFirst() }
    if blocksInARow >= CircuitBreaker.mostBlocksInARow {
      return
        "this machine is blocked for now, after too many refused sign-ins; wait ten minutes or more, and go on "
        + "with the rows that are left"
    }
    return noteRefusal()
  }

  private mutating func noteRefusal() -> String? {
    refusedInAll += 1
    guard let mostRefusals, refusedInAll >= mostRefusals, recent.count(where: { $0 }) * 5 > recent.count else {
      return nil
    }
    return
      "\(refusedInAll) sign-ins were refused, more than one in five of the last \(recent.count): more of them "
      + "could lock accounts or get this machine blocked"
  }

  private mutating func note(_ verdict: Verdict, of credentialGroup: Int?) {
    guard let credentialGroup, state(credentialGroup) == .testing else { return }
    isTesting[admins[credentialGroup]] = false
    switch verdict.reach {
    case .credential: refusals[admins[credentialGroup]] += 1
    case .adminAccepted: isGood[credentialGroup] = true
    case .row:
      isGood[credentialGroup] =
        verdict.isGood || verdict.rule == "probe-root-other" || verdict.rule == "probe-wrong-mailbox"
    case .connection, .blocked, .server: break
    }
  }
}
