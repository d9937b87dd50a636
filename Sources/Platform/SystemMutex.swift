/// Mutual exclusion of threads (pthread_mutex_init(3)); the standard library's `Mutex` needs macOS 15.
///
/// Only pthread's own functions touch the memory, and they may be called from any thread.
package final class SystemMutex: @unchecked Sendable {
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)

  package init() { pthread_mutex_init(mutex, nil) }

  deinit {
    pthread_mutex_destroy(mutex)
    mutex.deallocate()
  }

  package func withLock<Result>(_ body: () -> Result) -> Result {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    return body()
  }
}
