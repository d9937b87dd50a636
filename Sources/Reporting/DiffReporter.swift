import Linting
import Migration

/// The changes of fixes as a unified diff for people: secrets are masked, so that it cannot be applied.
public struct DiffReporter {
  private let output: Output
  private let style: TerminalStyle
  /// Unchanged records that are shown around a change.
  private static let context = 3

  public init(_ output: Output, color: Bool) {
    self.output = output
    style = TerminalStyle(isColored: color)
  }

  /// Some neighbouring records and what takes their place.
  private struct Change {
    var old: Range<Int>
    var new: Range<Int>
    var oldMark: Range<Int>
    var newMark: Range<Int>
  }

  public func write(_ outcome: FixApplier.Outcome) {
    guard outcome.bytes != nil else { return }
    let old = RecordIndex(outcome.original)
    let new = RecordIndex(outcome.file)
    let path = PlainText.plain(outcome.original.path)
    output.put(style.bold("--- \(path)") + "\n" + style.bold("+++ \(path)") + "\n")
    output.put(
      style.faint(
        """
        # Values that may be secret are masked as \(Excerpt.mask): this diff cannot be applied. Lines that appear \
        unchanged differ in them.
        """
      ) + "\n")
    let encodings = (outcome.original.layout.document.encodingName, outcome.file.layout.document.encodingName)
    if encodings.0 != encodings.1 {
      output.put(style.faint("# The encoding changes from \(encodings.0) to \(encodings.1).") + "\n")
    }
    for hunk in DiffReporter.hunks(DiffReporter.changes(outcome.changes, old, new)) { write(hunk, old, new) }
  }

  private static func changes(_ parts: DiffHunks, _ old: RecordIndex, _ new: RecordIndex) -> [Change] {
    var changes: [Change] = []
    for part in parts.parts {
      var change: Change
      if old.isWhole(part.old), new.isWhole(part.new) {
        change = Change(
          old: old.index(containing: part.old.lowerBound)..<old.index(containing: part.old.upperBound),
          new: new.index(containing: part.new.lowerBound)..<new.index(containing: part.new.upperBound),
          oldMark: part.old, newMark: part.new)
      } else {
        change = Change(old: records(part.old, old), new: records(part.new, new), oldMark: part.old, newMark: part.new)
      }
      if let last = changes.last,
        change.old.lowerBound < last.old.upperBound || change.new.lowerBound < last.new.upperBound
      {
        change.old = last.old.lowerBound..<max(last.old.upperBound, change.old.upperBound)
        change.new = last.new.lowerBound..<max(last.new.upperBound, change.new.upperBound)
        changes[changes.count - 1] = change
      } else {
        changes.append(change)
      }
    }
    return changes
  }

  /// The records that a part touches.
  private static func records(_ part: Range<Int>, _ list: RecordIndex) -> Range<Int> {
    let first = min(list.index(containing: part.lowerBound), max(list.count - 1, 0))
    let last = min(list.index(containing: max(part.lowerBound, part.upperBound - 1)), max(list.count - 1, 0))
    return first..<last + 1
  }

  private static func hunks(_ changes: [Change]) -> [[Change]] {
    var hunks: [[Change]] = []
    for change in changes {
      if let last = hunks.last?.last, change.old.lowerBound - last.old.upperBound <= 2 * context {
        hunks[hunks.count - 1].append(change)
      } else {
        hunks.append([change])
      }
    }
    return hunks
  }

  private func write(_ hunk: [Change], _ old: RecordIndex, _ new: RecordIndex) {
    let before = min(DiffReporter.context, hunk[0].old.lowerBound)
    let behind = min(DiffReporter.context, old.count - hunk[hunk.count - 1].old.upperBound)
    let from = hunk[0].old.lowerBound - before
    let newFrom = hunk[0].new.lowerBound - before
    let oldCount = hunk[hunk.count - 1].old.upperBound + behind - from
    let newCount = hunk[hunk.count - 1].new.upperBound + behind - newFrom
    func line(_ list: RecordIndex, _ index: Int) -> Int { index < list.count ? list.line(of: index) : index + 1 }
    output.put(style.mark("@@ -\(line(old, from)),\(oldCount) +\(line(new, newFrom)),\(newCount) @@", .info) + "\n")
    var next = from
    var added: [Change] = []
    // Of adjacent changes, removed lines come before added ones.
    func putAdded() {
      for change in added {
        for index in change.new { put("+", new.masked(index, near: change.newMark), .warning) }
      }
      added = []
    }
    for change in hunk {
      if next < change.old.lowerBound { putAdded() }
      for index in next..<change.old.lowerBound { put(" ", old.masked(index, near: 0..<0)) }
      for index in change.old { put("-", old.masked(index, near: change.oldMark), .error) }
      added.append(change)
      next = change.old.upperBound
    }
    putAdded()
    for index in next..<next + behind { put(" ", old.masked(index, near: 0..<0)) }
  }

  private func put(_ sign: String, _ text: [UInt8], _ severity: Severity? = nil) {
    var text = text
    PlainText.disarm(&text)
    let (start, end) = severity.map { style.marks($0) } ?? ("", "")
    output.put(start)
    output.put(sign)
    output.put(text)
    output.put(end)
    output.put("\n")
  }
}
