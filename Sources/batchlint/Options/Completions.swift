import ArgumentParser
import TextEncoding
import IMAPSandbox
import Linting
import Migration
import Reporting

/// What a shell offers where a value is to be written. The program is asked for names when they are wanted: the scripts
/// hold none, and start-up pays for none.
extension CompletionKind {
  static let migrationFile = file(extensions: ["csv"])
  static let kinds = names { Kind.builtInNames }
  static let servers = names { Server.builtInNames }
  static let encodings = names { TextEncoding.all.map { $0.name.lowercased() } }
  static let rules = names { Linting.RuleRegistry.rules.map(\.info.name) }
  static let rulesWithSeverity = names {
    Linting.RuleRegistry.rules.flatMap { rule in Severity.allCases.map { "\(rule.info.name)=\($0.rawValue)" } }
  }
  static let formats = names { Format.allCases.map(\.rawValue) }
  static let faults = names { ["list"] + Fault.all.map(\.name) }
  static let revisions = shellCommand("git for-each-ref --format='%(refname:short)' 2>/dev/null")
  static let thresholds = list(FailThreshold.allCases.map(\.rawValue))

  private static func names(_ all: @escaping @Sendable () -> [String]) -> CompletionKind { custom { _, _, _ in all() } }
}

extension Format {
  /// All formats, for a sentence.
  static var list: String {
    let names = allCases.map(\.rawValue)
    return names.dropLast().joined(separator: ", ") + " or " + names.last!
  }
}
