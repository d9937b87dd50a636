import Layout
import Linting
import Migration

/// A `.batchlint.yaml` to start from: what was found out of a file is set, everything else is a comment with its
/// default.
public struct StarterConfiguration {
  private let result: LintResult?
  private let schema = "https://raw.githubusercontent.com/batchlint/batchlint/main/rules/schemas/configuration.json"
  /// So many domains are named.
  private static let mostDomains = 20

  /// - Parameter result: a file that was looked at; nil where there is none.
  public init(_ result: LintResult?) { self.result = result }

  public var text: String {
    let layout = result?.layout
    let kind = layout?.kind.name ?? KindRegistry.usual
    var text = """
      # yaml-language-server: $schema=\(schema)
      # Settings for the files in this directory and below. Command-line options override them.

      # The kind of migration file; auto detects it.

      """
    text += setting("kind", kind == KindRegistry.usual ? nil : kind, else: "auto")
    text +=
      "\n# The source server; auto detects it from the sign-in names.\(result.flatMap(StarterConfiguration.serverNote) ?? "")\n"
    text += setting("server", serverIsKnown ? layout?.server.name : nil, else: "auto")
    text += "\n# The admin account whose credentials open the mailboxes.\n"
    text += setting("admin", admin.map(StarterConfiguration.quoted), else: "mailadmin")
    text += "\n# The accepted target domains; any other domain is reported.\(domainNote)\n"
    text += setting(
      "domains", nil, else: "[\((domains.isEmpty ? ["contoso.com"] : domains.map(\.name)).joined(separator: ", "))]")
    text += "\n# The encoding, such as windows-1252; auto detects it.\(encodingNote)\n"
    text += setting("encoding", nil, else: "auto")
    return text + """

      # Exports of the tenant's recipients: a target that is none of them is reported.
      #recipients: []

      # The sheet of a workbook; default: the first visible one with a header row.
      #sheet: Users

      # Rules by name or glob (`batchlint rules` lists them): the only ones to run, and those to skip.
      #select: ["*"]
      #ignore: [file-name]

      # Severities of rules: error, warning or info. The lowest severity for exit status 1: one of these, or never.
      #severity: {address-unusual: error}
      #fail-on: error

      # The batch will be created with unknown columns allowed.
      #allow-unknown-columns: false

      # Kinds and servers of your own: YAML files as in rules/kinds and rules/servers, relative to this file.
      #kinds: []
      #servers: []

      # Rules of your own for the values of a column: pattern (ICU), values, min-length, max-length or unique.
      #rules: [{column: UserName, max-length: 40, severity: warning}]

      # Any other CSV file: columns, as in rules/kinds, or schema, the path of a Table Schema.

      """
  }

  /// A setting that holds, or one that only shows how it is written.
  private func setting(_ key: String, _ value: String?, else example: String) -> String {
    value.map { "\(key): \($0)\n" } ?? "#\(key): \(example)\n"
  }

  private var serverIsKnown: Bool {
    result.map { $0.layout.serverReason != nil || $0.context.options.server != nil } ?? false
  }

  private static func serverNote(_ result: LintResult) -> String? {
    guard let reason = result.layout.serverReason else { return nil }
    return " \(result.layout.server.title): \(reason)."
  }

  /// The name that was given, or the one that nine in ten sign-in names have.
  private var admin: String? {
    guard let result else { return nil }
    if let given = result.context.options.admin { return given }
    let admins = result.context.statistics.admins
    guard serverIsKnown, admins.total >= 2, let common = admins.choices.max(by: { $0.rows.count < $1.rows.count }),
      common.rows.count * 10 >= admins.total * 9, let row = common.rows.first
    else { return nil }
    return result.shown(
      common.range, ofColumn: result.layout.signInColumn, in: result.context.rowIndex.place(ofRow: Int(row)))
  }

  /// The domains of the addresses, the commonest first. Only those that need no quotes: any other text after an @
  /// is no domain to accept.
  private var domains: [(name: String, rows: Int)] {
    guard let result else { return [] }
    let (context, layout) = (result.context, result.layout)
    let found = context.statistics.domains.entries.compactMap { entry -> (name: String, rows: Int)? in
      guard let row = entry.rows.first,
        let name = result.shown(entry.range, ofColumn: layout.addressColumn, in: context.rowIndex.place(ofRow: row)),
        name.utf8.allSatisfy({
          $0 < 0x80
            && ($0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-") || Character(UnicodeScalar($0)).isLetter
              || Character(UnicodeScalar($0)).isNumber)
        }),
        name.contains("."), name.first?.isLetter == true
      else { return nil }
      return (name.lowercased(), entry.count)
    }
    return Array(found.sorted { ($1.rows, $0.name) < ($0.rows, $1.name) }.prefix(StarterConfiguration.mostDomains))
  }

  private var domainNote: String {
    guard !domains.isEmpty else { return "" }
    return " Found in the file: " + domains.map { "\($0.name) (\(counted($0.rows, "row")))" }.joined(separator: ", ")
      + "."
  }

  private var encodingNote: String {
    guard let result, case .legacy(let name, _) = result.layout.document.encoding else { return "" }
    return " Detected: \(name.lowercased())."
  }

  /// A scalar of YAML in single quotes.
  private static func quoted(_ text: String) -> String { "'" + text.replacing("'", with: "''") + "'" }
}
