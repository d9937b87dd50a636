import Linting
import Migration

/// A correct file to start from, for a kind and a server.
public struct TemplateFile {
  /// Who gets a row.
  public struct Person: Sendable, Equatable {
    public var localPart: String
    public var domain: String
    /// Empty where the administrator fills it in.
    var password = ""

    public var address: String { "\(localPart)@\(domain)" }

    public init(localPart: String, domain: String) {
      self.localPart = localPart
      self.domain = domain
    }
  }

  private let kind: Kind
  private let signIn: SignInNameBuilder

  public init(kind: Kind, signIn: SignInNameBuilder) {
    self.kind = kind
    self.signIn = signIn
  }

  /// People who do not exist, with passwords that nobody has: the rows that the kind itself shows; else
  /// with the admin's password on every row where the server has an admin's sign-in.
  public static func sample(kind: Kind, server: Server) throws -> TemplateTable {
    try kind.refuseWithoutFile()
    if !kind.template.isEmpty { return table(of: kind, rows: kind.template) }
    guard kind.columns.contains(where: { $0.role == .address }) else {
      throw TemplateError("\(kind.name): no sample available")
    }
    let hasAdmin = server.access == .inLogin || server.root == .required
    var signIn = try SignInNameBuilder(server: server)
    if hasAdmin, let form = server.forms.first {
      let admin = form.requiresAddress(.admin) ? "mailadmin@contoso.com" : "mailadmin"
      signIn = try SignInNameBuilder(server: server, admin: admin, label: form.names(.domain) ? "contoso" : nil)
    }
    let people = [("alberta", "Wren-4821"), ("terry", "Otter-7730"), ("quentin", "Heron-1195")].map { name, password in
      var person = Person(localPart: name, domain: "contoso.com")
      person.password = hasAdmin ? "Wren-4821" : password
      return person
    }
    return TemplateFile(kind: kind, signIn: signIn).table(people).table
  }

  /// The columns that the rows fill, and those that must be there; all of them in their places where columns are
  /// identified by place.
  private static func table(of kind: Kind, rows: [[(column: String, value: String)]]) -> TemplateTable {
    func value(_ column: String, _ row: [(column: String, value: String)]) -> String? {
      row.first { $0.column == column }?.value
    }
    let known = kind.columns.filter { column in
      kind.isPositional || column.presence != .optional || rows.contains { value(column.name, $0) != nil }
    }
    let columns = known.isEmpty ? rows[0].map(\.column) : known.map(\.name)
    return TemplateTable(kind: kind, columns: columns, rows: rows.map { row in columns.map { value($0, row) ?? "" } })
  }

  /// The header and a row for each person; and who got no row, by index, as no sign-in name of the server can name the
  /// mailbox.
  public func table(_ people: [Person]) -> (table: TemplateTable, leftOut: [Int]) {
    let columns = kind.columns.filter { $0.isRequired || ($0.role == .root && signIn.needsRoot) }
    var rows: [[String]] = []
    var leftOut: [Int] = []
    for (index, person) in people.enumerated() {
      let root = signIn.needsRoot ? signIn.root(person.localPart) : ""
      if let signInName = signIn.signInName(person.localPart, at: person.domain), let root {
        rows.append(columns.map { value($0, of: person, signInName: signInName, root: root) })
      } else {
        leftOut.append(index)
      }
    }
    return (TemplateTable(kind: kind, columns: columns.map(\.name), rows: rows), leftOut)
  }

  private func value(_ column: Kind.Column, of person: Person, signInName: String, root: String) -> String {
    switch column.role {
    case .address: person.address
    case .signInName: signInName
    case .password: person.password
    case .root: root
    case .text: column.permitted.values.first ?? ""
    }
  }

  /// A value as it is written, in quotes where it needs them.
  public static func quoted(_ value: String) -> String {
    let needsQuotes = value.utf8.contains { [0x22, 0x2C, 0x0A, 0x0D].contains($0) }
    return needsQuotes
      ? "\"" + value.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\"" : value
  }
}
