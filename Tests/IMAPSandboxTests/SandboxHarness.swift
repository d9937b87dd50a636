import IMAPSandbox
import Migration
import Testing

/// Sandboxes as the tests want them.
enum SandboxHarness {
  static let password = "Wren-4821"

  /// A server's accounts: an admin's sign-in where the server has one, else the users' own.
  static func script(_ name: String, faults: [String] = []) throws -> SandboxConfiguration {
    let server = try #require(try Server.builtIn(name))
    let rows = ["alberta", "terry.adams", "edith"].enumerated().map { index, user in
      let admin = server.forms.first?.wantsAddress(.admin) == true ? "mailadmin@contoso.com" : "mailadmin"
      let whole =
        server.forms.first?.wantsAddress(.user) == true || server.access == .notExpressible || server.forms.isEmpty
        ? "\(user)@contoso.com" : user
      var row = SandboxConfiguration.Row(
        login: server.forms.first?.build(user: whole, admin: admin, domain: "contoso") ?? whole,
        password: Secret(password), number: index + 1)
      if server.access == .byRoot { row.root = "/users/\(user)" }
      return row
    }
    var script = SandboxConfiguration(server: server, rows: rows)
    script.faults = try faults.map { text in try FaultOrder(text) }
    return script
  }

  /// Plays while the body runs.
  static func play<Result>(_ script: SandboxConfiguration, _ body: (Sandbox) async throws -> Result) async throws
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

  static func play<Result>(_ server: String, _ faults: String..., body: (Sandbox) async throws -> Result) async throws
    -> Result
  {
    try await play(script(server, faults: faults), body)
  }

  /// A client behind the greeting.
  static func client(_ sandbox: Sandbox) throws -> RawClient {
    let client = try RawClient(sandbox.port)
    _ = try #require(client.line())
    return client
  }

  /// A client that has signed in.
  static func signedIn(_ sandbox: Sandbox, _ name: String, _ password: String = password) throws -> RawClient {
    let client = try client(sandbox)
    let answer = client.ask("a LOGIN \"\(name.replacing("\\", with: "\\\\"))\" \"\(password)\"")
    #expect(answer.last?.hasPrefix("a OK") == true, "\(name): \(answer)")
    return client
  }
}
