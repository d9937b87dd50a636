import Foundation
import TestSupport
import Testing

@Suite("Help")
struct HelpTests {
  /// A command and its options, as `--experimental-dump-help` prints them.
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

  @Test("The manual page has every command with its options")
  func manual() throws {
    let page = try Program.run(["man"], environment: ["SOURCE_DATE_EPOCH": "86400"])
    #expect(page.status == 0)
    #expect(page.output.hasPrefix(".TH BATCHLINT 1 1970-01-02 \"batchlint "))
    #expect(page.output == (try Program.run(["man"], environment: ["SOURCE_DATE_EPOCH": "86400"]).output))
    let commands = try commands()
    #expect(commands.map(\.commandName).contains("check"))
    for command in commands {
      #expect(page.output.contains("\(command.commandName)\n"), "\(command.commandName)")
      for name in (command.arguments ?? []).filter(\.shouldDisplay).flatMap({ $0.names ?? [] }).map(\.name)
      where !["version", "help", "h"].contains(name) {
        #expect(page.output.contains("\\-\(name.replacing("-", with: "\\-"))\\fR"), "\(command.commandName) --\(name)")
      }
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
      ln -s "$BATCHLINT" batchlint && PATH=$PWD:$PATH && source <(batchlint completions bash) && rm batchlint.tmp \
      2>/dev/null
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
