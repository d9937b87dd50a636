import Foundation
import TestSupport
import Testing

@Suite("Help")
struct HelpTests {
  /// A command and its options, as `--experimental-dump-help` tells them.
  private struct Command: Decodable {
    struct Argument: Decodable {
      struct Name: Decodable { var name: String }
      var kind: String
      var shouldDisplay: Bool
      var names: [Name]?
    }
    var commandName: String
    var discussion: String?
    var arguments: [Argument]?
    var subcommands: [Command]?
  }
  private struct Tool: Decodable { var command: Command }

  private func commands() throws -> [Command] {
    let dump = try Program.run(["--experimental-dump-help"])
    let tool = try JSONDecoder().decode(Tool.self, from: Data(dump.output.utf8))
    func leaves(_ command: Command) -> [Command] { command.subcommands.map { $0.flatMap(leaves) } ?? [command] }
    return leaves(tool.command).filter { $0.commandName != "help" }
  }

  private func has(_ program: String) -> Bool {
    (try? Program.shell("command -v \(program)").status) == 0
  }

  @Test("The manual page has every command with its options, and is right in the eyes of its readers")
  func manual() throws {
    let page = try Program.run(["man"], environment: ["SOURCE_DATE_EPOCH": "86400"])
    #expect(page.status == 0)
    #expect(page.output.hasPrefix(".TH BATCHLINT 1 1970-01-02 \"batchlint "))
    #expect(page.output == (try Program.run(["man"], environment: ["SOURCE_DATE_EPOCH": "86400"]).output))
    let commands = try commands()
    #expect(commands.count > 10)
    for command in commands {
      #expect(page.output.contains("\(command.commandName)\n"), "\(command.commandName)")
      for name in (command.arguments ?? []).filter(\.shouldDisplay).flatMap({ $0.names ?? [] }).map(\.name)
      where !["version", "help", "h"].contains(name) {
        #expect(page.output.contains("\\-\(name.replacing("-", with: "\\-"))\\fR"), "\(command.commandName) --\(name)")
      }
    }
    let folder = try TemporaryFolder()
    try folder.write(page.output, as: "batchlint.1")
    if has("mandoc") {
      let lint = try Program.shell("mandoc -T lint -W warning batchlint.1", in: folder.path)
      #expect(lint.status == 0 && lint.output.isEmpty, "\(lint.output)")
    }
    if has("groff") {
      let lint = try Program.shell("groff -ww -man -Tutf8 -Z batchlint.1 > /dev/null", in: folder.path)
      #expect(lint.errors.isEmpty, "\(lint.errors)")
    }
  }

  @Test("Every command that does something shows how it is used")
  func examples() throws {
    for command in try commands() {
      let discussion = command.discussion ?? ""
      #expect(
        discussion.contains("Examples:\n  batchlint \(command.commandName)") || discussion.contains("\n  batchlint "),
        "\(command.commandName)")
    }
  }

  @Test(
    "Bash completes commands, options, names and files",
    arguments: [
      ("fi", ["fix"]),
      ("check --server do", ["domino", "dovecot"]),
      ("check --format ju", ["junit", "junit-strict"]),
      ("check --kind im", ["imap"]),
      ("fix --ignore password-sp", ["password-spaces"]),
      (
        "check --severity password-spaces=",
        ["password-spaces=error", "password-spaces=info", "password-spaces=warning"]
      ),
      ("explain root-m", ["root-mailbox", "root-missing"]),
      ("check --fail-on w", ["warning"]),
      ("split --keep ", ["admin", "domain"]),
      ("split --output-dir ", ["lists"]),
      ("config show --encoding windows-125", (0...8).map { "windows-125\($0)" }),
      ("check us", ["users.csv"]),
      ("merge ", ["a.json", "lists"]),
      // Without a subcommand it is check.
      ("us", ["users.csv"]),
      ("--stdin", ["--stdin-filename"]),
      ("--select root-mai", ["root-mailbox"]),
      ("users.csv --ser", ["--server"]),
    ])
  func bash(line: String, offers: [String]) throws {
    let folder = try TemporaryFolder()
    for file in ["users.csv", "notes.txt", "a.json", "lists/one.csv"] { try folder.write("", as: file) }
    let script = """
      ln -s "$BATCHLINT" batchlint && PATH=$PWD:$PATH && source <(batchlint completions bash) && rm batchlint.tmp 2>/dev/null
      COMP_LINE="batchlint $LINE"; COMP_POINT=${#COMP_LINE}
      read -r -a COMP_WORDS <<< "$COMP_LINE"; [[ $COMP_LINE = *" " ]] && COMP_WORDS+=("")
      COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
      _batchlint batchlint "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
      printf '%s\\n' "${COMPREPLY[@]}" | sort
      """
    let result = try Program.run(
      executable: "/bin/bash", ["-c", script], in: folder.path, input: nil,
      environment: ["BATCHLINT": Program.path, "LINE": line, "LC_ALL": "C"])
    #expect(result.output.split(separator: "\n").map(String.init) == offers, "\(result.errors)")
  }

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

  @Test(
    "Fish and zsh complete by their scripts, where they are installed",
    arguments: [
      ("fish", "--no-config", "batchlint completions fish | source"),
      (
        "zsh", "-f",
        "batchlint completions zsh > _batchlint; fpath=($PWD $fpath); autoload -Uz compinit; compinit -u -D"
      ),
    ])
  func otherShells(shell: String, option: String, preparation: String) throws {
    guard has(shell) else { return }
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

  @Test("The catalogue and a page as JSON, and in colour where that is wanted")
  func catalogue() throws {
    let page =
      try JSONSerialization.jsonObject(
        with: Data(Program.run(["explain", "root-path", "--format", "json"]).output.utf8)) as? [String: String]
    #expect(page?["page"] == (try Program.run(["explain", "root-path"]).output))
    #expect(page?["severity"] == "warning" || page?["severity"] == "error")
    for arguments in [["explain", "root-path"], ["rules"]] {
      let plain = try Program.run(arguments).output
      let colored = try Program.run(arguments + ["--color", "always"], environment: ["NO_COLOR": "1"]).output
      #expect(!plain.contains("\u{1B}"))
      #expect(colored.contains("\u{1B}[1m"))
      #expect(colored.replacing(/\u{1B}\[[0-9;]*m/, with: "") == plain)
    }
    for arguments in [
      ["rules", "--format", "jsn"], ["explain", "root-path", "--format", "jsn"], ["config", "show", "--format", "jsn"],
    ] {
      let result = try Program.run(arguments)
      #expect(result.status == 2)
      #expect(result.errors.contains("Did you mean json?"))
    }
  }

  @Test("The version is the first line, and what the program is built on comes behind it")
  func version() throws {
    let lines = try Program.run(["--version"]).output.split(separator: "\n").map(String.init)
    #expect(lines.first == "0.1.0")
    let rest = lines.dropFirst().joined(separator: "\n")
    for library in ["Swift", "ICU", "libxml2", "swift-argument-parser", "swift-nio", "swift-nio-ssl", "Yams"] {
      #expect(rest.contains(try Regex("(^|\\W)\(library) [0-9]+\\.[0-9]+").anchorsMatchLineEndings()), "\(library)")
    }
  }
}
