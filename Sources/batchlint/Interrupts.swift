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
    StandardError.write("\nbatchlint: no more sign-ins; waiting for those under way (once more breaks them off)")
    while true {
      interrupts.yield()
      signals.wait()
    }
  }
}
