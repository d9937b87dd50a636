import Files
import IMAP
import IMAPClient
import NIOCore
import NIOPosix
import Platform

/// Signs in with the rows of a file, one credential after the other, and opens the mailboxes that they mean.
///
/// A connection without credentials goes first: what no row can do better than ends the run there. Then one row of each
/// admin, and only then the others. A credential that the server refused is never sent again.
public struct Prober: Sendable {
  /// What a run came to.
  public struct Outcome: Sendable {
    /// Of every row that was to be tried, ascending by row; those that were not have a verdict that says why.
    public var attempts = ProbeResults(rows: 0)
    /// Why it ended before its time; nil where every row was tried.
    public var stopReason: String?
    /// The user ended it.
    public var wasInterrupted = false
    /// What keeps everybody out; no row was tried then.
    public var obstacle: Verdict?
    /// Nil without TLS.
    public var tls: TLSFacts?
    /// The IP address that answered.
    public var address: String?
    /// What the server calls itself (RFC 2971).
    public var server: String?
    public var duration = Duration.zero
    /// The journal could not be written.
    public var trouble: FileError?
  }

  private let plan: ProbePlan
  private let connection: Connector.Options
  private let options: ProbeOptions

  public init(_ plan: ProbePlan, _ connection: Connector.Options, _ options: ProbeOptions) {
    self.plan = plan
    self.connection = connection
    self.options = options
  }

  /// Runs until every row has a verdict, or something forbids to go on.
  ///
  /// - Parameters:
  ///   - interrupts: after the first one no sign-in is begun any more, and those under way are waited for; the
  /// second breaks them off.
  ///   - progress: is told after each sign-in.
  public func run(
    journal: Journal? = nil, retriesUnanswered: Bool = false, interrupts: AsyncStream<Void>? = nil,
    progress: @escaping @Sendable (Progress) -> Void = { _ in }
  ) async -> Outcome {
    let clock = ContinuousClock()
    let start = clock.now
    let run = ProbeRun(plan, options, journal: journal, retriesUnanswered: retriesUnanswered, progress: progress)
    // A run that goes on counts from the end of the earlier one.
    let earlier = journal?.known.lazy.map { ($0.startedAt ?? 0) + ($0.milliseconds ?? 0) }.max() ?? 0
    let work = Task { await signInAll(run, since: start - .milliseconds(earlier)) }
    let watcher = interrupts.map { interrupts in
      Task {
        var count = 0
        for await _ in interrupts {
          count += 1
          await run.stop("the run was interrupted")
          if count > 1 { work.cancel() }
        }
        return count > 0
      }
    }
    var outcome = await work.value
    watcher?.cancel()
    outcome.wasInterrupted = await watcher?.value ?? false
    // What keeps everybody out is said once, not of each row; what an earlier run found out stays.
    let results = await run.close()
    outcome.attempts = outcome.obstacle == nil ? results : results.ofSignIns
    outcome.stopReason = await run.stopReason
    outcome.trouble = await run.trouble
    outcome.duration = clock.now - start
    return outcome
  }

  /// The same for a thread that has nothing else to do.
  public func runBlocking(
    journal: Journal? = nil, retriesUnanswered: Bool = false, interrupts: AsyncStream<Void>? = nil,
    progress: @escaping @Sendable (Progress) -> Void = { _ in }
  ) throws -> Outcome {
    try MultiThreadedEventLoopGroup.singleton.next().makeFutureWithTask {
      await run(journal: journal, retriesUnanswered: retriesUnanswered, interrupts: interrupts, progress: progress)
    }.wait()
  }

