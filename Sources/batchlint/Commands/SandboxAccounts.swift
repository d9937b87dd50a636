import IMAPSandbox
import Linting
import Migration
import Platform

extension SandboxConfiguration {
  /// The accounts of a migration file's rows; rows with too few or too many values are left out, as nobody knows which
  /// of them is the password.
  init(accountsOf input: Input, options: LintOptions) throws {
    var options = options
    // Only the layout is used: a rule that finds nothing in it but that there is none.
    options.selection = Selection()
    options.selection.selected = ["file-not-csv"]
    options.ownRules = []
    let context = try Linter(options: options).lint(input).context
    let layout = context.layout
    guard layout.isReadable, layout.signInColumn != nil, layout.passwordColumn != nil else {
      throw CommandError("\(input.path): no rows with sign-in names and passwords; run `batchlint check` first")
    }
    var rows: [SandboxConfiguration.Row] = []
    context.signInRows { row in
      let number = row.place.row ?? 0
      let login = String(decoding: layout.content(row.signInName), as: UTF8.self)
      var account = SandboxConfiguration.Row(
        signInName: login, password: Secret(layout.content(row.password)), number: number)
      account.root = row.root.map { String(decoding: layout.content($0), as: UTF8.self) }
      account.label = SandboxConfiguration.label(login, address: row.address.map(layout.content), number)
      rows.append(account)
    }
    self.init(server: layout.server, rows: rows)
    admin = options.admin
  }

  /// The login, where it names the row's mailbox; a cell that does not may be a password in the wrong column.
  private static func label(_ login: String, address: [UInt8]?, _ number: Int) -> String {
    guard let address, let at = address.lastIndex(of: UInt8(ascii: "@")), at >= 2 else { return "row \(number)" }
    let name = String(decoding: address[..<at], as: UTF8.self).lowercased()
    return login.lowercased().contains(name) ? login : "row \(number)"
  }
}
