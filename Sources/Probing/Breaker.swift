/// Ends a run, or an admin's part of it, before it harms accounts.
struct Breaker {
  /// What an admin's credential has come to.
  enum Family: Equatable {
    /// Nobody has signed in with it; one row tries.
    case untested
    case testing
    case good
    case refused
  }

  /// By family: which admin it is a password of.
  private let admins: [Int]
  private var isGood: [Bool]
  /// By admin, whatever the password: a column that was filled with a series has another one in each row.
  private var isTesting: [Bool]
  private var refusals: [Int]
  private var recent: [Bool] = []
  private var refusedInAll = 0
  private var connectionFailures = 0
  private let mostRefusals: Int?

  private static let window = 50
  private static let refusalsOfAdmin = 2
  private static let connectionFailuresInARow = 3

  /// - Parameter admins: by family, its admin, counted from 0.
  init(admins: [Int], mostRefusals: Int?) {
    self.admins = admins
    isGood = [Bool](repeating: false, count: admins.count)
    let count = (admins.max() ?? -1) + 1
    isTesting = [Bool](repeating: false, count: count)
    refusals = [Int](repeating: 0, count: count)
    self.mostRefusals = mostRefusals
  }

  func state(_ family: Int) -> Family {
    let admin = admins[family]
    if isGood[family] { return .good }
    if isTesting[admin] { return .testing }
    // One mailbox may be odd; two say that it is the admin.
    return refusals[admin] >= Breaker.refusalsOfAdmin ? .refused : .untested
  }

  mutating func begin(_ family: Int?) {
    if let family, state(family) == .untested { isTesting[admins[family]] = true }
  }

  /// An admin's credential has come to this before, or elsewhere.
  mutating func recall(_ verdict: Verdict, family: Int) {
    begin(family)
    note(verdict, of: family)
  }

  func hasRefused(_ family: Int) -> Bool { refusals[admins[family]] > 0 }

  /// Takes a verdict in.
  ///
  /// - Parameter isAlone: no other connection was there.
  /// - Returns: why the run must end; nil where it goes on.
  mutating func note(_ verdict: Verdict, family: Int?, isAlone: Bool) -> String? {
    note(verdict, of: family)
    if verdict.reach == .server { return verdict.message }
    if verdict.reach == .connection {
      // One too many beside others is not kept out.
      if case .slower = verdict.retry, !isAlone { return nil }
      connectionFailures += 1
      guard connectionFailures >= Breaker.connectionFailuresInARow else { return nil }
      // It had let in the connection that goes before all sign-ins.
      return "the host, which had answered before, does not any more (\(verdict.message))\(refusedInAll > 0 ? ": it may have blocked this machine after refused sign-ins; wait ten minutes or more" : "")"
    }
    connectionFailures = 0
    recent.append(verdict.reach == .credential)
    if recent.count > Breaker.window { recent.removeFirst() }
    guard verdict.reach == .credential else { return nil }
    refusedInAll += 1
    guard let mostRefusals, refusedInAll >= mostRefusals, recent.count(where: { $0 }) * 5 > recent.count else { return nil }
    return "\(refusedInAll) sign-ins were refused, more than one in five of the last \(recent.count): more of them could lock accounts or get this machine blocked"
  }

  private mutating func note(_ verdict: Verdict, of family: Int?) {
    guard let family, state(family) == .testing else { return }
    isTesting[admins[family]] = false
    switch verdict.reach {
    case .credential: refusals[admins[family]] += 1
    case .adminAccepted: isGood[family] = true
    case .row: isGood[family] = verdict.isGood || verdict.rule == "probe-root-other" || verdict.rule == "probe-wrong-mailbox"
    case .connection, .server: break
    }
  }
}
