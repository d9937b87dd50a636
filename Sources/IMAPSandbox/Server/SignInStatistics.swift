import NIOConcurrencyHelpers

/// A sign-in that was answered: its account and its outcome. Contains no secret.
public struct SignInEvent: Sendable {
  public enum Outcome: Sendable, Equatable {
    case accepted, refused
    /// The admin's password is right, but not for this mailbox.
    case notAllowed
    /// A fault, by its name.
    case fault(String)
  }

  /// The connection, counted from 1.
  public var connection: Int
  /// The account's label; `unknown-N` for one that no row has.
  public var account: String
  /// The first row of the account; nil where no row has it.
  public var row: Int?
  public var outcome: Outcome
  /// The very same name and password were refused before.
  public var isRepeated: Bool
}

/// How often clients signed in to an account.
public struct SignInCounts: Sendable, Equatable {
  public var tries = 0
  public var accepted = 0
  public var refused = 0
  /// Tries with a name and password that had been refused before.
  public var repeated = 0

  public init(tries: Int = 0, accepted: Int = 0, refused: Int = 0, repeated: Int = 0) {
    self.tries = tries
    self.accepted = accepted
    self.refused = refused
    self.repeated = repeated
  }
}

/// The counters that all connections share.
final class SignInStatistics: Sendable {
  struct State {
    var connections = 0
    var open = 0
    var refused = 0
    var attempts: [Int: SignInCounts] = [:]
    /// Names that no row has, by the order of their appearance.
    var unknown: [[UInt8]: (number: Int, attempt: SignInCounts)] = [:]
    /// Which names and passwords were refused: only hashes that mean nothing outside this process.
    var refusedCredentials: Set<Int> = []
  }

  private let box = NIOLockedValueBox(State())
  /// Further unknown names are not counted one by one.
  private static let mostUnknown = 100_000

  /// The number of a new connection, and how many are open with it.
  func connect() -> (number: Int, open: Int) {
    box.withLockedValue { state in
      state.connections += 1
      state.open += 1
      return (state.connections, state.open)
    }
  }

  func disconnect() { box.withLockedValue { $0.open -= 1 } }

  /// Counts a sign-in and makes its event.
  ///
  /// - Parameter isFinal: to try the credential again makes no sense.
  func count(
    _ name: [UInt8], _ password: [UInt8], account: Int?, in directory: AccountDirectory, outcome: SignInEvent.Outcome,
    isFinal: Bool, connection: Int
  ) -> (event: SignInEvent, refused: Int) {
    var hasher = Hasher()
    hasher.combine(name)
    hasher.combine(password)
    let credential = hasher.finalize()
    return box.withLockedValue { state in
      let isRepeated = state.refusedCredentials.contains(credential)
      if isFinal {
        state.refusedCredentials.insert(credential)
        state.refused += 1
      }
      func add(_ attempt: inout SignInCounts) {
        attempt.tries += 1
        if outcome == .accepted { attempt.accepted += 1 }
        if isFinal { attempt.refused += 1 }
        if isRepeated { attempt.repeated += 1 }
      }
      var event = SignInEvent(
        connection: connection, account: "unknown", row: nil, outcome: outcome, isRepeated: isRepeated)
      if let account {
        add(&state.attempts[account, default: SignInCounts()])
        event.account = directory.accounts[account].label
        event.row = directory.accounts[account].row
      } else if state.unknown[name] != nil || state.unknown.count < SignInStatistics.mostUnknown {
        var known = state.unknown[name] ?? (state.unknown.count + 1, SignInCounts())
        add(&known.attempt)
        event.account = "unknown-\(known.number)"
        state.unknown[name] = known
      }
      return (event, state.refused)
    }
  }

  func attempts(_ directory: AccountDirectory) -> [String: SignInCounts] {
    box.withLockedValue { state in
      var attempts: [String: SignInCounts] = [:]
      for (account, attempt) in state.attempts { attempts[directory.accounts[account].label] = attempt }
      for (number, attempt) in state.unknown.values { attempts["unknown-\(number)"] = attempt }
      return attempts
    }
  }

  var connections: Int { box.withLockedValue { $0.connections } }
}
