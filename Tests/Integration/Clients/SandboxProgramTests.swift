import Foundation
import TestSupport
import Testing

/// `batchlint sandbox` with its own sample file, by Python's imaplib.
@Suite("Integration: batchlint sandbox", .enabled(if: VirtualEnvironment.isInstalled, "run `make venv`"))
struct SandboxProgramTests {
  @Test("Without a file, the accounts are those of template; the certificate is there while it runs")
  func sample() throws {
    var authority = ""
    let result = try SandboxProgram.run(["--server", "courier", "--fault", "mailbox-denied=2"]) { lines in
      #expect(
        lines[0].hasPrefix("courier: 3 rows, on 127.0.0.1 port ") && lines[0].contains("STARTTLS")
          && lines[0].hasSuffix("(TLS)"))
      authority = String(lines[1].dropFirst("authority: ".count))
      #expect(lines[2] == "file: batchlint template --server courier --output users.csv")
      let tls = try #require(lines[3].firstMatch(of: #/--host localhost --port (\d+) --ca /#).flatMap { Int($0.1) })
      #expect(lines[3].hasSuffix(" --ca \(authority) users.csv"))
      let sample = try Program.run(["template", "--server", "courier"]).output.split(separator: "\r\n")[2].split(
        separator: ","
      ).map(String.init)
      let answers = try PythonClient.imaplib(
        port: try SandboxProgram.port(lines[0]), tls: tls, authority: authority,
        [
          ["login", sample[1], sample[2]], ["examine", "#shared.users.alberta"], ["examine", "#shared.users.terry"],
        ])
      #expect(answers.map(\.status) == ["OK", "OK", "OK", "NO"], "\(answers)")
    }
    #expect(result.status == 0 && !authority.isEmpty)
    #expect(
      !FileManager.default.fileExists(atPath: authority)
        && !FileManager.default.fileExists(atPath: (authority as NSString).deletingLastPathComponent))
  }
}
