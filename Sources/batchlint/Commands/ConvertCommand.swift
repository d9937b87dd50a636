import ArgumentParser
import Authoring
import Files
import Layout
import Linting
import Migration
import Reporting
import YAML

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
    var document = try Document.open(contents, path: file, options)
    if let problem = document.workbookProblem { throw CommandError("\(file): \(problem)") }
    guard document.isText, !document.isBlank else { throw CommandError("\(file): not a text file with a table") }
    let layout = try LayoutBuilder(LayoutOptions()).layout(of: document)
    if let origin = document.origin {
      try decide(origin, layout)
      // From here on it is text like any other, which fixes may change.
      document = Document(copying: Array(document.text), encoding: nil)
    }
    let isList = layout.evidence.accountList != nil || isListByValues(layout)
    let isWhole = isList ? try convertList(document, server) : try convertDialect(document)
    if contents.wasTruncated { throw CommandError("\(file): the file changed while it was read; try again") }
    if !isWhole { throw ExitCode(Status.findings) }
  }

  /// Prints what was decided about a sheet.
  ///
  /// - Throws: ``CommandError`` where a value is in doubt.
  private func decide(_ origin: SheetOrigin, _ layout: FileLayout) throws {
    let conversion = SheetConversion(origin, layout)
    StandardError.write("batchlint: \(file): sheet `\(origin.sheet)`")
    guard conversion.obstacles.isEmpty else {
      for obstacle in conversion.obstacles { StandardError.write("  \(obstacle)") }
      throw CommandError("\(file): values are in doubt; nothing was written")
    }
    for decision in conversion.decisions { StandardError.write("  \(decision)") }
  }

  /// Rows without a header row whose columns are not all known.
  private func isListByValues(_ layout: FileLayout) -> Bool {
    guard layout.header?.isMissing == true, let roles = layout.evidence.roles else { return false }
    return roles.roles.contains { $0 == nil || $0?.certainty == .possible }
      || !roles.roles.contains { $0?.role == .signInName }
  }

  // MARK: A list of accounts

  private func convertList(_ document: Document, _ server: Server) throws -> Bool {
    let list = try AccountListReader(document, path: file)
    guard !list.accounts.isEmpty else {
      throw CommandError("\(file): no valid address found; nothing was written")
    }
    let signIn = try SignInNameBuilder(server: server, sourceDomain: sourceDomain)
    // A short name is written only where the server is known to take it.
    let isShort = server.name != "any" && server.ownSignIn == .any
    var built = 0
    let rows = list.accounts.map { account -> [String] in
      let person = account.person
      let name: String
      if sourceDomain == nil, let own = account.signInName {
        name = own
      } else {
        built += 1
        name =
          sourceDomain != nil || isShort
          ? signIn.signInName(person.localPart, at: person.domain) ?? person.address : person.address
      }
      return [person.address, name, account.password ?? ""]
    }
    let text = ([["EmailAddress", "UserName", "Password"]] + rows).map { row in
      row.map(TemplateFile.quoted).joined(separator: ",") + "\r\n"
    }.joined()
    try put(text)
    explain(list, built: built, isShort: isShort)
    return list.leftOut.isEmpty
  }

  private func explain(_ list: AccountListReader, built: Int, isShort: Bool) {
    StandardError.write("batchlint: \(file): \(list.export?.title ?? "a list of accounts")")
    for line in list.explanation { StandardError.write("  \(line)") }
    for row in list.leftOut { StandardError.write("\(file):\(row.line): skipped: \(row.reason)") }
    let omissions = list.omissions
    let counts = [
      (omissions.inactive, "inactive account"), (omissions.system, "system account"),
      (omissions.others, "other line"),
    ].filter { $0.0 > 0 }.map { counted($0.0, $0.1) }
    if !counts.isEmpty { StandardError.write("batchlint: skipped: \(counts.joined(separator: ", "))") }
    let empty = list.accounts.count { $0.password == nil }
    var notes = [counted(list.accounts.count, "row") + " written"]
    if omissions.hashes > 0 {
      notes.append(
        "\(counted(omissions.hashes, "password")) left empty, because the list contains only hashes")
    } else if empty > 0 {
      notes.append("\(counted(empty, "password")) to fill in")
    }
    if built > 0 {
      notes.append(
        sourceDomain.map { "the domain of the sign-in names is \($0)" }
          ?? """
          \(counted(built, "sign-in name")) built from the \(isShort ? "local part of the address" : "address"); for \
          another domain, use --source-domain
          """
      )
    }
    StandardError.write("batchlint: \(notes.joined(separator: "; ")); now run `batchlint check`")
  }

  // MARK: A migration file in another dialect

  /// Makes all safe fixes of its encoding, structure and header row, and those of its encoding and structure that a
  /// person should look at.
  private func convertDialect(_ document: Document) throws -> Bool {
    let linter = Linter(options: LintOptions())
    let applier = FixApplier(linter, allowsUnsafe: true) { fix, finding, _ in
      let section = RuleRegistry.rules[finding.rule.index].info.section
      return fix.isSafe || fix.becomesUTF8 && section == .characters
    }
    let outcome = try applier.apply(Input(path: file, document: document, hasName: false))
    let bytes = outcome.bytes ?? Array(document.original)
    try put(String(decoding: bytes, as: UTF8.self))
    for (rule, count) in outcome.fixed.sorted(by: { $0.key < $1.key }) {
      StandardError.write("  \(rule.name): \(counted(count, "finding")) fixed")
    }
    let left = outcome.file.count(.error)
    StandardError.write(
      "batchlint: \(counted(outcome.file.rows, "row")) written"
        + (left > 0 ? "; \(counted(left, "error")) left: run `batchlint check`" : ""))
    return left == 0
  }

  private func put(_ text: String) throws {
    guard output != "-" else {
      let standard = standardOutput()
      standard.put(text)
      return standard.flush()
    }
    if exists(output), !force { throw CommandError("\(output): file exists; --force overwrites it") }
    var file = try OutputFile(path: output, mode: 0o600)
    var text = text
    let result = text.withUTF8 { bytes in
      Result { () throws(FileError) in try file.write(UnsafeRawBufferPointer(bytes)) }
    }
    try result.get()
    try file.commit()
  }
}
