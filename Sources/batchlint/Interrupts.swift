import Platform

/// Ctrl-C, passed to a run that ends by itself.
struct Interrupts {
  let stream: AsyncStream<Void>

  init() {
    let (stream, continuation) = AsyncStream<Void>.makeStream()
    self.stream = stream
    let signals = EndingSignals()
    SystemThread { Interrupts.listen(signals, continuation) }?.detach()
  }

  private static func listen(_ signals: EndingSignals, _ interrupts: AsyncStream<Void>.Continuation) {
    signals.wait()
    StandardError.write("\nbatchlint: stopping; waiting for running sign-ins (press Ctrl-C again to abort them)")
    while true {
      interrupts.yield()
      signals.wait()
    }
  }
}
