import Platform

/// A file to remove if the user or the system ends the program (SIGINT, SIGTERM, SIGHUP).
///
/// The handler runs between any two instructions of any thread, so it uses nothing but a table of words, each
/// a path's address, and unlink(2). A signal that was ignored when the first file came stays ignored.
struct Cleanup {
  private let place: Int

  /// Notes the path; nil where too many are noted already.
  init?(_ path: String) {
    guard let place = noted.add(path) else { return nil }
    self.place = place
  }

  /// The file is not to be removed any more.
  func cancel() { noted.remove(place) }
}

private let tableSize = 64
private let noted = NotedPaths()
@exclusivity(unchecked) nonisolated(unsafe) private var paths: UnsafeMutablePointer<UInt>? = nil

/// Makes the table and installs the handler with the first path; serialises changes.
private final class NotedPaths: @unchecked Sendable {
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)

  init() {
    pthread_mutex_init(mutex, nil)
    paths = .allocate(capacity: tableSize)
    paths!.initialize(repeating: 0, count: tableSize)
    for number in [SIGINT, SIGTERM, SIGHUP] {
      var previous = sigaction()
      sigaction(number, nil, &previous)
      guard isDefault(previous) else { continue }
      var action = sigaction()
      #if canImport(Darwin)
        action.__sigaction_u.__sa_handler = onEnd
      #else
        action.__sigaction_handler.sa_handler = onEnd
      #endif
      action.sa_flags = Int32(bitPattern: UInt32(SA_RESETHAND))
      sigemptyset(&action.sa_mask)
      sigaction(number, &action, nil)
    }
  }

  func add(_ path: String) -> Int? {
    withLock {
      guard let place = (0..<tableSize).first(where: { paths![$0] == 0 }), let text = strdup(path) else { return nil }
      paths![place] = UInt(bitPattern: text)
      return place
    }
  }

  /// The text stays in memory: the handler may be reading it on another thread.
  func remove(_ place: Int) { withLock { paths![place] = 0 } }

  private func isDefault(_ action: sigaction) -> Bool {
    #if canImport(Darwin)
      action.__sigaction_u.__sa_handler == nil
    #else
      action.__sigaction_handler.sa_handler == nil
    #endif
  }

  private func withLock<Result>(_ body: () -> Result) -> Result {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    return body()
  }
}

/// Removes the files and ends the program as the signal would have.
private func onEnd(_ number: Int32) {
  var place = 0
  while place < tableSize {
    let address = paths![place]
    if address != 0 { unlink(UnsafePointer<CChar>(bitPattern: address)!) }
    place += 1
  }
  raise(number)
}
