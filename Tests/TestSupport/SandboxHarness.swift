import IMAPSandbox
import Migration
import Platform

/// Sandboxes for tests.
package enum SandboxHarness {
  /// A sandbox that does not do what a test needs of it.
  package struct Failure: Error, CustomStringConvertible { package var description: String }

  package static let password = "Wren-4821"

  /// The faults that only a client with TLS sees; `PythonTLSTests` covers each.
  package static let tlsFaults: Set = [
    "plain-on-tls-port", "no-starttls", "tls-required", "starttls-no", "starttls-bad", "starttls-plain",
    "starttls-injection", "handshake-closed", "tls-old",
    "certificate-expired", "certificate-self-signed", "certificate-wrong-name",
  ]

  /// A server's accounts: an admin's sign-in where the server has one, else the users' own.
  package static func script(_ name: String, faults: [String] = []) throws -> SandboxConfiguration {
    guard let server = try Server.builtIn(name) else { throw Failure(description: "unknown server \(name)") }
    let rows = ["alberta", "terry.adams", "edith"].enumerated().map { index, user in
      let admin = server.forms.first?.requiresAddress(.admin) == true ? "mailadmin@contoso.com" : "mailadmin"
      let whole =
        server.forms.first?.requiresAddress(.user) == true || server.access == .notExpressible || server.forms.isEmpty
        ? "\(user)@contoso.com" : user
      var row = SandboxConfiguration.Row(
        signInName: server.forms.first?.build(user: whole, admin: admin, domain: "contoso") ?? whole,
        password: Secret(password), number: index + 1)
      if server.access == .byRoot { row.root = "/users/\(user)" }
      return row
    }
    var script = SandboxConfiguration(server: server, rows: rows)
    script.faults = try faults.map { text in try FaultOrder(text) }
    return script
  }

  /// Plays while the body runs.
  package static func play<Result>(_ script: SandboxConfiguration, _ body: (Sandbox) async throws -> Result)
    async throws
    -> Result
  {
    let sandbox = try await Sandbox.start(script)
    let result: Result
    do { result = try await body(sandbox) } catch {
      try await sandbox.stop()
      throw error
    }
    try await sandbox.stop()
    return result
  }

  package static func play<Result>(_ server: String, _ faults: String..., body: (Sandbox) async throws -> Result)
    async throws
    -> Result
  {
    try await play(script(server, faults: faults), body)
  }

  /// A client behind the greeting.
  package static func client(_ sandbox: Sandbox) throws -> RawClient {
    let client = try RawClient(sandbox.port)
    guard client.line() != nil else { throw Failure(description: "no greeting") }
    return client
  }

  /// A client that has signed in.
  package static func signedIn(_ sandbox: Sandbox, _ name: String, _ password: String = password) throws -> RawClient {
    let client = try client(sandbox)
    let answer = client.ask("a LOGIN \"\(name.replacing("\\", with: "\\\\"))\" \"\(password)\"")
    guard answer.last?.hasPrefix("a OK") == true else { throw Failure(description: "\(name): \(answer)") }
    return client
  }
}
