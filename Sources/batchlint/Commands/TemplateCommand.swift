import Authoring
import ArgumentParser
import Files
import Linting
import Migration
import Reporting
import YAML
import Configuration
import Layout
import Workbook

/// `batchlint template`: a correct file to start from.
struct Template: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "template", abstract: "Write a correct migration file, as a sample or from a list of users.",
    discussion: """
      Without --users, all names and passwords are samples: replace them. With --users, writes a row for each \
      address, with the sign-in name (and root) for the server and an empty password. Lines without a valid address \
      are reported on standard error, and the exit status is 1.

      Examples:
        batchlint template --server exchange
        batchlint template -o users.xlsx
        batchlint template --users export.csv --server dovecot --admin mailadmin --output new-users.csv
      """)

  @Option(
    help: ArgumentHelp(
      "The kind of migration file: a name from batchlint kinds, or a YAML file.", valueName: "kind"
    ), completion: .kinds) var kind = defaultKind
  @Option(
    help: ArgumentHelp("The source server; any for the users' own sign-in names.", valueName: "server"),
    completion: .servers)
  var server = "any"
  @Option(
    help: ArgumentHelp(
      "One address per line, or a CSV export with a column of addresses; - for standard input.", valueName: "file"),
    completion: .file())
  var users: String?
  @Option(
    help: ArgumentHelp("With --users: the admin account whose credentials open the mailboxes.", valueName: "name"))
  var admin: String?
  @Option(
    help: ArgumentHelp(
      "With --users: the domain in the admin's sign-in names, if the server uses one.", valueName: "label"
    ))
  var domain: String?
  @Option(
    help: ArgumentHelp("With --users: identify the mailboxes by their address in this domain.", valueName: "domain"))
  var sourceDomain: String?
  @Option(
    help: ArgumentHelp("With --users: complete addresses without a domain with this one.", valueName: "domain"))
  var targetDomain: String?
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "The new file to write, private; a workbook to fill in if it ends in .xlsx or .ods. Default: standard output.",
      valueName: "path"),
    completion: .file())
  var output: String?

  func run() throws {
    let kind = try Template.kind(kind)
    guard let server = try Server.builtIn(server) else {
      throw UnknownName(what: "server", name: server, known: Server.builtInNames)
    }
    if let users {
      try kind.refuseWithoutFile()
      guard kind.columns.contains(where: { $0.role == .address }), !kind.isPositional else {
        throw CommandError(
          """
          --users: a file of the kind \(kind.name) cannot be created from a list of addresses; omit the option for a \
          sample
          """
        )
      }
      try write(users, kind, server)
    } else if [admin, domain, sourceDomain, targetDomain].contains(where: { $0 != nil }) {
      throw CommandError("--admin, --domain, --source-domain and --target-domain require --users")
    } else {
      try put(TemplateFile.sample(kind: kind, server: server))
    }
  }

  /// A kind of the program's, or of a YAML file.
  private static func kind(_ name: String) throws -> Kind {
    if let own = try Overrides.ownFile(name) { return try Kind(text: own, file: name) }
    guard let kind = try Kind.builtIn(name) else {
      throw UnknownName(what: "kind", name: name, known: Kind.builtInNames)
    }
    return kind
  }

  private func write(_ users: String, _ kind: Kind, _ server: Server) throws {
    let signIn = try SignInNameBuilder(server: server, admin: admin, label: domain, sourceDomain: sourceDomain)
    let contents = users == "-" ? try FileContents.standardInput() : try FileContents.open(path: users)
    let list = try AccountSource(
      Document.open(contents, path: users), path: users, kind: kind, targetDomain: targetDomain)
    if contents.wasTruncated { throw CommandError("\(users): the file changed while it was read; try again") }
    let (table, nameless) = TemplateFile(kind: kind, signIn: signIn).table(list.people)
    let unnamed = nameless.map {
      AddressListReader.LeftOut(
        line: list.lines[$0], reason: "\(server.title) has no sign-in name for this mailbox")
    }
    let leftOut = (list.leftOut + unnamed).sorted { $0.line < $1.line }
    let count = list.people.count - nameless.count
    for row in leftOut { StandardError.write("\(users):\(row.line): skipped: \(row.reason)") }
    guard count > 0 else { throw CommandError("\(users): no valid address found; nothing was written") }
    try put(table)
    let empty = kind.columns.filter {
      $0.isRequired && $0.role != .address && $0.role != .signInName && $0.permitted.values.isEmpty
    }.map(\.name)
    let whose = admin == nil ? "each user's password" : "the admin's password in every row"
    let rest =
      kind.columns.contains { $0.role == .password && $0.isRequired }
      ? "; fill in \(whose)"
      : empty.isEmpty ? "" : "; fill in \(empty.joined(separator: ", "))"
    StandardError.write(
      """
      batchlint: \(counted(count, "row"))\(rest), then run `batchlint \
      check\(kind.name == defaultKind ? "" : " --kind \(kind.name)")`
      """
    )
    if !leftOut.isEmpty { throw ExitCode(Status.findings) }
  }

  private func put(_ table: TemplateTable) throws {
    guard let output, output != "-" else {
      let standard = standardOutput()
      standard.put(table.text)
      return standard.flush()
    }
    if exists(output) { throw CommandError("\(output): file exists") }
    var file = try OutputFile(path: output, mode: 0o600)
    try file.write(Template.format(of: output).map(table.workbook) ?? Array(table.text.utf8))
    try file.commit()
  }

  /// The format of a workbook, by its extension; nil for CSV.
  private static func format(of path: String) -> TemplateWorkbook.Format? {
    let name = path.lowercased()
    return name.hasSuffix(".xlsx") ? .xlsx : name.hasSuffix(".ods") ? .ods : nil
  }
}

/// The kind of the file that is written without `--kind`.
private let defaultKind = "imap"

/// Standard output behind a buffer; a reader that has gone away ends the writing silently.
func standardOutput() -> Output {
  var standard = StandardOutput()
  return Output { bytes in
    try? standard.write(bytes)
    try? standard.flush()
  }
}

/// Who gets a row: the accounts of a known export, or the people of a list of addresses.
private struct AccountSource {
  var people: [TemplateFile.Person] = []
  /// By person: the line.
  var lines: [Int] = []
  var leftOut: [AddressListReader.LeftOut] = []

  init(_ document: Document, path: String, kind: Kind, targetDomain: String?) throws {
    if document.isText, !document.isBlank,
      try targetDomain != nil
        || LayoutBuilder(LayoutOptions()).layout(of: document).evidence.accountList?.match != nil
    {
      let list = try AccountListReader(document, path: path, targetDomain: targetDomain)
      people = list.accounts.map(\.person)
      lines = list.accounts.map(\.line)
      leftOut = list.leftOut
      for line in list.explanation { StandardError.write("  \(line)") }
    } else {
      let list = try AddressListReader(document, path: path, kind: kind)
      (people, lines, leftOut) = (list.people, list.lines, list.leftOut)
    }
  }
}