  private func signInAll(_ run: ProbeRun, since start: ContinuousClock.Instant) async -> Outcome {
    var outcome = Outcome()
    let connector: Connector
    do {
      connector = try await Connector(connection)
      outcome = try await scout(connector)
    } catch {
      outcome.obstacle = Verdict(error)
      await run.stop(Verdict(error).sentence)
      return outcome
    }
    let admin = await admin(connector, run)
    if let refusal = admin.refusal {
      outcome.obstacle = refusal
      await run.stop(refusal.sentence)
      return outcome
    }
    let worker = SignInWorker(
      plan: plan, connector: connector, options: options, adminBox: admin.box, run: run, start: start,
      tokens: options.token.map { TokenSource($0, isShared: options.sharesToken) })
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<max(1, min(options.connections, plan.signIns)) {
        let loop = MultiThreadedEventLoopGroup.singleton.next()
        if #available(macOS 15, *) {
          group.addTask(executorPreference: LoopExecutor(loop)) { await worker.work(on: loop) }
        } else {
          group.addTask { await worker.work(on: loop) }
        }
      }
    }
    return outcome
  }

  /// The connection without credentials: whether the server is there, what it is, and how it protects itself.
  private func scout(_ connector: Connector) async throws(OpenFailure) -> Outcome {
    let connection = try await open(connector)
    var outcome = Outcome()
    outcome.tls = connection.tls
    outcome.address = connector.address
    if await connection.capabilities().contains("ID") {
      for field in await connection.id().serverID where field.field == "name" {
        outcome.server = await connection.shown(field.value).text
      }
    }
    _ = await connection.logout()
    return outcome
  }

  /// A connection before those of the rows, which is tried twice: nothing goes on without it.
  private func open(_ connector: Connector) async throws(OpenFailure) -> Connection {
    do {
      return try await connector.open()
    } catch  where Verdict(error).retry != .never {
      try? await Task.sleep(for: options.firstPause)
      return try await connector.open()
    }
  }

  /// Where an admin signs in for others: the admin's own INBOX, to know it again; or that the admin is refused, which
  /// no row need find out once more.
  private func admin(_ connector: Connector, _ run: ProbeRun) async -> (box: MailboxCheck.Identity?, refusal: Verdict?)
  {
    guard let admin = options.proxyAdmin, case let first = plan.job(0), let credentialGroup = first.credentialGroup,
      await run.mayTryAdmin(credentialGroup),
      let connection = try? await open(connector)
    else { return (nil, nil) }
    let credential = Credential(
      userName: admin, secret: Secret(plan.password(first)), method: .plain(authorizationID: nil))
    let signIn = await connection.signIn(credential)
    let box = signIn.isOK ? MailboxCheck.Identity(await connection.examine(.inbox)) : nil
    _ = await connection.logout()
    guard var refusal = Verdict.ofSignIn(signIn, of: RowWords([admin])), refusal.reach == .credential else {
      return (box, nil)
    }
    refusal.message = "the admin signs in first, and \(refusal.message)"
    return (nil, refusal)
  }
}

/// Makes one sign-in after the other.
private struct SignInWorker: Sendable {
  let plan: ProbePlan
  let connector: Connector
  let options: ProbeOptions
  let adminBox: MailboxCheck.Identity?
  let run: ProbeRun
  /// From when on attempts are dated.
  let start: ContinuousClock.Instant
  /// Nil where passwords are sent.
  let tokens: TokenSource?

  private static let longestLook = Duration.seconds(60)

  /// - Parameter loop: where its connections are.
  func work(on loop: any EventLoop) async {
    while let assignment = await run.take() {
      await perform(assignment, on: loop)
      if Task.isCancelled { return }
    }
  }

  private func perform(_ assignment: ProbeRun.Assignment, on loop: any EventLoop) async {
    let job = plan.job(assignment.job)
    let startedAt = (ContinuousClock.now - start).milliseconds
    let credential: Credential
    let opened: Connection
    do {
      credential = try await self.credential(job)
    } catch {
      let verdict = Verdict("probe-not-tried", "not tried: no token (\(error))")
      return await run.finish(assignment, all(assignment, verdict), verdict, wasSent: false)
    }
    do {
      opened = try await connector.open(masking: [credential.secret], on: loop)
    } catch {
      if Task.isCancelled { return await run.abandon() }
      let verdict = Verdict(afterOpening: error)
      return await run.finish(assignment, all(assignment, verdict, startedAt), verdict, wasSent: false)
    }
    guard await run.begin(assignment) else {
      await opened.close()
      return await run.abandon()
    }
    let sent = ContinuousClock.now
    let (connection, reply) = await signIn(credential, on: opened, loop)
    let milliseconds = (ContinuousClock.now - sent).milliseconds
    if Task.isCancelled, !reply.isOK {
      await connection.close()
      return await run.abandon()
    }
    if let verdict = reply.refusal(of: credential, plan.words(job)) {
      await connection.close()
      return await run.finish(assignment, all(assignment, verdict, startedAt, milliseconds), verdict, wasSent: true)
    }
    var attempts = await look(assignment, connection, startedAt, milliseconds)
    _ = await connection.logout()
    // An unfinished look says nothing, and may be repeated: the credential is good.
    var verdict = attempts.first?.verdict ?? .good
    if let slowness = Verdict.slowness(reply.reply) {
      verdict = slowness
      // The row has its result, and is not tried again.
      for index in attempts.indices where attempts[index].verdict.isGood {
        attempts[index].verdict = slowness
        attempts[index].verdict.retry = .never
      }
    }
    await run.finish(assignment, attempts, verdict, wasSent: true)
  }

