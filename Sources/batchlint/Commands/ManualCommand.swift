import ArgumentParser
import JSON
import Platform

/// `batchlint man`: the manual page.
struct ManualCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "man", abstract: "Print the manual page.",
    discussion: """
      Generated from the help of every command. Its date is SOURCE_DATE_EPOCH if set, otherwise today.

      Examples:
        batchlint man | man -l -
        batchlint man > /usr/local/share/man/man1/batchlint.1
      """)

  func run() throws {
    let help = try Array(Batchlint._dumpHelp().utf8).withUnsafeBytes { try JSONValue($0) }
    let output = standardOutput()
    let root = CommandTree.Command(help["command"] ?? .null)
    output.put(ManualPage(root, version: Batchlint.version, date: Timestamp.ofOutput.date).text)
    output.flush()
  }
}
