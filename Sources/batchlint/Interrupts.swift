import Platform

/// Ctrl-C, told to a run that ends by itself.
struct Interrupts {
  let stream: AsyncStream<Void>

  private final class Listener {
    let signals = EndingSignals()
    let interrupts: AsyncStream<Void>.Continuation

    init(_ interrupts: AsyncStream<Void>.Continuation) { self.interrupts = interrupts }
  }

  init() {
    let (stream, continuation) = AsyncStream<Void>.makeStream()
    self.stream = stream
    let listener = Unmanaged.passRetained(Listener(continuation))
    #if canImport(Darwin)
      var thread: pthread_t?
      pthread_create(&thread, nil, { Interrupts.listen($0) }, listener.toOpaque())
    #else
      var thread = pthread_t()
      pthread_create(&thread, nil, { Interrupts.listen($0!) }, listener.toOpaque())
    #endif
  }

  private static func listen(_ listener: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
    let listener = Unmanaged<Listener>.fromOpaque(listener).takeRetainedValue()
    listener.signals.wait()
    StandardError.write("\nbatchlint: no more sign-ins; waiting for those under way (once more breaks them off)")
    while true {
      listener.interrupts.yield()
      listener.signals.wait()
    }
  }
}
