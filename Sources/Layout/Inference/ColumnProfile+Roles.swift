import Migration

extension ColumnProfile {
  /// Most values are none that a column of this role has, such as numbers under `EmailAddress`.
  ///
  /// A column without values contradicts nothing.
  package func contradicts(_ role: Kind.ColumnRole) -> Bool {
    guard filled > 0 else { return false }
    switch role {
    // A damaged address is opaque.
    case .address: return number(of: [.address, .decoratedAddress, .opaque]) * 2 < filled
    case .signInName: return isAnyMostly([.boolean, .size, .date, .url, .guid, .windowsPath, .hash, .masked])
    case .password: return isAnyMostly([.boolean, .date, .url, .guid, .address, .decoratedAddress])
    case .root: return isAnyMostly([.boolean, .number, .size, .date, .url, .guid, .address, .decoratedAddress])
    default: return false
    }
  }

  private func isAnyMostly(_ classes: [ValueClasses]) -> Bool { classes.contains { isMostly($0) } }
}
