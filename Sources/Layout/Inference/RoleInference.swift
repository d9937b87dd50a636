import Migration

/// The role of a column as its values show it, without any header.
package struct InferredRole: Sendable, Equatable {
  package enum Role: String, Sendable {
    case address, signInName = "sign-in name", password, root

    /// The same of a kind's column.
    package var ofColumn: Kind.ColumnRole {
      switch self {
      case .address: .address
      case .signInName: .signInName
      case .password: .password
      case .root: .root
      }
    }
  }
  package enum Certainty: Int, Sendable, Comparable {
    /// The values fit, and those of another column could as well.
    case possible
    case probable
    case certain
    package static func < (a: Certainty, b: Certainty) -> Bool { a.rawValue < b.rawValue }
  }
  package var role: Role
  package var certainty: Certainty

  package init(role: Role, certainty: Certainty) {
    self.role = role
    self.certainty = certainty
  }
}

/// Finds the columns of addresses, sign-in names, passwords and roots by what their values are.
package struct RoleInference: Sendable {
  package let profiles: [ColumnProfile]
  /// By column: its role; nil where the values have none of them.
  package private(set) var roles: [InferredRole?]
  /// How many rows were looked at.
  package let rows: Int
  /// By column: the share of rows, 0 to 1, in which the value names the mailbox of the row's address.
  package private(set) var agreement: [Double]

  /// Fewer rows prove nothing.
  private static let fewestRows = 2
  /// A name of fewer letters is part of many other texts.
  private static let shortestName = 3

  package init(_ sample: RowSample) {
    profiles = sample.profiles()
    rows = sample.rows.count
    roles = Array(repeating: nil, count: profiles.count)
    agreement = Array(repeating: 0, count: profiles.count)
    guard let address = profiles.firstIndex(where: { $0.isMostly(.address) && $0.filled * 10 >= $0.count * 9 }) else {
      return
    }
    roles[address] = InferredRole(role: .address, certainty: .certain)
    agreement = RoleInference.agreement(sample, with: address, columns: profiles.count)
    agreement[address] = 1
    findSignInNames(sample, besides: address)
    findRoots(sample)
    findPasswords()
  }

  private mutating func findSignInNames(_ sample: RowSample, besides address: Int) {
    let open = profiles.indices.filter { index in
      roles[index] == nil && profiles[index].filled * 10 >= profiles[index].count * 9
        && !profiles[index].isMostly([.path]) && !profiles[index].isMostly(.windowsPath)
        && !RoleInference.areFirstNames(sample, index, beside: address)
    }
    guard let best = open.max(by: { (agreement[$0], -$0) < (agreement[$1], -$1) }), agreement[best] >= 0.5 else {
      // Names of another account than the address: their form alone says what they are.
      if let column = open.first(where: { profiles[$0].isMostly([.address]) || profiles[$0].isMostly(.domainLogin) }) {
        roles[column] = InferredRole(role: .signInName, certainty: .probable)
      }
      return
    }
    // Of two columns of different addresses, either can be the target.
    let isOther = profiles[best].isMostly(.address) && !RoleInference.areEqual(sample, best, address)
    let isClear = agreement[best] >= 0.9 && rows >= RoleInference.fewestRows && !isOther
    roles[best] = InferredRole(role: .signInName, certainty: isClear ? .certain : .probable)
  }

  private mutating func findRoots(_ sample: RowSample) {
    guard let column = profiles.indices.first(where: { roles[$0] == nil && profiles[$0].isMostly(.path) }),
      !RoleInference.areOfFileSystem(sample, column)
    else { return }
    roles[column] = InferredRole(role: .root, certainty: agreement[column] >= 0.9 ? .certain : .probable)
  }

  /// Of the columns whose values could be passwords, the only one.
  private mutating func findPasswords() {
    let open = profiles.indices.filter { index in
      let profile = profiles[index]
      return roles[index] == nil && profile.filled * 10 >= profile.count * 9 && !profile.isPlainData
        && !profile.isMostly(.path) && profile.longest >= 4
    }
    for index in open {
      let profile = profiles[index]
      let isMixed = profile.mixed * 10 >= profile.filled * 9 && profile.distinct * 10 >= profile.filled * 5
      let certainty: InferredRole.Certainty =
        open.count > 1 ? .possible : isMixed && rows >= RoleInference.fewestRows ? .certain : .probable
      roles[index] = InferredRole(role: .password, certainty: certainty)
    }
  }

  /// Where a server keeps mailboxes on its disk, which is no folder of theirs.
  private static func areOfFileSystem(_ sample: RowSample, _ column: Int) -> Bool {
    let places = ["/var/", "/home/", "/srv/", "/opt/", "/usr/", "/mnt/", "/data/", "/mail/", "/export/"]
    return most(sample) { row in places.contains(where: text(sample.value(row[column])).hasPrefix) }
  }

  private static func areEqual(_ sample: RowSample, _ one: Int, _ other: Int) -> Bool {
    most(sample) { row in text(sample.value(row[one])) == text(sample.value(row[other])) }
  }

  /// Values that are one of several parts of the address: `Terry` beside `terry.adams@contoso.com`.
  private static func areFirstNames(_ sample: RowSample, _ column: Int, beside address: Int) -> Bool {
    most(sample) { row in
      let parts = text(sample.value(row[address])).prefix { $0 != "@" }.split { !$0.isLetter && !$0.isNumber }
      return parts.count > 1 && parts.contains { $0 == text(sample.value(row[column])) }
    }
  }

  /// Nine in ten rows with the usual number of values.
  private static func most(_ sample: RowSample, _ matches: ([Range<Int>]) -> Bool) -> Bool {
    let rows = sample.rows.filter { $0.count == sample.usualCount }.prefix(200)
    return !rows.isEmpty && rows.count(where: matches) * 10 >= rows.count * 9
  }

  /// By column: the share of rows in which a value names the mailbox that the address names.
  private static func agreement(_ sample: RowSample, with address: Int, columns: Int) -> [Double] {
    var agreeing = [Int](repeating: 0, count: columns)
    var rows = 0
    for row in sample.rows where row.count == columns {
      let whole = text(sample.value(row[address]))
      let local = String(whole.prefix { $0 != "@" })
      guard local.count < whole.count else { continue }
      rows += 1
      for column in 0..<columns where column != address {
        if names(text(sample.value(row[column])), local) { agreeing[column] += 1 }
      }
      if rows == 200 { break }
    }
    return agreeing.map { rows == 0 ? 0 : Double($0) / Double(rows) }
  }

  private static func text(_ bytes: UnsafeRawBufferPointer) -> String {
    String(decoding: bytes.prefix(256), as: UTF8.self).trimmingSpaces().lowercased()
  }

  /// `tadams`, `terry`, `contoso\terry.adams` and `terry.adams@contoso.org` name `terry.adams`.
  private static func names(_ text: String, _ local: String) -> Bool {
    let user = text.split(separator: "\\").last.map(String.init) ?? text
    let name = String(user.prefix { $0 != "@" })
    if name == local { return true }
    guard !name.isEmpty, name.allSatisfy({ $0.isLetter || $0.isNumber || ".-_*/%#".contains($0) }) else { return false }
    if name.count >= shortestName, local.contains(name) { return true }
    let parts = local.split { !$0.isLetter && !$0.isNumber }.filter { $0.count >= shortestName }
    return parts.contains { name.contains($0) }
  }
}

extension String {
  fileprivate func trimmingSpaces() -> String {
    var text = Substring(self)
    while text.first == " " || text.first == "\t" { text.removeFirst() }
    while text.last == " " || text.last == "\t" { text.removeLast() }
    return String(text)
  }
}
