import Configuration
import ArgumentParser
import Files
import Layout
import Linting

/// `batchlint init [FILE]`: a configuration to start from.
struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init", abstract: "Write a commented .batchlint.yaml from what a file contains.",
    discussion: """
      Settings detected in the file are set: its kind, the source server, the admin. All others are comments with an \
      example. The configuration is written next to the file, or in the current directory, and never over an existing one.

      Examples:
        batchlint init users.csv
        batchlint init --server dovecot --output - users.csv
      """)

  @Argument(
    help: ArgumentHelp("The migration file to inspect; - for standard input.", valueName: "FILE"),
    completion: .migrationFile)
  var path: String?
  @Option(
    help: ArgumentHelp("The file to write; - for standard output.", valueName: "path"),
    completion: .file())
  var output: String?
  @Flag(help: "Overwrite an existing configuration.") var force = false
  @OptionGroup(title: "Input") var subject: SubjectOptions

  func run() throws {
    let text = StarterConfiguration(try path.map(look)).text
    let target = output ?? join(path.flatMap { $0 == "-" ? nil : directoryPart(of: $0) } ?? ".", Configuration.fileName)
    guard target != "-" else {
      let standard = standardOutput()
      standard.put(text)
      return standard.flush()
    }
    if exists(target) {
      if let path, areSameFile(path, target) { throw CommandError("\(target) is the file to inspect") }
      if !force { throw CommandError("\(target): file exists; overwrite it with --force") }
    }
    var file = try OutputFile(path: target)
    try file.write(Array(text.utf8))
    try file.commit()
    StandardError.write("batchlint: wrote \(target); `batchlint config show` prints the effective configuration")
  }

  private func look(_ path: String) throws -> LintResult {
    let contents = path == "-" ? try FileContents.standardInput() : try FileContents.open(path: path)
    // A configuration that is there already would be found in the new one again.
    var configured = try ConfigurationOptions.parse([])
    configured.noConfig = true
    let options = try ConfigurationResolver(subject, configured).options(for: path)
    let report = try Linter(options: options).lint(
      Input(path: path, document: Document.open(contents, path: path, options)))
    if contents.wasTruncated { throw CommandError("\(path): the file changed while it was read; try again") }
    return report
  }
}
