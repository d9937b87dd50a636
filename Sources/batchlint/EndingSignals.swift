import Platform

/// Ctrl-C and the polite end, waited for by the thread that would otherwise have nothing to do.
struct EndingSignals: Sendable {
  private var signals = sigset_t()

  init() {
    sigemptyset(&signals)
    sigaddset(&signals, SIGINT)
    sigaddset(&signals, SIGTERM)
    sigaddset(&signals, SIGHUP)
    pthread_sigmask(SIG_BLOCK, &signals, nil)
  }

  func wait() {
    var signals = signals
    var signal: CInt = 0
    while sigwait(&signals, &signal) != 0 {}
  }

  /// A thread reads standard input to its end and then ends the waiting.
  func raiseAtEndOfInput() {
    SystemThread {
      var bytes = [UInt8](repeating: 0, count: 4096)
      while true {
        let count = SystemCall.read(STDIN_FILENO, &bytes, bytes.count)
        if count > 0 || (count < 0 && errno == EINTR) { continue }
        kill(getpid(), SIGTERM)
        return
      }
    }?.detach()
  }
}
