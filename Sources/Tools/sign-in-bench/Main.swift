import Foundation
import IMAP
import IMAPClient
import Platform

/// `sign-in-bench PORT CONNECTIONS USERS AUTHORITY|-`: the probe's own connections without the probe's work.
///
/// Signs in as each of `user00001` … once, opens the INBOX and says goodbye, in as many loops as there are connections.
/// What `batchlint probe` is slower by is its own doing; see Tests/Peers/probe_bench.py.
@main
struct SignInBench {
  private actor Numbers {
    private var next = 0
    private let last: Int

    init(upTo last: Int) { self.last = last }

    func take() -> Int? {
      guard next < last else { return nil }
      next += 1
      return next
    }
  }

  static func main() async throws {
    let words = Array(CommandLine.arguments.dropFirst())
    guard words.count == 4, let port = Int(words[0]), let connections = Int(words[1]), let users = Int(words[2]) else {
      print("usage: sign-in-bench PORT CONNECTIONS USERS AUTHORITY|-")
      exit(2)
    }
    var options = Connector.Options(
      endpoint: Endpoint(host: "localhost", port: port), security: words[3] == "-" ? .none : .implicit)
    options.allowsPlainText = words[3] == "-"
    if words[3] != "-" { options.trust = TLSTrust(caFile: words[3]) }
    let connector = try await Connector(options)
    let numbers = Numbers(upTo: users)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<connections {
        group.addTask {
          while let number = await numbers.take() { try await signIn(number, connector) }
        }
      }
      try await group.waitForAll()
    }
  }

  private static func signIn(_ number: Int, _ connector: Connector) async throws {
    let digits = String(format: "%05d", number)
    let connection = try await connector.open()
    let replies = [
      await connection.signIn(Credential(userName: "user\(digits)", secret: Secret("Wren-\(digits)"))),
      await connection.examine(.inbox),
    ]
    guard replies.allSatisfy(\.isOK) else {
      print("user\(digits): refused")
      exit(1)
    }
    _ = await connection.logout()
  }
}
