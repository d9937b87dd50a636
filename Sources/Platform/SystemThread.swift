/// A thread of the system that runs one closure.
package struct SystemThread {
  private final class Work {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }

  private let handle: pthread_t

  /// Starts a thread; nil where the system has none left.
  package init?(_ body: @escaping @Sendable () -> Void) {
    let work = Unmanaged.passRetained(Work(body))
    #if canImport(Darwin)
      var thread: pthread_t?
      let status = pthread_create(
        &thread, nil,
        { context in
          Unmanaged<Work>.fromOpaque(context).takeRetainedValue().body()
          return nil
        }, work.toOpaque())
      guard status == 0, let thread else {
        work.release()
        return nil
      }
    #else
      var thread = pthread_t()
      let status = pthread_create(
        &thread, nil,
        { context in
          Unmanaged<Work>.fromOpaque(context!).takeRetainedValue().body()
          return nil
        }, work.toOpaque())
      guard status == 0 else {
        work.release()
        return nil
      }
    #endif
    handle = thread
  }

  /// Waits until the closure has returned.
  package func join() { pthread_join(handle, nil) }

  /// Lets the thread go on by itself.
  package func detach() { pthread_detach(handle) }

  /// How many processors the system offers.
  private static var processorCount: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

  /// How many threads the user wants for one piece of work; nil for as many as there are processors. Set at the start
  /// of the program, while there is one thread.
  package nonisolated(unsafe) static var wanted: Int?

  /// On how many threads work is done that can be shared.
  ///
  /// - Parameter most: how many parts of it are worth a thread of their own.
  package static func count(most: Int) -> Int { wanted ?? min(processorCount, most) }
}
