import Foundation
import TestSupport
import Testing

/// `batchlint sandbox` as it is called.
@Suite("batchlint sandbox")
struct ProgramTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Runs the program while the body talks to it, and ends it by the end of its standard input.
  private func play(_ arguments: [String], _ body: ([String]) throws -> Void) throws -> (
    output: String, errors: String, status: Int32
  ) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Program.path)
    process.arguments = ["sandbox", "--no-config", "--until-eof"] + arguments
    let (input, output, errors) = (Pipe(), Pipe(), Pipe())
    (process.standardInput, process.standardOutput, process.standardError) = (input, output, errors)
    try process.run()
    var text = ""
    while !text.contains("\nprobe: ") || !text.hasSuffix("\n") {
      let data = output.fileHandleForReading.availableData
      guard !data.isEmpty else { break }
      text += String(decoding: data, as: UTF8.self)
    }
    defer { if process.isRunning { process.terminate() } }
    try body(text.split(separator: "\n").map(String.init))
    try input.fileHandleForWriting.close()
    process.waitUntilExit()
    return (
      text, String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self),
      process.terminationStatus
    )
  }

  private func port(_ line: String) throws -> Int {
    try #require(line.firstMatch(of: /port (\d+) \(plain text/).flatMap { Int($0.1) })
  }

  private static let file = """
    EmailAddress,UserName,Password\r
    alberta@contoso.com,alberta@contoso.com,"Wren ""4821"", "\r
    edith@contoso.com,edith@contoso.com,Heron-1195\r
    \r
    too,few\r
    Otter-7730,quentin@contoso.com,Plover-2222\r\n
    """

  @Test("Plays the file's accounts and says where; ends with its standard input and tells what came")
  func file() throws {
    let file = try folder.write(Self.file, as: "users.csv")
    let log = folder.path("sign-ins.log")
    let result = try play(["--server", "dovecot", "--no-tls", "--log", log, file]) { lines in
      #expect(lines[0].hasPrefix("dovecot: 3 rows, on 127.0.0.1 port ") && lines[0].hasSuffix("(plain text)"))
      let port = try port(lines[0])
      #expect(
        lines[1]
          == "probe: batchlint probe --server dovecot --host localhost --port \(port) --security none --allow-plaintext \(file)"
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
        == "1\t1\talberta@contoso.com\taccepted\n2\t2\tedith@contoso.com\trefused\n3\t2\tedith@contoso.com\trefused\tagain\n4\t4\trow 4\taccepted\n5\t-\tunknown-1\trefused\n"
    )
    #expect(try FileManager.default.attributesOfItem(atPath: log)[.posixPermissions] as? Int == 0o600)
    for secret in ["Wren", "Heron", "Plover", "Swift", "Otter", "Raven"] {
      #expect(!(result.output + result.errors + written).contains(secret))
    }
  }

  @Test(
    "Without a file, the accounts are those of template; the certificate is there while it runs",
    .enabled(if: Python.isHere, Python.missing))
  func sample() throws {
    var authority = ""
    let result = try play(["--server", "courier", "--fault", "mailbox-denied=2"]) { lines in
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
      let answers = try Python.imaplib(
        port: try port(lines[0]), tls: tls, authority: authority,
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

  @Test(
    "What it cannot do, it says, and ends with 2",
    arguments: [
      (["--address", "0.0.0.0"], "0.0.0.0 is not a loopback address; the sandbox listens on no other"),
      (["--fault", "nonesuch"], "there is no fault nonesuch; --fault list shows all"),
      (["--fault", "refused=9"], "--fault refused: there is no row 9"),
      (["--server", "devecot"], "there is no server devecot. Did you mean dovecot?"),
      (["nonesuch.csv"], "nonesuch.csv"),
      (["--certificate", "a.pem"], "--certificate and --key go together"),
      (
        ["--certificate", "nonesuch.pem", "--key", "nonesuch.key"],
        "nonesuch.pem and nonesuch.key are no certificate and its key"
      ),
      (["--no-tls", "--certificate", "a", "--key", "b"], "--certificate and --no-tls exclude each other"),
      (["--port", "70000"], "70000"),
      (["--until-eof", "-"], "exclude each other"),
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
      "\"$BATCHLINT\" sandbox --no-config --no-tls > out & pid=$!; until grep -q probe: out; do sleep 0.05; done; kill -INT $pid; wait $pid; echo $?",
      in: folder.path)
    // Another test's look at a closed port may have met this one.
    #expect(result.output == "0\n" && result.errors.contains(", 0 sign-ins, 0 accepted, 0 refused"), "\(result)")
  }
}
