import Files
import Linting
import Reporting

/// Mends one file after the other, and tells on standard error what was done.
struct MendingRun {
  private let mending: Mending
  private let color: Bool

  init(_ mending: Mending, color: Bool) {
    self.mending = mending
    self.color = color
  }

  /// Mends a file, or shows what would change.
  ///
  /// - Returns: the file as it is afterwards.
  func mend(_ input: Input, _ contents: FileContents, path: String, _ linter: Linter) throws -> FileReport {
    let outcome = try Mender(linter, allowsUnsafe: mending.allowsUnsafe).mend(input)
    if contents.wasTruncated { throw FileError.changed(path: path) }
    if mending.isShownOnly {
      let output = standardOutput()
      DiffReporter(output, color: color).write(outcome)
      output.flush()
      tell(outcome, "would be mended")
      return outcome.original
    }
    let file = try path == "-" ? pass(outcome, contents) : write(outcome, contents, path, linter)
    tell(outcome, "mended")
    return file
  }

  /// Standard input goes through, mended or not.
  private func pass(_ outcome: Mender.Outcome, _ contents: FileContents) throws -> FileReport {
    var output = StandardOutput()
    if let bytes = outcome.bytes {
      try output.write(bytes)
    } else {
      try output.write(contents.bytes)
    }
    try output.flush()
    return outcome.file
  }

  /// Writes what was mended; a file that others could read is theirs no longer.
  private func write(_ outcome: Mender.Outcome, _ contents: FileContents, _ path: String, _ linter: Linter) throws -> FileReport {
    let isExposed = outcome.original.findings.contains { $0.rule.name == "file-readable-by-others" }
    guard outcome.bytes != nil || isExposed else { return outcome.file }
    var file = try ReplacementFile(path: path, of: contents, mode: isExposed ? 0o600 : nil)
    if let bytes = outcome.bytes {
      try file.write(bytes)
    } else {
      try file.write(contents.bytes)
    }
    try file.commit()
    guard isExposed else { return outcome.file }
    var input = outcome.file.table.input
    input.access = nil
    return try linter.lint(input)
  }

  private func tell(_ outcome: Mender.Outcome, _ verb: String) {
    let total = outcome.mended.values.reduce(0, +)
    if total > 0 {
      let rules = outcome.mended.sorted { ($1.value, $0.key.name) < ($0.value, $1.key.name) }
      let list = rules.map { "\(grouped($0.value)) \($0.key.name)" }.joined(separator: ", ")
      StandardError.write("\(outcome.original.path): \(counted(total, "finding")) \(verb): \(list)")
    }
    guard !mending.allowsUnsafe else { return }
    let fixer = Fixer(outcome.file)
    let guesses = outcome.file.findings.count { fixer.fix(for: $0)?.isSafe == false }
    if guesses > 0 { StandardError.write("\(outcome.original.path): for \(grouped(guesses)) more there is a guess: --unsafe makes it, --unsafe --diff shows it") }
  }
}
