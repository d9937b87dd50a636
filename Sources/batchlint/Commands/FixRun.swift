import Files
import Linting
import Reporting

/// Fixes one file after the other, and prints on standard error what was done.
struct FixRun {
  private let fixing: FixMode
  private let color: Bool

  init(_ fixing: FixMode, color: Bool) {
    self.fixing = fixing
    self.color = color
  }

  /// Fixes a file, or shows what would change.
  ///
  /// - Returns: the file as it is afterwards.
  func apply(_ input: Input, _ contents: FileContents, path: String, _ linter: Linter) throws -> LintResult {
    let outcome = try FixApplier(linter, allowsUnsafe: fixing.allowsUnsafe).apply(input)
    if contents.wasTruncated { throw FileError.changed(path: path) }
    if fixing.isShownOnly {
      let output = standardOutput()
      DiffReporter(output, color: color).write(outcome)
      output.flush()
      printSummary(outcome, path, "would be fixed")
      return outcome.original
    }
    let file = try path == "-" ? pass(outcome, contents) : write(outcome, contents, path, linter)
    printSummary(outcome, path, "fixed")
    return file
  }

  /// Standard input goes through, fixed or not.
  private func pass(_ outcome: FixApplier.Outcome, _ contents: FileContents) throws -> LintResult {
    var output = StandardOutput()
    if let bytes = outcome.bytes {
      try output.write(bytes)
    } else {
      try output.write(contents.bytes)
    }
    try output.flush()
    return outcome.file
  }

  /// Writes what was fixed; a file that others could read is theirs no longer.
  private func write(_ outcome: FixApplier.Outcome, _ contents: FileContents, _ path: String, _ linter: Linter) throws
    -> LintResult
  {
    let isExposed = outcome.original.exposesSecrets
    guard outcome.bytes != nil || isExposed else { return outcome.file }
    var file = try ReplacementFile(path: path, of: contents, mode: isExposed ? 0o600 : nil)
    if let bytes = outcome.bytes {
      try file.write(bytes)
    } else {
      try file.write(contents.bytes)
    }
    try file.commit()
    guard isExposed else { return outcome.file }
    var input = outcome.file.context.input
    input.access = nil
    return try linter.lint(input)
  }

  private func printSummary(_ outcome: FixApplier.Outcome, _ path: String, _ verb: String) {
    var fixed = outcome.fixed
    if path != "-" {
      for finding in outcome.original.findings where finding.rule.info.traits.contains(.exposesSecrets) {
        fixed[finding.rule, default: 0] += 1
      }
    }
    let total = fixed.values.reduce(0, +)
    if total > 0 {
      let rules = fixed.sorted { ($1.value, $0.key.name) < ($0.value, $1.key.name) }
      let list = rules.map { "\(grouped($0.value)) \($0.key.name)" }.joined(separator: ", ")
      StandardError.write("\(outcome.original.path): \(counted(total, "finding")) \(verb): \(list)")
    }
    guard !fixing.allowsUnsafe else { return }
    let fixer = Fixer(outcome.file)
    let unsafeFixes = outcome.file.findings.count { fixer.fix(for: $0)?.isSafe == false }
    if unsafeFixes > 0 {
      StandardError.write(
        """
        \(outcome.original.path): \(counted(unsafeFixes, "more finding")) with an unsafe fix: apply with --unsafe, \
        preview with --unsafe --diff
        """
      )
    }
  }
}
