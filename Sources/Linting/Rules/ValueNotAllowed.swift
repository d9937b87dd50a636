import CSV
import Settings

/// Not one of the values that the column takes.
struct ValueNotAllowed: ValueRule, FixingRule {
  let info = RuleInfo("value-not-allowed", .error, .values, mend: "Write one of the values that the column takes.")
  let wakes: Facts = .judgedAlways

  private static let yes: Set<String> = ["true", "wahr", "vrai", "verdadero", "vero", "verdadeiro", "waar", "sant", "sand", "sann", "tosi", "prawda", "pravda", "igaz", "doğru", "adevărat", "истина", "αληθες", "真", "yes", "ja", "oui", "sí", "1"]
  private static let no: Set<String> = ["false", "falsch", "faux", "falso", "onwaar", "falskt", "falsk", "usann", "epätosi", "fałsz", "nepravda", "hamis", "yanliş", "yanlış", "fals", "ложь", "ψευδες", "偽", "假", "no", "nein", "non", "0"]

  func check(_ value: Value, of row: Row, _ report: Report) {
    guard let allowed = value.column.known?.values, !value.isEmpty else { return }
    let text = String(decoding: value.bytes, as: UTF8.self)
    guard !allowed.contains(text) else { return }
    let list = Message.Argument.text(allowed.joined(separator: ", "))
    if let meant = ValueNotAllowed.meant(text, allowed) {
      report.add(Message("“{}” stands for {}, which the service takes only so", .value(value.range), .text(meant)), at: value.range, of: value)
    } else {
      report.add(Message("“{}” is none of the values that the column takes: {}", .value(value.range), list), at: value.range, of: value)
    }
  }

  /// The allowed value that a localised boolean, another letter case or a slip stands for.
  private static func meant(_ text: String, _ allowed: [String]) -> String? {
    let lower = text.lowercased()
    if let same = allowed.first(where: { $0.lowercased() == lower }) { return same }
    if yes.contains(lower) { return allowed.first { $0.lowercased() == "true" } }
    if no.contains(lower) { return allowed.first { $0.lowercased() == "false" } }
    return nil
  }

  func fix(_ finding: Finding, _ fixer: Fixer) -> Fix? {
    guard let index = finding.field, let allowed = fixer.table.columns[index].known?.values, let field = fixer.field(of: finding),
      let meant = ValueNotAllowed.meant(String(decoding: fixer.table.content(field), as: UTF8.self), allowed)
    else { return nil }
    return Fix("write it as the service takes it", isSafe: true, [fixer.edit(field, content: Array(meant.utf8))])
  }
}
