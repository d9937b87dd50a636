import Layout
import Migration

/// Fixes files: applies the fixes of their findings until nothing more changes, and lints what came out.
///
/// No fix is kept that brings a finding into its row. The same file always gives the same bytes, and a fixed
/// file fixed again is the same file, as long as its defects do not lie in more layers than ``mostRounds``.
public struct FixApplier {
  /// The result of fixing one file.
  public struct Outcome {
    /// The file as it is now.
    public var file: LintResult
    /// The file as it was.
    public var original: LintResult
    /// The new bytes; nil where nothing was fixed.
    public var bytes: [UInt8]?
    /// How many findings of each rule were fixed.
    public var fixed: [RuleID: Int] = [:]
    /// What changed from the original's text to the new one's.
    public var changes = DiffHunks()
  }

  private let linter: Linter
  /// Judges by all rules what a fix brings, also by those that the user does not want to hear of.
  private let judge: Linter
  private let allowsUnsafe: Bool
  private let accepts: (Fix, Finding, LintResult) -> Bool

  /// - Parameters:
  ///   - allowsUnsafe: fixes that are guesses are made, too.
  ///   - accepts: whether a fix may be made at all.
  public init(
    _ linter: Linter, allowsUnsafe: Bool, accepts: @escaping (Fix, Finding, LintResult) -> Bool = { _, _, _ in true }
  ) {
    self.linter = linter
    self.accepts = accepts
    var options = linter.options
    options.selection = Selection()
    judge = Linter(options: options)
    self.allowsUnsafe = allowsUnsafe
  }

  /// Far more than any chain of defects needs, such as one `sep=` line above the other.
  private static let mostRounds = 200

  public func apply(_ input: Input) throws -> Outcome {
    let original = try linter.lint(input)
    var outcome = Outcome(file: original, original: original)
    for _ in 0..<FixApplier.mostRounds {
      guard let round = try round(outcome.file) else { break }
      outcome.file = round.file
      outcome.bytes = round.bytes
      outcome.changes.append(round.list)
      for finding in round.fixed { outcome.fixed[finding.rule, default: 0] += 1 }
    }
    return outcome
  }

  private struct Round {
    var file: LintResult
    var bytes: [UInt8]
    var list: EditList
    var fixed: [Finding]
  }

  /// One round: all fixes that do not meet each other, without those that would bring a finding.
  private func round(_ file: LintResult) throws -> Round? {
    let candidates = fixes(of: file)
    if let round = try attempt(candidates, file) { return round }
    // The fixes of one rule are taken back for those of another: each rule's are tried by themselves.
    let byRule = Dictionary(grouping: candidates, by: \.finding.rule)
    guard byRule.count > 1 else { return nil }
    for rule in FixApplier.inOrder(byRule.keys) {
      if let round = try attempt(byRule[rule]!, file) { return round }
    }
    return nil
  }

  /// The result of making all of the fixes but those in whose rows a finding would come up; nil where none is left, or
  /// where a finding comes up that no row's fix explains.
  private func attempt(_ all: [Candidate], _ file: LintResult) throws -> Round? {
    var candidates = all
    while !candidates.isEmpty {
      let (list, chosen) = choose(candidates)
      let becomesUTF8 = chosen.contains { $0.fix.becomesUTF8 }
      guard let bytes = file.layout.document.rewritten(list, asUTF8: becomesUTF8) else { return nil }
      var input = file.context.input
      let stays = !becomesUTF8 && file.layout.document.encoding != .utf8
      input.document = Document(copying: bytes, encoding: stays ? linter.options.encoding : nil)
      let next = try linter.lint(input)
      let isJudged = linter.options.selection.selected.isEmpty && linter.options.selection.ignored.isEmpty
      let before = isJudged ? file : try judge.lint(file.context.input)
      let after = isJudged ? next : try judge.lint(input)
      let culprits = NewFindings(before: before, after: after, list: list).rows
      if culprits.isEmpty { return Round(file: next, bytes: bytes, list: list, fixed: chosen.map(\.finding)) }
      let count = candidates.count
      candidates.removeAll { candidate in culprits.contains { candidate.touches($0) } }
      if candidates.count == count { return nil }
    }
    return nil
  }

  private struct Candidate {
    var finding: Finding
    var fix: Fix

    func touches(_ row: Range<Int>) -> Bool {
      fix.edits.contains { $0.range.lowerBound <= row.upperBound && $0.range.upperBound >= row.lowerBound }
    }
  }

  private func fixes(of file: LintResult) -> [Candidate] {
    let fixer = Fixer(file)
    let isMixed = file.layout.document.encoding == .mixed
    let isUTF8 = isMixed || file.layout.document.encoding == .utf8
    return file.findings.compactMap { finding in
      guard let fix = fixer.fix(for: finding), fix.isSafe || allowsUnsafe, !fix.edits.isEmpty || fix.becomesUTF8 else {
        return nil
      }
      // In another encoding than UTF-8, what fits no character shows as U+FFFD: written back, the byte would be lost.
      if !isUTF8, !fix.becomesUTF8, fix.edits.contains(where: { FixApplier.holdsReplacement($0.text) }) { return nil }
      // Beside stray bytes it is the sound letters that show the file to be UTF-8: those bytes come first.
      if isMixed, !finding.rule.info.traits.contains(.restoresCharacters),
        fix.edits.contains(where: { !file.layout.bytes($0.range).allSatisfy { $0 < 0x80 } })
      {
        return nil
      }
      return accepts(fix, finding, file) ? Candidate(finding: finding, fix: fix) : nil
    }
  }

  private static func holdsReplacement(_ text: [UInt8]) -> Bool {
    text.contains(0xEF) && String(decoding: text, as: UTF8.self).unicodeScalars.contains("\u{FFFD}")
  }

  /// The fixes to make together, by the priority of their rules.
  private func choose(_ candidates: [Candidate]) -> (list: EditList, chosen: [Candidate]) {
    var list = EditList()
    var chosen: [Candidate] = []
    var byRule: [RuleID: [Candidate]] = [:]
    for candidate in candidates { byRule[candidate.finding.rule, default: []].append(candidate) }
    for rule in FixApplier.inOrder(byRule.keys) {
      let ordered = byRule[rule]!.sorted { $0.fix.span.lowerBound < $1.fix.span.lowerBound }
      for (candidate, isTaken) in zip(ordered, list.take(ordered.map(\.fix))) where isTaken { chosen.append(candidate) }
    }
    return (list, chosen)
  }

  /// The rules whose fixes others build on first.
  private static func inOrder(_ rules: some Sequence<RuleID>) -> [RuleID] {
    rules.sorted { ($0.info.fixPriority ?? .max, $0.index) < ($1.info.fixPriority ?? .max, $1.index) }
  }
}
