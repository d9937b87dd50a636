import IMAP
import NIOPosix
import Platform

/// Gets access tokens, each once, and another one where the server says that one has expired.
actor TokenSource {
  private let command: @Sendable (_ userName: String) throws -> Secret
  private let isShared: Bool
  private var known: [String: Task<Secret, any Error>] = [:]
  /// Names whose token was fetched anew; a second time it would be no other.
  private var renewed: Set<String> = []

  init(_ command: @escaping @Sendable (_ userName: String) throws -> Secret, isShared: Bool) {
    self.command = command
    self.isShared = isShared
  }

  /// The token of a sign-in name; it is waited for where it is being fetched.
  func token(for name: String) async throws -> Secret {
    let key = key(name)
    let task = known[key] ?? fetch(name)
    known[key] = task
    return try await task.value
  }

  /// Another token in place of one that has expired; nil where this was tried before.
  func renewedToken(for name: String) async -> Secret? {
    let key = key(name)
    // Those that the old one was refused for at the same time share the new one.
    if renewed.insert(key).inserted { known[key] = fetch(name) }
    return try? await known[key]?.value
  }

  private func key(_ name: String) -> String { isShared ? "" : name.lowercased() }

  private func fetch(_ name: String) -> Task<Secret, any Error> {
    Task { [command] in try await NIOThreadPool.singleton.runIfActive { try command(name) } }
  }
}
