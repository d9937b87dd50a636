/// The handlers of a signal's action, which the systems keep in unions of different names.
extension sigaction {
  /// Sets a handler that is given the signal's number.
  package mutating func setHandler(_ handler: @escaping @convention(c) (Int32) -> Void) {
    #if canImport(Darwin)
      __sigaction_u.__sa_handler = handler
    #else
      __sigaction_handler.sa_handler = handler
    #endif
  }

  /// Sets a handler that is given the signal's cause (`SA_SIGINFO`).
  package mutating func setInfoHandler(
    _ handler: @escaping @convention(c) (Int32, UnsafeMutablePointer<siginfo_t>?, UnsafeMutableRawPointer?) -> Void
  ) {
    #if canImport(Darwin)
      __sigaction_u.__sa_sigaction = handler
    #else
      __sigaction_handler.sa_sigaction = handler
    #endif
  }

  /// The system's default, `SIG_DFL`.
  package var isDefault: Bool {
    #if canImport(Darwin)
      __sigaction_u.__sa_handler == nil
    #else
      __sigaction_handler.sa_handler == nil
    #endif
  }
}

extension siginfo_t {
  /// The address of a memory fault.
  package var faultAddress: UnsafeMutableRawPointer? {
    #if canImport(Darwin)
      si_addr
    #else
      _sifields._sigfault.si_addr
    #endif
  }
}
