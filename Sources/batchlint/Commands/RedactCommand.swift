import ArgumentParser
import Files
import Layout
import Linting

/// `batchlint redact FILE -o OUT`: a copy of a file that can be sent with a report.
struct RedactCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "redact", abstract: "Write a copy of a file without its values, to share in a report.",
    discussion: """
      Replaces every word and number with a random one of the same shape. Keeps delimiters, quotes, line endings, \
      encoding, lengths and column names, and equal values stay equal, so that batchlint reports the same findings, \
      except for rules about particular words. Review the copy before you send it.

      Examples:
        batchlint redact users.csv -o redacted.csv
      """)

  @Argument(help: ArgumentHelp("The file; - for standard input.", valueName: "FILE"), completion: .migrationFile)
  var path: String
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "The new file to write, private; - for standard output.", valueName: "path"),
    completion: .file())
  var output = "-"
  @OptionGroup(title: "Input") var subject: SubjectOptions
  @OptionGroup(title: "Configuration") var configured: ConfigurationOptions

  func run() throws {
    let options = try ConfigurationResolver(subject, configured).options(for: path)
    let contents = try FileContents.open(path: path)
    let document = Document(contents.bytes, owner: contents, encoding: options.encoding)
    let result = try Linter(options: options).lint(Input(path: path, document: document))
    guard let redacted = result.redacted() else { throw CommandError("\(path): not a text file; nothing was written") }
    if contents.wasTruncated { throw CommandError("\(path): the file changed while it was read; try again") }
    try put(redacted)
  }

  private func put(_ bytes: [UInt8]) throws {
    guard output != "-" else {
      let standard = standardOutput()
      standard.put(bytes)
      return standard.flush()
    }
    if exists(output) { throw CommandError("\(output): file exists") }
    var file = try OutputFile(path: output, mode: 0o600)
    let result = bytes.withUnsafeBytes { bytes in Result { () throws(FileError) in try file.write(bytes) } }
    try result.get()
    try file.commit()
  }
}
