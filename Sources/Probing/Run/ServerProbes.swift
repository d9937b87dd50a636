import IMAPClient
import Linting
import NIOConcurrencyHelpers
import NIOPosix

/// A file's rows at the servers that they belong to: a run of its own for each server, all at the same time, each with
/// its own pace, limits and breaker.
public struct ServerProbes: Sendable {
  /// The rows of one server.
  public struct Part: Sendable {
    public let plan: ProbePlan
    public let server: Connector.Options
    fileprivate let prober: Prober
  }

  /// In the order of the routes; servers without a row are left out.
  public let parts: [Part]

  /// - Parameter triesAll: rows with an error in their sign-in, too.
  public init(_ file: LintResult, _ routes: ServerRoutes, _ options: ProbeOptions, triesAll: Bool = false) {
    parts = routes.servers.enumerated().compactMap { number, server in
      let plan = ProbePlan(
        file, triesAll: triesAll, sample: options.sample, isByProxy: options.proxyAdmin != nil,
        takes: routes.servers.count == 1 ? nil : { routes.number(ofDomain: $0) == number })
      guard routes.servers.count == 1 || !plan.isEmpty else { return nil }
      return Part(plan: plan, server: server, prober: Prober(plan, server, options))
    }
  }

  /// How many sign-ins there will be.
  public var signIns: Int { parts.reduce(0) { $0 + $1.plan.signIns } }

  /// Runs until every row has a verdict, or something forbids to go on at its server.
  ///
  /// - Parameters:
  ///   - interrupts: as of ``Prober/run(journal:retriesUnanswered:interrupts:progress:)``.
  ///   - progress: is told after each sign-in, of all servers together.
  /// - Returns: what the runs came to, in the order of the parts.
  public func runBlocking(
    journal: Journal? = nil, retriesUnanswered: Bool = false, interrupts: AsyncStream<Void>? = nil,
    progress: @escaping @Sendable (Progress) -> Void = { _ in }
  ) throws -> [Prober.Outcome] {
    let runs = parts.map { _ in AsyncStream<Void>.makeStream() }
    let tallies = NIOLockedValueBox(parts.map { part in Progress(total: part.plan.triedRows) })
    return try MultiThreadedEventLoopGroup.singleton.next().makeFutureWithTask {
      let watcher = interrupts.map { interrupts in
        Task { for await _ in interrupts { for run in runs { run.continuation.yield() } } }
      }
      defer { watcher?.cancel() }
      return await withTaskGroup(of: (Int, Prober.Outcome).self) { group in
        for (number, part) in parts.enumerated() {
          let journal = parts.count == 1 ? journal : journal?.part(at: part.server.endpoint.text, rows: part.plan.rows)
          group.addTask {
            let outcome = await part.prober.run(
              journal: journal, retriesUnanswered: retriesUnanswered, interrupts: runs[number].stream
            ) { tally in
              progress(
                tallies.withLockedValue { tallies in
                  tallies[number] = tally
                  return Progress(sumOf: tallies)
                })
            }
            return (number, outcome)
          }
        }
        var outcomes = parts.map { _ in Prober.Outcome() }
        for await (number, outcome) in group { outcomes[number] = outcome }
        return outcomes
      }
    }.wait()
  }
}
