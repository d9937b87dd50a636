import Migration

/// Which rules run, and how bad their findings are.
public struct Selection: Sendable {
  /// Names or globs (`address-*`); empty selects every rule.
  public var selected: [String] = []
  public var ignored: [String] = []
  /// By rule name or glob; the last one that fits holds.
  public var severities: [(rule: String, severity: Severity)] = []

  public init() {}

  public func enables(_ rule: String) -> Bool {
    (selected.isEmpty || selected.contains { Selection.glob($0, fits: rule) })
      && !ignored.contains { Selection.glob($0, fits: rule) }
  }

  public func severity(of rule: String) -> Severity? {
    severities.last { Selection.glob($0.rule, fits: rule) }?.severity
  }

  /// The first name or glob that fits no rule.
  public var unknown: String? {
    (selected + ignored + severities.map(\.rule)).first { pattern in
      !RuleRegistry.rules.contains { Selection.glob(pattern, fits: $0.info.name) }
    }
  }

  /// `*` matches any text, `?` one character.
  static func glob(_ pattern: String, fits name: String) -> Bool {
    let pattern = Array(pattern.utf8)
    let name = Array(name.utf8)
    var p = 0
    var n = 0
    var star: (pattern: Int, name: Int)?
    while n < name.count {
      if p < pattern.count, pattern[p] == UInt8(ascii: "*") {
        star = (p + 1, n)
        p += 1
      } else if p < pattern.count, pattern[p] == name[n] || pattern[p] == UInt8(ascii: "?") {
        p += 1
        n += 1
      } else if let last = star {
        star = (last.pattern, last.name + 1)
        p = last.pattern
        n = last.name + 1
      } else {
        return false
      }
    }
    return pattern[p...].allSatisfy { $0 == UInt8(ascii: "*") }
  }
}
