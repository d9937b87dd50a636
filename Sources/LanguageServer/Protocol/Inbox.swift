import JSON
import NIOConcurrencyHelpers

/// The queue of messages from the client; one thread fills it, another empties it. All of its variables are read and
/// written under its lock.
///
/// A later message can interrupt an earlier request before it is finished: the request is cancelled, or its document
/// is edited.
final class Inbox: @unchecked Sendable {
  enum Entry {
    case message(Message)
    case refusal(Message.Refusal)
    /// The client has gone.
    case end
  }

  /// Why a request need not be answered any more.
  enum Interruption { case cancelled, modified }

  private let lock = ConditionLock(value: 0)
  /// Those from `next` on are waiting.
  private var entries: [Entry] = []
  private var next = 0
  /// The requests among them with the documents that they are about, and what has happened to some of them.
  private var waiting: [String: String?] = [:]
  private var interrupted: [String: Interruption] = [:]
  private var current: (id: String, document: String?)?
  private var interruption: Interruption?

  func put(_ entry: Entry) {
    lock.lock()
    switch entry {
    case .message(.notification(let method, let params)): note(method, params)
    case .message(.request(let id, _, let params)):
      waiting.updateValue(params["textDocument"]?["uri"]?.string, forKey: Inbox.key(id))
    default: break
    }
    entries.append(entry)
    lock.unlock(withValue: 1)
  }

  private func note(_ method: String, _ params: JSONValue) {
    switch method {
    case "$/cancelRequest":
      guard let id = params["id"].map(Inbox.key) else { return }
      if id == current?.id { interruption = .cancelled }
      if waiting[id] != nil { interrupted[id] = .cancelled }
    case "textDocument/didChange":
      guard let document = params["textDocument"]?["uri"]?.string else { return }
      if current?.document == document, interruption == nil { interruption = .modified }
      for (id, other) in waiting where other == document && interrupted[id] == nil { interrupted[id] = .modified }
    default: break
    }
  }

  /// The oldest entry; nil where there is none, and it is not waited for.
  func take(waiting isWaitedFor: Bool) -> Entry? {
    if isWaitedFor { lock.lock(whenValue: 1) } else { lock.lock() }
    guard next < entries.count else {
      lock.unlock()
      return nil
    }
    let entry = entries[next]
    next += 1
    if next == entries.count || next == 1024 {
      entries.removeFirst(next)
      next = 0
    }
    lock.unlock(withValue: entries.isEmpty ? 0 : 1)
    return entry
  }

  /// Begins with a request; throws where it need not be answered any more.
  ///
  /// - Parameter isRetried: the client asks again where the document was edited meanwhile.
  func begin(_ id: JSONValue, _ params: JSONValue, isRetried: Bool) throws(RPCError) {
    let key = Inbox.key(id)
    let earlier = lock.withLock {
      waiting[key] = nil
      current = (key, isRetried ? params["textDocument"]?["uri"]?.string : nil)
      interruption = nil
      return interrupted.removeValue(forKey: key)
    }
    if let earlier, earlier == .cancelled || isRetried { throw earlier.error }
  }

  func finish() { lock.withLock { current = nil } }

  /// Throws where the request that was begun need not be answered any more.
  func check() throws(RPCError) {
    if let interruption = lock.withLock({ interruption }) { throw interruption.error }
  }

  private static func key(_ id: JSONValue) -> String { id.integer.map(String.init) ?? "\"" + (id.string ?? "") }
}

extension Inbox.Interruption {
  var error: RPCError {
    switch self {
    case .cancelled: RPCError(.requestCancelled, "cancelled")
    case .modified: RPCError(.contentModified, "the document has changed")
    }
  }
}

extension ConditionLock {
  fileprivate func withLock<Result>(_ body: () throws -> Result) rethrows -> Result {
    lock()
    defer { unlock() }
    return try body()
  }
}
