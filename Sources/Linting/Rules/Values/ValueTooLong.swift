import CSV
import Layout
import Migration

/// Longer than the column's documented length, or than anything sensible.
struct ValueTooLong: ValueRule {
  let info = RuleInfo(
    "value-too-long", .warning, .values,
    traits: .systematic, help: "Check for an unclosed quote or a missing line break, or shorten the value.")
  let triggers: FieldFlags = .tooLong
  let requiresWellFormedText = false
  let roles: Set<Kind.ColumnRole>? = [.address, .signInName, .password, .root, .text]

  /// In bytes, where nothing is documented.
  static let undocumentedLimit = 1024

  func check(_ value: Value, of row: Row, _ report: RuleReporter) {
    guard value.flags.isDisjoint(with: .quoteDefect) else { return }
    // How long any address may be, the address rules say.
    guard value.column.role != .address || value.column.known?.suspiciousLength != nil else { return }
    if let most = value.column.known?.maximumCharacters {
      guard String(decoding: value.bytes, as: UTF8.self).unicodeScalars.count > most else { return }
      return report.add(
        Message("value longer than {} characters", .number(most)), at: value.range, of: value, severity: .error)
    }
    let limit = value.column.known?.maximumLength
    // Of a file that may hold anything nothing is sensible or not.
    guard limit != nil || value.layout.kind.delimiters == .comma else { return }
    report.add(
      Message("value longer than {} bytes", .number(limit ?? ValueTooLong.undocumentedLimit)),
      at: value.range, of: value, severity: limit == nil || !isDocumented(value) ? nil : .error)
  }

  /// A standard names the lengths of sign-in names and passwords (RFC 4616); the service's pages name a text column's.
  private func isDocumented(_ value: Value) -> Bool { value.column.role == .text }
}

extension FieldFlags {
  /// Longer than the column may be.
  static var tooLong: FieldFlags { FieldFlags(.tooLong) }
}
