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
// Set once, before the handler is installed; later only read. The words that it leads to change under the lock, and the
// handler reads each in one piece.
@exclusivity(unchecked) nonisolated(unsafe) private var paths: UnsafeMutablePointer<UInt>? = nil

/// Makes the table and installs the handler with the first path; serializes changes.
private final class NotedPaths: Sendable {
  private let mutex = SystemMutex()

  init() {
    paths = .allocate(capacity: tableSize)
    paths!.initialize(repeating: 0, count: tableSize)
    for number in [SIGINT, SIGTERM, SIGHUP] {
      var previous = sigaction()
      sigaction(number, nil, &previous)
      guard previous.isDefault else { continue }
      var action = sigaction()
      action.setHandler(onEnd)
      action.sa_flags = Int32(bitPattern: UInt32(SA_RESETHAND))
      sigemptyset(&action.sa_mask)
      sigaction(number, &action, nil)
    }
  }

  func add(_ path: String) -> Int? {
    mutex.withLock {
      guard let place = (0..<tableSize).first(where: { paths![$0] == 0 }), let text = strdup(path) else { return nil }
      paths![place] = UInt(bitPattern: text)
      return place
    }
  }

  /// The text stays in memory: the handler may be reading it on another thread.
  func remove(_ place: Int) { mutex.withLock { paths![place] = 0 } }
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
