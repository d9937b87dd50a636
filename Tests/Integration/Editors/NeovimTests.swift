import Foundation
import JSON
import TestSupport
import Testing

/// The real Neovim, without a screen.
@Suite(
  "Integration: Neovim", .enabled(if: InstalledProgram.exists("nvim"), "run `make test-tools`"),
  .timeLimit(.minutes(5)))
struct NeovimTests {
  private static let text =
    "EmailAddress,UserName,Password\nzoë@contoso.com,mailadmin*zoë,Wren-4821\n"
    + "bruno@gmail.com,bruno*mailadmin,Wren-4821\n"

  /// The lines for Neovim in the guide for editors.
  private static func snippet() throws -> String {
    let readme = try String(
      contentsOf: Fixture.root.appendingPathComponent("Sources/batchlint/Documentation.docc/Editors.md"),
      encoding: .utf8)
    let fence = try #require(readme.range(of: "```lua\n"))
    return String(
      readme[fence.upperBound..<readme.range(of: "```", range: fence.upperBound..<readme.endIndex)!.lowerBound])
  }

  private func run(_ script: String, in folder: TemporaryFolder, setup: String) throws -> JSONValue {
    let path = Fixture.root.appendingPathComponent("Tests/Peers/\(script)").path
    let name = try folder.write(setup, as: "init.lua")
    let bin = (Program.path as NSString).deletingLastPathComponent
    let result = try Program.run(
      executable: "/usr/bin/env",
      ["nvim", "--headless", "-n", "-i", "NONE", "-u", name, "users.csv", "-c", "luafile \(path)"],
      in: folder.path, input: nil,
      environment: [
        "PATH": "\(bin):/usr/bin:/bin", "XDG_STATE_HOME": folder.path, "XDG_CACHE_HOME": folder.path,
        "XDG_DATA_HOME": folder.path,
      ])
    let line = try #require(
      result.output.split(separator: "\n").last { $0.hasPrefix("{") }, "\(result.output)\(result.errors)")
    let seen = try Array(line.utf8).withUnsafeBytes { try JSONValue($0) }
    #expect(seen["problem"] == nil, "\(result.errors)")
    #expect(result.status == 0)
    return seen
  }

  @Test(
    "With its own LSP client: a code action removes a finding, another one silences a rule"
  )
  func client() throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.text, as: "users.csv")
    try folder.write(
      "# ours\nserver: dovecot\nadmin: mailadmin\nignore: [address-not-ascii, login-characters] # Zoë is\n",
      as: ".batchlint.yaml")
    let seen = try run("neovim_lsp.lua", in: folder, setup: try Self.snippet())
    #expect(seen["before"] == .array([.string("address-consumer"), .string("login-reversed")]))
    // Neovim counts in bytes; the protocol had UTF-16.
    #expect(seen["place"] == .array([.integer(1), .integer(17), .integer(31)]))
    #expect(seen["source"] == .string("batchlint"))
    #expect(seen["line"] == .string("zoë@contoso.com,zoë*mailadmin,Wren-4821"))
    #expect(seen["after"] == .array([.string("address-consumer")]))
    #expect(seen["typed"]?.array?.contains(.string("address-unusual")) == true)
    #expect(
      seen["configuration"]
        == .string(
          "# ours\nserver: dovecot\nadmin: mailadmin\n"
            + "ignore: [address-not-ascii, login-characters, address-consumer] # Zoë is"
        ))
  }

  @Test("By a linter plug-in's JSON path, with the buffer's name")
  func linter() throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.text, as: "users.csv")
    try folder.write(
      "server: dovecot\nadmin: mailadmin\nignore: [address-*, login-characters]\n", as: ".batchlint.yaml")
    let seen = try run("neovim_lint.lua", in: folder, setup: "")
    #expect(seen["before"]?["path"]?.string?.hasSuffix("/users.csv") == true)
    #expect(seen["before"]?["server"] == .string("dovecot"))
    let diagnostics = try #require(seen["before"]?["diagnostics"]?.array)
    #expect(diagnostics.map { $0["code"] } == [.string("login-reversed")])
    #expect(diagnostics.first?["col"] == .integer(17) && diagnostics.first?["end_col"] == .integer(31))
    #expect(seen["after"]?["diagnostics"] == .object([:]) || seen["after"]?["diagnostics"] == .array([]))
  }
}
