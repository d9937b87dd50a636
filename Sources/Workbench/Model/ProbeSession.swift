import JSON
import NIOConcurrencyHelpers
import Probing

/// A probe that runs while the page is used: how far it is, and what it came to.
final class ProbeSession: Sendable {
  private struct State {
    var progress = Progress()
    var outcome: Prober.Outcome?
    var listeners: [EventStream] = []
  }

  let plan: ProbePlan
  /// Where the server is, for people.
  let server: String
  private let state = NIOLockedValueBox(State())
  private let interrupts: AsyncStream<Void>.Continuation

  /// Begins to sign in.
  init(_ prober: Prober, _ plan: ProbePlan, server: String, journal: Journal) {
    self.plan = plan
    self.server = server
    let (stream, interrupts) = AsyncStream<Void>.makeStream()
    self.interrupts = interrupts
    Task {
      let outcome = await prober.run(journal: journal, interrupts: stream) { self.advance($0) }
      self.finish(outcome)
    }
  }

  /// Begins no more sign-ins, and waits for those under way; once more, and it breaks them off.
  func stop() { interrupts.yield() }

  var progress: Progress { state.withLockedValue { $0.progress } }
  /// Nil while it runs.
  var outcome: Prober.Outcome? { state.withLockedValue { $0.outcome } }

  /// Sends how far it is, from now on, until it ends.
  func attach(_ stream: EventStream) {
    let (progress, isOver) = state.withLockedValue { state in
      if state.outcome == nil { state.listeners.append(stream) }
      return (state.progress, state.outcome != nil)
    }
    stream.send(ProbeSession.event(progress))
    if isOver { end(stream) }
  }

  private func advance(_ progress: Progress) {
    let listeners = state.withLockedValue { state in
      state.progress = progress
      return state.listeners
    }
    for listener in listeners { listener.send(ProbeSession.event(progress)) }
  }

  private func finish(_ outcome: Prober.Outcome) {
    let listeners = state.withLockedValue { state in
      state.outcome = outcome
      defer { state.listeners = [] }
      return state.listeners
    }
    for listener in listeners { end(listener) }
  }

  private func end(_ stream: EventStream) {
    stream.send(Array("event: end\ndata: {}\n\n".utf8))
    stream.end()
  }

  /// An event of the stream (HTML Living Standard, section 9.2).
  private static func event(_ progress: Progress) -> [UInt8] {
    var writer = JSONWriter()
    writer.object { $0.progress(progress) }
    return Array("data: ".utf8) + writer.bytes + Array("\n\n".utf8)
  }
}

extension JSONWriter {
  /// The members of how far a probe is.
  mutating func progress(_ progress: Progress) {
    member("total", progress.total)
    member("done", progress.done)
    member("good", progress.good)
    member("refused", progress.refused)
  }
}
