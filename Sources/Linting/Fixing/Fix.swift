/// How a finding can be fixed: edits of byte ranges.
public struct Fix: Sendable {
  /// One part of the text and what takes its place.
  public struct Edit: Sendable, Equatable {
    /// Byte offsets in the text as it was linted (see ``Document``), end exclusive.
    public var range: Range<Int>
    /// UTF-8.
    public var text: [UInt8]

    public init(_ range: Range<Int>, _ text: [UInt8] = []) {
      self.range = range
      self.text = text
    }
  }

  /// What it does, in the imperative: `trim the value`.
  public var title: String
  /// It keeps the meaning; else it is a guess that a person should look at.
  public var isSafe: Bool
  /// Ascending, none touching another.
  public var edits: [Edit]
  /// The file is written in UTF-8 instead of its own encoding.
  public var becomesUTF8 = false

  public init(_ title: String, isSafe: Bool, _ edits: [Edit]) {
    self.title = title
    self.isSafe = isSafe
    self.edits = edits
  }

  /// Other fixes may be made between its edits at the same time.
  var isLoose = false

  /// From the first edit to the last.
  var span: Range<Int> {
    guard let first = edits.first, let last = edits.last else { return 0..<0 }
    return first.range.lowerBound..<last.range.upperBound
  }
}

/// A rule that can fix what it finds.
public protocol FixingRule: Rule {
  /// The fix of one of the rule's findings; nil where there is none.
  ///
  /// It is worked out when it is asked for: most findings are only reported.
  func fix(_ finding: Finding, _ fixer: Fixer) -> Fix?
}

extension FixingRule {
  public var asFixingRule: (any FixingRule)? { self }
}
