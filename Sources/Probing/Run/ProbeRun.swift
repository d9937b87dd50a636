import Files

/// What a run has still to do and what it has found: hands out one sign-in after the other, and takes what they
/// came to.
actor ProbeRun {
  /// A sign-in to make, for some rows.
  struct Assignment: Sendable {
    var job: Int
    /// The data rows.
    var rows: [Int]
    /// From 0.
    var attempt = 0
  }

  private struct Waiting {
    var assignment: Assignment
    var notBefore: ContinuousClock.Instant
  }

  private let plan: ProbePlan
  private let progress: @Sendable (Progress) -> Void
  private var journal: Journal?
  private let deadline: ContinuousClock.Instant?
  private let window: TimeWindow?
  private let minuteOfDay: @Sendable () -> Int
  /// A sign-in has begun within the window.
  private var isWindowOpen = false
  private var pacer: RateLimiter
  private var breaker: CircuitBreaker
  private var locks = LockWatch()
  /// Answers that this machine is blocked, since a sign-in was judged.
  private var blocks = 0
  private(set) var results: ProbeResults
  /// Why the run ended before its time.
  private(set) var stopReason: String?
  /// The journal could not be written: the run ends, as a verdict that is not on disk does not count.
  private(set) var trouble: FileError?

  private var next = 0
  private var retries: [Waiting] = []
  /// By admin: those that wait for the first one's verdict.
  private var held: [[Assignment]]
  private var busyNames: Set<Int> = []
  private var heldByName: [Int: [Assignment]] = [:]
  private var refusedNames: Set<Int> = []
  private var ready: [Assignment] = []
  private var underWay = 0
  private var waiters: [CheckedContinuation<Void, Never>] = []
  private var tally = Progress()
  private let clock = ContinuousClock()

  init(
    _ plan: ProbePlan, _ options: ProbeOptions, journal: Journal?, retriesUnanswered: Bool,
    progress: @escaping @Sendable (Progress) -> Void
  ) {
    self.plan = plan
    self.progress = progress
    self.journal = journal
    let now = clock.now
    deadline = options.timeLimit.map { now + $0 }
    (window, minuteOfDay) = (options.window, options.minuteOfDay)
    pacer = RateLimiter(options, now: clock.now)
    breaker = CircuitBreaker(admins: plan.admins, mostRefusals: options.mostRefusals)
    held = Array(repeating: [], count: (plan.admins.max() ?? -1) + 1)
    results = ProbeResults(rows: plan.context.rowCount)
    tally.total = plan.triedRows
    for (row, reason) in plan.skipped { results.add(ProbeRun.untried(row, reason.rawValue)) }
    for attempt in journal?.known ?? ProbeResults(rows: 0) { ProbeRun.take(attempt, &results, &tally) }
    if !retriesUnanswered, let journal {
      let reason =
        "the run ended while the server was thinking about this sign-in; it is not sent again, as it may have "
        + "been refused (--retry-unanswered sends it)"
      for row in journal.unanswered { ProbeRun.take(ProbeRun.untried(row, reason), &results, &tally) }
    }
    for job in (0..<plan.signIns).lazy.map(plan.job) where job.credentialGroup != nil || job.name != nil {
      guard let verdict = job.rows.lazy.compactMap({ journal?.known[$0]?.verdict }).first else { continue }
      if let credentialGroup = job.credentialGroup { breaker.recall(verdict, credentialGroup: credentialGroup) }
      if let name = job.name, verdict.reach == .credential { refusedNames.insert(name) }
    }
    self.journal?.forget()
  }

  /// Whether the admin's credential may be tried once more, beside the rows.
  func mayTryAdmin(_ credentialGroup: Int) -> Bool { !breaker.hasRefused(credentialGroup) }

  private static func untried(_ row: Int, _ reason: String) -> RowOutcome {
    RowOutcome(row: row, verdict: Verdict("probe-not-tried", "not tried: \(reason)"))
  }

  private static func take(_ attempt: RowOutcome, _ results: inout ProbeResults, _ tally: inout Progress) {
    results.add(attempt)
    tally.done += 1
    if attempt.verdict.isGood { tally.good += 1 }
    if attempt.verdict.reach == .credential { tally.refused += 1 }
  }

  /// The next sign-in, as soon as it may begin; nil when there is none any more.
  func take() async -> Assignment? {
    while !Task.isCancelled, stopReason == nil, trouble == nil {
      let now = clock.now
      if let deadline, now >= deadline {
        stop("time limit reached; continue with --resume")
        break
      }
      guard isInWindow() else {
        if stopReason == nil { await rest(until: now + .seconds(1), now) }
        continue
      }
      if underWay < pacer.allowed {
        if let until = pacer.wait(now: now) {
          await rest(until: until, now)
          continue
        }
        if let assignment = choose(now) {
          underWay += 1
          pacer.begin(now: now)
          return assignment
        }
        if let soonest = retries.map(\.notBefore).min() {
          await rest(until: soonest, now)
          continue
        }
        if underWay == 0 { break }
      }
      await withCheckedContinuation { waiters.append($0) }
    }
    wake()
    return nil
  }

  /// Whether sign-ins may begin; a run that began within the window ends with it.
  private func isInWindow() -> Bool {
    guard let window else { return true }
    let isOpen = window.contains(minute: minuteOfDay())
    if isOpen {
      isWindowOpen = true
    } else if isWindowOpen {
      stop("the window \(window) has ended; continue with --resume")
    }
    return isOpen
  }

  /// Not at a stretch: the run may be stopped meanwhile.
  private func rest(until: ContinuousClock.Instant, _ now: ContinuousClock.Instant) async {
    try? await clock.sleep(until: min(until, now + .milliseconds(200)))
  }

  private func choose(_ now: ContinuousClock.Instant) -> Assignment? {
    while let assignment = retry(now) ?? ready.popLast() ?? upcoming() {
      if let admitted = admit(assignment) { return admitted }
    }
    return nil
  }

  private func retry(_ now: ContinuousClock.Instant) -> Assignment? {
    retries.firstIndex { $0.notBefore <= now }.map { retries.remove(at: $0).assignment }
  }

  private func upcoming() -> Assignment? {
    while next < plan.signIns {
      defer { next += 1 }
      // What an earlier run has found out already stays.
      let rows = plan.job(next).rows.filter { results[$0] == nil }
      if !rows.isEmpty { return Assignment(job: next, rows: rows) }
    }
    return nil
  }

  /// Lets a sign-in begin, or keeps it back, or gives it up.
  private func admit(_ assignment: Assignment) -> Assignment? {
    let job = plan.job(assignment.job)
    if let credentialGroup = job.credentialGroup {
      switch breaker.state(credentialGroup) {
      case .testing:
        held[plan.admins[credentialGroup]].append(assignment)
        return nil
      case .refused:
        giveUp(assignment, "the server rejected the admin's sign-ins; more could lock the admin's account")
        return nil
      case .untested, .good: break
      }
    }
    if let name = job.name {
      guard !refusedNames.contains(name) else {
        giveUp(assignment, "the server rejected this sign-in name in another row; more attempts could lock the account")
        return nil
      }
      guard busyNames.insert(name).inserted else {
        heldByName[name, default: []].append(assignment)
        return nil
      }
    }
    breaker.begin(job.credentialGroup)
    return assignment
  }

  private func giveUp(_ assignment: Assignment, _ reason: String) {
    record(assignment.rows.map { ProbeRun.untried($0, reason) })
  }

  /// The assignment's credential is about to be sent.
  ///
  /// - Returns: false where it must not be.
  func begin(_ assignment: Assignment) -> Bool {
    guard stopReason == nil, trouble == nil else { return false }
    return write { try $0.begin(assignment.rows) }
  }

  /// What an assignment came to.
  ///
  /// - Parameters:
  ///   - attempts: of its rows; those that are missing were not judged.
  ///   - verdict: of the sign-in, or of the first mailbox.
  func finish(_ assignment: Assignment, _ attempts: [RowOutcome], _ verdict: Verdict, wasSent: Bool) {
    underWay -= 1
    let job = plan.job(assignment.job)
    let now = clock.now
    var (attempts, verdict) = (attempts, verdict)
    let withdrawn = locks.note(verdict, rows: assignment.rows)
    if !withdrawn.isEmpty {
      reopen(withdrawn.filter { !assignment.rows.contains($0) }, verdict)
      verdict = Verdict.blocked(saying: verdict)
      for index in attempts.indices { attempts[index].verdict = verdict }
    }
    pace(verdict, assignment, now)
    if let reason = breaker.note(verdict, credentialGroup: job.credentialGroup, isAlone: underWay == 0),
      stopReason == nil
    {
      stopReason = reason
    }
    if let name = job.name {
      busyNames.remove(name)
      if verdict.reach == .credential { refusedNames.insert(name) }
      ready += (heldByName.removeValue(forKey: name) ?? []).reversed()
    }
    if let credentialGroup = job.credentialGroup, breaker.state(credentialGroup) != .testing {
      let admin = plan.admins[credentialGroup]
      ready += held[admin].reversed()
      held[admin] = []
    }
    if !wasSent, verdict.reach == .connection, breaker.hasRefusals {
      for index in attempts.indices { attempts[index].verdict = attempts[index].verdict.asBlock }
    }
    let again =
      stopReason == nil ? Set(attempts.filter { assignment.attempt + 1 < $0.verdict.retry.tries }.map(\.row)) : []
    // Of a row whose credential was not sent, a later run may find out more.
    let isJudged = wasSent && verdict.reach != .blocked
    record(attempts.filter { !again.contains($0.row) }, isLasting: isJudged)
    let judged = Set(attempts.map(\.row))
    let left = assignment.rows.filter { !judged.contains($0) }
    let open = (isJudged ? again.sorted() : assignment.rows) + left
    if wasSent, !open.isEmpty { _ = write { try $0.withdraw(open) } }
    if !left.isEmpty { ready.append(Assignment(job: assignment.job, rows: left, attempt: assignment.attempt)) }
    if !again.isEmpty {
      let rows = assignment.rows.filter { again.contains($0) }
      retries.append(
        Waiting(
          assignment: Assignment(job: assignment.job, rows: rows, attempt: assignment.attempt + 1),
          notBefore: now + pacer.pause(assignment.attempt)))
    }
    wake()
    progress(tally)
  }

  /// Fewer connections and a pause, or more connections.
  private func pace(_ verdict: Verdict, _ assignment: Assignment, _ now: ContinuousClock.Instant) {
    if case .slower(let suggested) = verdict.retry {
      pacer.throttled(after: suggested, attempt: assignment.attempt, now: now)
    } else if verdict.reach == .blocked {
      pacer.throttled(after: nil, attempt: blocks, now: now)
      blocks += 1
    } else if verdict.rule == "probe-throttled" {
      pacer.throttled(after: nil, attempt: 0, now: now)
    } else if verdict.isGood {
      pacer.succeeded()
      blocks = 0
    }
  }

  /// Takes verdicts back that turned out to say nothing about their rows.
  private func reopen(_ rows: [Int], _ verdict: Verdict) {
    guard !rows.isEmpty else { return }
    _ = write { try $0.withdraw(rows) }
    for row in rows {
      guard var outcome = results[row] else { continue }
      outcome.verdict = Verdict.blocked(saying: verdict)
      results.add(outcome)
    }
  }

  /// An assignment was broken off before anything was known of it.
  func abandon() {
    underWay -= 1
    wake()
  }

  /// Ends the run as soon as those under way are done.
  func stop(_ reason: String) {
    if stopReason == nil { stopReason = reason }
    wake()
  }

  /// Gives every row that is still without a verdict one that says why, and lets go of the journal.
  func close() -> ProbeResults {
    journal = nil
    let reason = stopReason ?? trouble.map { "cannot write the journal (\($0))" } ?? "the run was interrupted"
    for job in 0..<plan.signIns {
      for row in plan.job(job).rows where results[row] == nil { results.add(ProbeRun.untried(row, reason)) }
    }
    return results
  }

  private func record(_ attempts: [RowOutcome], isLasting: Bool = true) {
    guard !attempts.isEmpty, !isLasting || write({ try $0.add(attempts) }) else { return }
    for attempt in attempts { ProbeRun.take(attempt, &results, &tally) }
  }

  private func write(_ body: (inout Journal) throws -> Void) -> Bool {
    guard journal != nil else { return true }
    do {
      try body(&journal!)
      return true
    } catch {
      trouble = error as? FileError
      wake()
      return false
    }
  }

  private func wake() {
    let all = waiters
    waiters = []
    for waiter in all { waiter.resume() }
  }
}

extension Verdict.Retry {
  /// How often it is tried in all.
  var tries: Int {
    switch self {
    case .never: 1
    case .once: 2
    case .fewTimes: 3
    case .slower: 5
    }
  }
}