  /// Signs in, and where the server says that the token has expired once more with another one.
  private func signIn(
    _ credential: Credential, on connection: Connection, _ loop: any EventLoop
  ) async -> (connection: Connection, reply: SignInReply) {
    let isASCII = credential.isASCII
    let offersPlain = isASCII ? true : await connection.capabilities().offers(mechanism: "PLAIN")
    let reply = SignInReply(reply: await connection.signIn(credential), isAmbiguous: !offersPlain)
    guard let tokens, TokenRefusal(reply.reply)?.isExpired == true,
      let renewed = await tokens.renewedToken(for: credential.userName), !renewed.matches(credential.secret)
    else { return (connection, reply) }
    await connection.close()
    guard let another = try? await connector.open(masking: [credential.secret, renewed], on: loop) else {
      return (connection, reply)
    }
    let credential = Credential(userName: credential.userName, secret: renewed, method: .token)
    return (another, SignInReply(reply: await another.signIn(credential), isAmbiguous: false))
  }

  private func look(_ assignment: ProbeRun.Assignment, _ connection: Connection, _ startedAt: Int, _ milliseconds: Int)
    async -> [RowOutcome]
  {
    var check = MailboxCheck(connection, words: plan.words(plan.job(assignment.job)), adminBox: adminBox)
    var attempts: [RowOutcome] = []
    var known: [String?: (verdict: Verdict, inspection: Inspection?)] = [:]
    let end = ContinuousClock.now + SignInWorker.longestLook
    for row in assignment.rows {
      // The others get a session of their own, before the connection's time is over.
      if !attempts.isEmpty, ContinuousClock.now > end { break }
      let root = plan.root(ofRow: row)
      if known[root] == nil {
        let (verdict, name) = await check.check(root: root)
        let inspects = options.inspects && (verdict.isGood || verdict.rule == "probe-root-other")
        let inspection = inspects ? await MailboxInspection(connection).inspect(root: root == nil ? nil : name) : nil
        known[root] = (verdict, inspection)
      }
      let found = known[root]!
      attempts.append(
        RowOutcome(
          row: row, verdict: found.verdict, milliseconds: milliseconds, startedAt: startedAt,
          inspection: found.inspection))
    }
    return attempts
  }

  private func credential(_ job: ProbePlan.Job) async throws -> Credential {
    let name = plan.userName(job)
    if let tokens { return Credential(userName: name, secret: try await tokens.token(for: name), method: .token) }
    let secret = Secret(plan.password(job))
    guard let admin = options.proxyAdmin else { return Credential(userName: name, secret: secret) }
    return Credential(userName: admin, secret: secret, method: .plain(authorizationID: name))
  }

  private func all(
    _ assignment: ProbeRun.Assignment, _ verdict: Verdict, _ startedAt: Int? = nil, _ milliseconds: Int? = nil
  ) -> [RowOutcome] {
    assignment.rows.map { RowOutcome(row: $0, verdict: verdict, milliseconds: milliseconds, startedAt: startedAt) }
  }
}

/// The answer to a sign-in, and how it was sent.
private struct SignInReply {
  let reply: Reply
  /// The credential has characters beyond ASCII, and went by LOGIN: how they are read is not specified.
  let isAmbiguous: Bool

  var isOK: Bool { reply.isOK }

  /// Why the sign-in failed; nil where it did not.
  func refusal(of credential: Credential, _ words: @autoclosure () -> RowWords) -> Verdict? {
    guard !reply.isOK, let verdict = Verdict.ofSignIn(reply, of: words()) else { return nil }
    if credential.method == .token { return .ofToken(verdict, reply) }
    return isAmbiguous && verdict.reach == .credential ? .ambiguous(verdict) : verdict
  }
}

extension Duration {
  var milliseconds: Int {
    let (seconds, attoseconds) = components
    return Int(seconds) * 1000 + Int(attoseconds / 1_000_000_000_000_000)
  }
}
