import Linting

/// Which findings are to be fixed.
enum FixScope: Equatable {
  /// All that have a safe fix, as `batchlint fix` does.
  case safe
  /// All that have a fix, as `batchlint fix --unsafe` does.
  case unsafe
  /// Those of one cause, by its index.
  case cause(Int)
  /// One, by its index.
  case finding(Int)

  /// Makes the fixes of these findings.
  ///
  /// Of a single finding only it itself is fixed; of a cause also what comes to light below it.
  func applier(_ linter: Linter, _ index: FindingIndex, _ file: LintResult) -> FixApplier {
    switch self {
    case .safe: return FixApplier(linter, allowsUnsafe: false)
    case .unsafe: return FixApplier(linter, allowsUnsafe: true)
    case .cause(let cause):
      let first = file.findings[index.causes[cause].first]
      return FixApplier(linter, allowsUnsafe: true) { _, finding, _ in
        finding.rule == first.rule && finding.field == first.field
          && finding.message.template == first.message.template
      }
    case .finding(let number):
      let wanted = file.findings[number]
      let round = FirstRound()
      return FixApplier(linter, allowsUnsafe: true) { _, finding, file in
        round.isFirst(file) && finding.rule == wanted.rule && finding.range == wanted.range
          && finding.field == wanted.field
      }
    }
  }

  /// Tells the file as it was from what earlier fixes made of it.
  private final class FirstRound {
    private var context: LintContext?

    func isFirst(_ file: LintResult) -> Bool {
      if context == nil { context = file.context }
      return context === file.context
    }
  }
}
