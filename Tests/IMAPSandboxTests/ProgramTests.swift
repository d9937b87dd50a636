import Foundation
import TestSupport
import Testing

/// `batchlint sandbox` as it is called.
@Suite("batchlint sandbox")
struct ProgramTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private static let file = """
    EmailAddress,UserName,Password\r
    alberta@contoso.com,alberta@contoso.com,"Wren ""4821"", "\r
    edith@contoso.com,edith@contoso.com,Heron-1195\r
    \r
    too,few\r
    Otter-7730,quentin@contoso.com,Plover-2222\r\n
    """

  @Test("Plays the file's accounts and says where; ends with its standard input and reports what came")
  func file() throws {
    let file = try folder.write(Self.file, as: "users.csv")
    let log = folder.path("sign-ins.log")
    let result = try SandboxProgram.run(["--server", "dovecot", "--no-tls", "--log", log, file]) { lines in
      #expect(lines[0].hasPrefix("dovecot: 3 rows, on 127.0.0.1 port ") && lines[0].hasSuffix("(plain text)"))
      let port = try SandboxProgram.port(lines[0])
      #expect(
        lines[1]
          == "probe: batchlint probe --server dovecot --host localhost --port \(port) --security none "
          + "--allow-plaintext \(file)"
      )
      func answer(_ name: String, _ password: String) throws -> String? {
        let client = try RawClient(port)
        _ = client.line()
        return client.ask("a LOGIN \(name) \"\(password)\"").last.map { String($0.prefix(4)) }
      }
      #expect(try answer("alberta@contoso.com", "Wren \\\"4821\\\", ") == "a OK")
      #expect(try answer("edith@contoso.com", "Swift-1234") == "a NO")
      #expect(try answer("edith@contoso.com", "Swift-1234") == "a NO")
      #expect(try answer("quentin@contoso.com", "Plover-2222") == "a OK")
      #expect(try answer("Raven-5555", "Swift-1234") == "a NO")
    }
    #expect(result.status == 0)
    #expect(
      result.errors == "batchlint: 5 connections, 5 sign-ins, 2 accepted, 3 refused; refused before and sent again: 1\n"
    )
    let written = try String(contentsOfFile: log, encoding: .utf8)
    // Row 4's login does not name its mailbox: it may be anything, and is not shown.
    #expect(
      written
        == "1\t1\talberta@contoso.com\taccepted\n2\t2\tedith@contoso.com\trefused\n"
        + "3\t2\tedith@contoso.com\trefused\tagain\n4\t4\trow 4\taccepted\n5\t-\tunknown-1\trefused\n"
    )
    #expect(try FileManager.default.attributesOfItem(atPath: log)[.posixPermissions] as? Int == 0o600)
    for secret in ["Wren", "Heron", "Plover", "Swift", "Otter", "Raven"] {
      #expect(!(result.output + result.errors + written).contains(secret))
    }
  }

  @Test(
    "What it cannot do, it says, and ends with 2",
    arguments: [
      (["--address", "0.0.0.0"], "0.0.0.0 is not a loopback address; the sandbox listens on no other"),
      (["--fault", "refussed"], "unknown fault `refussed`. Did you mean refused?"),
      (["--fault", "refused=9"], "--fault refused: no row 9"),
      (["--server", "devecot"], "unknown server `devecot`. Did you mean dovecot?"),
      (["nonesuch.csv"], "nonesuch.csv"),
      (["--certificate", "a.pem"], "--certificate and --key require each other"),
      (
        ["--certificate", "nonesuch.pem", "--key", "nonesuch.key"],
        "nonesuch.pem and nonesuch.key are no certificate and its key"
      ),
      (["--no-tls", "--certificate", "a", "--key", "b"], "--certificate and --no-tls are mutually exclusive"),
      (["--port", "70000"], "70000"),
      (["--until-eof", "-"], "mutually exclusive"),
    ])
  func trouble(arguments: [String], message: String) throws {
    let result = try Program.run(
      ["sandbox", "--no-config", "--until-eof"] + arguments.filter { $0 != "--until-eof" }, in: folder.path)
    #expect(result.status == 2 && result.errors.contains(message), "\(result.errors)")
    #expect(result.output.isEmpty)
  }

  @Test("A file that is none is refused")
  func noFile() throws {
    let file = try folder.write([0, 1, 2, 0, 0, 0, 0, 3], as: "users.csv")
    let result = try Program.run(["sandbox", "--no-config", "--until-eof", file])
    #expect(result.status == 2 && result.errors.contains("run `batchlint check` first"))
    let headed = try folder.write("EmailAddress,UserName\r\na@contoso.com,a\r\n", as: "short.csv")
    #expect(try Program.run(["sandbox", "--no-config", "--until-eof", headed]).status == 2)
  }

  @Test("All faults are listed, with what they do")
  func list() throws {
    let result = try Program.run(["sandbox", "--fault", "list"])
    #expect(result.status == 0)
    for (order, _) in FaultScenes.all { #expect(result.output.contains("\n  \(order.prefix { $0 != ":" })")) }
  }

  @Test("Ctrl-C ends it well")
  func interrupted() throws {
    let result = try Program.shell(
      "\"$BATCHLINT\" sandbox --no-config --no-tls > out & pid=$!; until grep -q probe: out; do sleep 0.05; done; "
        + "kill -INT $pid; wait $pid; echo $?",
      in: folder.path)
    // Another test's look at a closed port may have met this one.
    #expect(result.output == "0\n" && result.errors.contains(", 0 sign-ins, 0 accepted, 0 refused"), "\(result)")
  }
}
