import Layout
import Migration

/// Where the columns of a list of accounts are, from 0.
struct AccountColumns {
  /// Rows that are told from others by a column's value.
  struct Condition {
    var column: Int
    var filter: Export.Filter
  }

  /// Of several, the first that has a value counts in each row.
  var address: [Int]
  /// Separates several addresses in one value, of which the first counts.
  var addressSeparator: Character?
  var domain: Int?
  var signInName: [Int] = []
  var password: Int?
  var inactive: [Condition] = []
  var others: [Condition] = []
  var hashed: [Condition] = []
  var plainSchemes: Set<String>?
  var only: Condition?
  var systemAccounts: [String] = []

  /// Why a row with a name, or a list with nothing else, has no address.
  static let noDomain = "names without a domain; specify it with --target-domain"

  /// The columns of a known export.
  ///
  /// - Parameter index: the column of a reference; nil where the list does not have it.
  /// - Throws: ``TemplateError`` where no column has addresses.
  init(_ export: Export, path: String, _ index: (Export.Reference) -> Int?) throws {
    func condition(_ filter: Export.Filter) -> Condition? {
      index(filter.column).map { Condition(column: $0, filter: filter) }
    }
    address = export.address.compactMap(index)
    guard !address.isEmpty else { throw TemplateError("\(path): \(export.title): no column with addresses") }
    addressSeparator = export.addressSeparator
    domain = export.domain.lazy.compactMap(index).first
    signInName = export.side == .target ? [] : export.signInName.compactMap(index)
    password = export.password.lazy.compactMap(index).first
    inactive = export.inactive.compactMap(condition)
    others = export.others.compactMap(condition)
    hashed = export.hashed.compactMap(condition)
    plainSchemes = export.plainSchemes
    only = export.only.flatMap(condition)
    systemAccounts = export.systemAccounts
  }

  /// The columns of rows without a header row, by their values.
  ///
  /// - Throws: ``TemplateError`` where no column has addresses.
  init(_ found: RoleInference, path: String) throws {
    func first(_ role: InferredRole.Role) -> Int? {
      found.roles.firstIndex { $0?.role == role && $0!.certainty > .possible }
    }
    guard let address = first(.address) else { throw TemplateError("\(path): no column with addresses") }
    self.address = [address]
    signInName = first(.signInName).map { [$0] } ?? []
    password = first(.password)
  }

  /// The columns of a list of a program that is not known, by the names that mean the migration file's.
  ///
  /// - Parameter acceptsNames: names of accounts are completed to addresses.
  /// - Throws: ``TemplateError`` where no column has addresses, or names that are completed to addresses.
  init(named names: [String], rows: RowSample, path: String, acceptsNames: Bool) throws {
    guard let kind = try Kind.builtIn("imap") else { throw TemplateError("\(path): unknown kind") }
    let normalized = names.map(HeaderVocabulary.normalized)
    func named(_ role: Kind.ColumnRole) -> Int? {
      let wanted = Set(
        kind.columns.filter { $0.role == role }.flatMap { [$0.name] + $0.aliases }.map(HeaderVocabulary.normalized))
      return normalized.firstIndex(where: wanted.contains)
    }
    let profiles = rows.profiles()
    func holds(_ index: Int, _ classes: ValueClasses...) -> Bool {
      index < profiles.count && classes.contains(where: profiles[index].isMostly)
    }
    func holdsAddresses(_ index: Int) -> Bool { holds(index, .address, .decoratedAddress) }
    let password = named(.password)
    self.password = password
    signInName = named(.signInName).map { [$0] } ?? []
    domain = normalized.indices.first { normalized[$0] == "domain" && holds($0, .domain) }
    if let found = named(.address).flatMap({ holdsAddresses($0) ? $0 : nil })
      ?? profiles.indices.first(where: holdsAddresses)
    {
      address = [found]
      return
    }
    // Passwords and display names can look like local parts, so the column needs a name that says what it is.
    let candidates =
      [named(.address), named(.signInName)].compactMap { $0 }
      + normalized.indices.filter { AccountColumns.accountNames.contains(normalized[$0]) }
    let found = candidates.first { index in
      index != password && holds(index, .localPart) && profiles[index].distinct == profiles[index].filled
    }
    guard let found else { throw TemplateError("\(path): no column with addresses") }
    guard domain != nil || acceptsNames else {
      throw TemplateError("\(path): no column with addresses, only \(AccountColumns.noDomain)")
    }
    address = [found]
  }

  /// How programs name a column of accounts, beside the names of the migration file's columns.
  private static let accountNames: Set<String> = [
    "account", "accountid", "accountname", "alias", "compte", "cuenta", "id", "konto", "kontoname", "localpart",
    "mailaccount", "mailbox", "mailboxname", "mailnickname", "name", "postfach", "samaccountname", "uid", "userid",
  ]
}
