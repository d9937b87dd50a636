import CSV
import IMAPSandbox
import Linting
import Migration

extension Script {
  /// The accounts of a migration file's rows; rows with too few or too many values are left out, as nobody knows which of
  /// them is the password.
  init(accountsOf input: Input, options: LintOptions) throws {
    var options = options
    // Only the table is wanted: a rule that finds nothing in it but that there is none.
    options.selection = Selection()
    options.selection.selected = ["file-not-csv"]
    options.ownRules = []
    let table = try Linter(options: options).lint(input).table
    guard table.isReadable, let login = table.loginColumn, let password = table.passwordColumn else {
      throw Trouble("\(input.path): no rows with sign-in names and passwords; run `batchlint check` first")
    }
    var rows: [Script.Row] = []
    var number = 0
    var reader = Reader(table.document.text, delimiter: table.prelude.rowDelimiter ?? table.prelude.delimiter, from: table.rowsStart)
    reader.expectedCount = table.expectedCount
    while reader.next() {
      if reader.count == 1, reader.isBlank || table.document.text[reader.start..<reader.end].elementsEqual([0x1A]) { continue }
      number += 1
      guard reader.count == table.expectedCount else { continue }
      let fields = reader.fields
      let name = String(decoding: Script.value(fields[login], table), as: UTF8.self)
      var row = Script.Row(login: name, password: Secret(Script.value(fields[password], table)), number: number)
      row.root = table.rootColumn.map { String(decoding: Script.value(fields[$0], table), as: UTF8.self) }
      row.label = Script.label(name, address: table.addressColumn.map { Script.value(fields[$0], table) }, number)
      rows.append(row)
    }
    self.init(server: table.server, rows: rows)
    admin = options.admin
  }

  /// A value with doubled quotes made single, and no blank taken away: what is sent is what stands there.
  private static func value(_ field: Field, _ table: Table) -> [UInt8] {
    let bytes = table.bytes(field.value)
    guard field.facts.contains(.doubledQuote) else { return Array(bytes) }
    var value: [UInt8] = []
    var isSecond = false
    for byte in bytes {
      isSecond = byte == UInt8(ascii: "\"") && !isSecond
      if byte != UInt8(ascii: "\"") || isSecond { value.append(byte) }
    }
    return value
  }

  /// The login, where it names the row's mailbox; a cell that does not may be a password in the wrong column.
  private static func label(_ login: String, address: [UInt8]?, _ number: Int) -> String {
    guard let address, let at = address.lastIndex(of: UInt8(ascii: "@")), at >= 2 else { return "row \(number)" }
    let name = String(decoding: address[..<at], as: UTF8.self).lowercased()
    return login.lowercased().contains(name) ? login : "row \(number)"
  }
}
