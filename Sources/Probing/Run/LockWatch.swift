/// Distinguishes locked accounts from a block of this machine: several accounts in a row that are said to be locked, in
/// the same words, were not all locked before the run.
struct LockWatch {
  private var words: String?
  /// The rows whose accounts are said to be locked, since anything else was said.
  private var rows: [Int] = []
  private var accounts = 0

  private static let accountsInARow = 3

  /// Takes a verdict in.
  ///
  /// - Returns: the rows whose verdicts say nothing about their accounts; empty where they may be right.
  mutating func note(_ verdict: Verdict, rows: [Int]) -> [Int] {
    guard verdict.isLock else {
      if verdict.reach != .connection, verdict.reach != .blocked { self = LockWatch() }
      return []
    }
    if words != verdict.said { self = LockWatch() }
    words = verdict.said
    self.rows += rows
    accounts += 1
    guard accounts >= LockWatch.accountsInARow else { return [] }
    defer { self.rows = [] }
    return self.rows
  }
}
