import ArgumentParser
import Authoring
import Files
import Layout
import Linting
import Migration
import Reporting

/// `batchlint convert`: a workbook, an export or a CSV file in another dialect becomes the CSV file that the service
/// accepts.
struct ConvertCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "convert", abstract: "Convert a list of accounts, or another CSV dialect, to a migration file.",
    discussion: """
      Reads a workbook (.xlsx, .ods), an export of another program (Google Admin, Microsoft 365, hMailServer, cPanel, \
      imapsync and many more), any other list of accounts, or a migration file in another CSV dialect. Prints to \
      standard error which columns were used and which rows were skipped. Copies passwords, but not their hashes. \
      Writes the values of a workbook as text, not as a spreadsheet displays them, and nothing if a value is in doubt. \
      The exit status is 1 if a row could not be converted.

      Examples:
        batchlint convert users.xlsx -o users.csv
        batchlint convert export.csv -o users.csv
        batchlint convert accounts.txt --server dovecot -o -
      """)

  @Argument(help: "The file to convert; - for standard input.", completion: .file()) var file: String
  @Option(name: .shortAndLong, help: "The file to write, private; - for standard output.", completion: .file())
  var output = "-"
  @Option(
    help: ArgumentHelp("The source server, for sign-in names that are not in the list.", valueName: "server"),
    completion: .servers)
  var server = "any"
  @Option(help: ArgumentHelp("Identify the source mailboxes by their address in this domain.", valueName: "domain"))
  var sourceDomain: String?
  @Option(help: ArgumentHelp("Complete addresses without a domain with this one.", valueName: "domain"))
  var targetDomain: String?
  @Option(
    help: ArgumentHelp(
      "The sheet of a workbook (.xlsx, .ods); default: the first visible one with a header row.", valueName: "name"))
  var sheet: String?
  @Flag(help: "Overwrite the output file.") var force = false

  func run() throws {
    guard let server = try Server.builtIn(server) else {
      throw UnknownName(what: "server", name: server, known: Server.builtInNames)
    }
    let contents = file == "-" ? try FileContents.standardInput() : try FileContents.open(path: file)
    var options = LintOptions()
    options.sheet = sheet
    let document = try Document.open(contents, path: file, options)
    let conversion: FileConversion
    do {
      conversion = try FileConversion(
        document, path: file, server: server, sourceDomain: sourceDomain, targetDomain: targetDomain)
    } catch let error as ConversionError {
      show(error.remarks)
      throw error
    }
    if contents.wasTruncated { throw CommandError("\(file): the file changed while it was read; try again") }
    try put(conversion.bytes)
    show(conversion.remarks)
    if !conversion.isWhole { throw ExitCode(Status.findings) }
  }

  private func show(_ remarks: [FileConversion.Remark]) {
    for remark in remarks {
      switch remark {
      case .summary(let text): StandardError.write("batchlint: \(file): \(text)")
      case .decision(let text): StandardError.write("  \(text)")
      case .skipped(let line, let reason): StandardError.write("\(file):\(line): skipped: \(reason)")
      case .result(let text): StandardError.write("batchlint: \(text)")
      }
    }
  }

  private func put(_ bytes: [UInt8]) throws {
    guard output != "-" else {
      let standard = standardOutput()
      standard.put(bytes)
      return standard.flush()
    }
    if exists(output), !force { throw CommandError("\(output): file exists; overwrite it with --force") }
    var file = try OutputFile(path: output, mode: 0o600)
    try file.write(bytes)
    try file.commit()
  }
}
