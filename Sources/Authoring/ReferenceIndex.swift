import Linting
import Migration

/// The first parts of `rules/README.md`: an index of the rules by section, and the source servers.
enum ReferenceIndex {
  /// Every rule with its severity, whether it has a fix, and its summary.
  static var rules: String {
    var text = ""
    var section: RuleInfo.Section?
    for rule in RuleRegistry.rules {
      let info = rule.info
      if info.section != section {
        text += "\n### \(info.section.rawValue)\n\n| rule | severity | fix | |\n|---|---|---|---|\n"
        section = info.section
      }
      let fix = info.fixPriority == nil ? "" : "yes"
      text += "| [`\(info.name)`](docs/\(info.name).md) | \(info.severity.rawValue) | \(fix) "
      text += "| \(KindReference.cell(RuleRegistry.summary(info.name))) |\n"
    }
    return text
  }

  /// Every server with the forms of its admin sign-in names, and whether it uses `UserRoot`.
  static func servers() throws -> String {
    var text = "\n| server | | admin sign-in name | `UserRoot` |\n|---|---|---|---|\n"
    for name in Server.builtInNames {
      guard let server = try Server.builtIn(name) else { continue }
      let forms = server.forms.map { "`\($0.description)`" }.joined(separator: " or ")
      let root = server.root == .unused ? "" : server.root.rawValue
      text += "| `\(name)` | \(KindReference.cell(server.title)) | \(forms) | \(root) |\n"
    }
    return text
  }
}
