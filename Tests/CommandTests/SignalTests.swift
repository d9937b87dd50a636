import Foundation
import TestSupport
import Testing

@Suite("Signals and terminals")
struct SignalTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(CommandTests.good, as: "good.csv")
    try folder.write(CommandTests.bad, as: "bad.csv")
    try folder.write(CommandTests.good.replacing("EmailAddress", with: "emailaddress "), as: "slip.csv")
    let rows = (0..<20_000).map { "user\($0)@contoso,user\($0),\n" }.joined()
    try folder.write("EmailAddress,UserName,Password\n" + rows, as: "many.csv")
  }

  @Test(
    "A reader that goes away is met with silence",
    arguments: [
      ("many.csv", 1), ("--format concise many.csv", 1), ("--format json many.csv", 1), ("--format html many.csv", 1),
      ("check --diff --format concise=/dev/null --quiet many.csv", 1),
      ("fix --format concise=/dev/null --quiet - < many.csv", 1), ("rules", 0), ("explain column-count", 0), ("man", 0),
      ("completions bash", 0), ("template", 0),
      ("split --rows 2 --dry-run many.csv", 0), ("config show", 0), ("init --output - good.csv", 0),
      ("sandbox --fault list", 0), ("--help", 0), ("--version", 0),
    ])
  func brokenPipe(arguments: String, status: Int) throws {
    // The reader is gone before the program begins.
    let result = try Program.shell(
      "{ sleep 0.1; \"$BATCHLINT\" \(arguments); echo $? > status; } | true", in: folder.path)
    #expect(try String(contentsOfFile: folder.path("status"), encoding: .utf8) == "\(status)\n", "\(result.errors)")
    let said = result.errors.split(separator: "\n").filter {
      !$0.contains("finding") && !$0.contains("with an unsafe fix")
    }
    #expect(said.isEmpty, "\(result.errors)")
  }

  @Test(
    "Ctrl-C ends the program by the signal, and leaves neither a half report nor a half file",
    arguments: ["INT", "TERM", "HUP"])
  func interrupt(signal: String) throws {
    // Standard input stays open: the program waits for the rest while its reports are begun.
    let script = """
      import signal, subprocess, sys, time
      signal.pthread_sigmask(signal.SIG_SETMASK, [])
      program = subprocess.Popen([sys.argv[1], 'check', '--format', 'json=report.json', '--format', \
      'text=report.txt', 'many.csv', '-'], stdin=subprocess.PIPE)
      time.sleep(1); program.send_signal(signal.SIG\(signal)); print(signal.Signals(-program.wait(10)).name)
      """
    let result = try Program.run(
      executable: "/usr/bin/env", ["python3", "-c", script, Program.path], in: folder.path, input: nil, environment: [:]
    )
    #expect(result.output == "SIG\(signal)\n", "\(result.errors)")
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == [
        "bad.csv", "good.csv", "many.csv", "slip.csv",
      ])
  }

  /// Runs a command line at a terminal of its own, and returns what was written to it.
  private func terminal(_ line: String, _ environment: [String: String] = [:]) throws -> String {
    let script = "import pty, sys; sys.exit(pty.spawn(['/bin/sh', '-c', sys.argv[1]]) >> 8)"
    let variables = ["BATCHLINT": Program.path, "TERM": "xterm", "NO_COLOR": ""].merging(environment) { $1 }
    return try Program.run(
      executable: "/usr/bin/env", ["python3", "-c", script, line], in: folder.path, input: nil, environment: variables
    ).output
  }

  @Test(
    "Colours at a terminal, and nowhere else",
    arguments: ["bad.csv", "fix --diff slip.csv", "rules", "explain column-count", "config show", "merge r.json"])
  func colors(arguments: String) throws {
    _ = try Program.run(["--format", "json=r.json", "--mergeable", "bad.csv"], in: folder.path)
    #expect(try terminal("\"$BATCHLINT\" \(arguments)").contains("\u{1B}["))
    #expect(try !terminal("\"$BATCHLINT\" \(arguments)", ["NO_COLOR": "1"]).contains("\u{1B}["))
    #expect(try !terminal("\"$BATCHLINT\" \(arguments)", ["TERM": "dumb"]).contains("\u{1B}["))
    #expect(try !terminal("\"$BATCHLINT\" \(arguments) > out; cat out | tr -d '\\r'").contains("\u{1B}["))
    #expect(
      try !Program.run(arguments.split(separator: " ").map(String.init), in: folder.path).output.contains("\u{1B}["))
  }

  /// A line of shell that starts a sandbox with forty rows, runs a probe of it, and ends it.
  private func probing(_ command: String) throws -> String {
    let rows = (1...40).map { "user\($0)@contoso.com,user\($0),Wren-\($0)\n" }.joined()
    try folder.write("EmailAddress,UserName,Password\n" + rows, as: "probe.csv")
    let probe =
      "probe --no-config --server any --host localhost --port $port --security none --allow-plaintext --rate 20 "
      + "--yes probe.csv"
    return """
      rm -f hold ports; mkfifo hold; ("$BATCHLINT" sandbox --server any --no-tls --no-config --until-eof probe.csv < \
      hold > ports 2>/dev/null) & exec 4> hold
      until grep -q probe: ports; do sleep 0.1; done; port=$(sed -n 's/.* port \\([0-9]*\\) (plain.*/\\1/p' ports)
      \(command.replacing("PROBE", with: probe)); exec 4>&-
      """
  }

  @Test("A probe draws its progress at a terminal only")
  func progress() throws {
    let line = try probing("\"$BATCHLINT\" PROBE")
    #expect(try terminal(line).contains("\r\u{1B}[K[####################] 40 of 40 rows"))
    let plain = try Program.shell(line, in: folder.path)
    #expect(plain.status == 0, "\(plain.errors)")
    #expect(!plain.errors.contains("\u{1B}") && !plain.errors.contains("\r"))
  }

  @Test("Ctrl-C at a terminal ends a probe behind its line of progress, with what was found so far")
  func interruptedProbe() throws {
    let script = """
      import os, pty, signal, sys
      signal.pthread_sigmask(signal.SIG_SETMASK, [])
      pid, terminal = pty.fork()
      if pid == 0: os.execv(sys.argv[1], sys.argv[1:])
      told = b''
      pressed = False
      while True:
        try: part = os.read(terminal, 4096)
        except OSError: break
        if not part: break
        told += part
        if not pressed and told.count(b' of 40 rows') > 2:
          os.write(terminal, b'\\x03'); pressed = True
      sys.stdout.write(told.decode()); sys.stdout.write('[%d]' % os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
      """
    try folder.write(script, as: "press.py")
    let text = try Program.shell(try probing("TERM=xterm python3 press.py \"$BATCHLINT\" PROBE"), in: folder.path)
      .output
    #expect(text.contains("\nbatchlint: stopping; waiting for running sign-ins"), "\(text)")
    #expect(text.hasSuffix("[2]"), "\(text)")
    #expect(!text.contains("40 of 40"))
  }
}
