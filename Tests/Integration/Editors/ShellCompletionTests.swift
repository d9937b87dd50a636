import Foundation
import TestSupport
import Testing

/// Completion in shells that people use, at a terminal.
@Suite("Integration: shells")
struct ShellCompletionTests {
  /// Types into a shell at a terminal of its own, a tabulator behind each line, and waits for what must come.
  private static let typist = """
    import os, pty, select, sys, time
    pid, terminal = pty.fork()
    if pid == 0: os.execvp(sys.argv[1], sys.argv[1].split() + sys.argv[2:4])
    def wait(text, seconds):
      told, end = b'', time.time() + seconds
      while text not in told and time.time() < end:
        if select.select([terminal], [], [], 0.1)[0]:
          try: told += os.read(terminal, 65536)
          except OSError: break
      return text in told
    os.write(terminal, sys.argv[4].encode() + b'; echo rea""dy\\r'); wait(b'ready', 20)
    for pair in sys.argv[5:]:
      typed, wanted = pair.split('>')
      os.write(terminal, typed.encode() + b'\\t')
      print('ok' if wait(wanted.encode(), 20) else pair, flush=True)
      os.write(terminal, b'\\x15'); wait(b'nothing of the sort', 0.3)
    os.write(terminal, b'exit\\r'); wait(b'nothing of the sort', 0.5)
    """

  @Test("fish completes by its script", .enabled(if: InstalledProgram.exists("fish"), "run `make test-tools`"))
  func fish() throws {
    try complete(in: "fish", "--no-config", "batchlint completions fish | source")
  }

  @Test("zsh completes by its script", .enabled(if: InstalledProgram.exists("zsh"), "run `make test-tools`"))
  func zsh() throws {
    try complete(
      in: "zsh", "-f",
      "batchlint completions zsh > _batchlint; fpath=($PWD $fpath); autoload -Uz compinit; compinit -u -D")
  }

  private func complete(in shell: String, _ option: String, _ preparation: String) throws {
    let folder = try TemporaryFolder()
    try folder.write("", as: "users.csv")
    try FileManager.default.createSymbolicLink(atPath: folder.path("batchlint"), withDestinationPath: Program.path)
    let lines = [
      "batchlint check --server dov>dovecot ", "batchlint explain root-mai>root-mailbox ",
      "batchlint check us>users.csv", "batchlint fix --fail-on w>warning",
    ]
    let unnamed = shell == "zsh" ? ["batchlint us>users.csv", "batchlint --select root-mai>root-mailbox "] : []
    let environment = [
      "PATH": "\(folder.path):\(ProcessInfo.processInfo.environment["PATH"] ?? "")", "HOME": folder.path,
      "TERM": "dumb",
    ]
    let result = try Program.run(
      executable: "/usr/bin/env", ["python3", "-c", Self.typist, shell, option, "-i", preparation] + lines + unnamed,
      in: folder.path, input: nil, environment: environment)
    #expect(
      result.output == String(repeating: "ok\n", count: lines.count + unnamed.count), "\(result.output)\(result.errors)"
    )
  }
}
