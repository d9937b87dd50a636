import Layout
import Migration

/// One thing that is wrong, at its exact place.
public struct Finding: Sendable {
  /// Another place that belongs to the finding: the first of two duplicates. An object, for few findings have one.
  public final class Related: Sendable {
    public let message: Message
    public let range: Range<Int>
    public let place: RowPlace

    public init(message: Message, range: Range<Int>, place: RowPlace) {
      self.message = message
      self.range = range
      self.place = place
    }
  }

  /// What the migration service says of the same defect.
  public enum Service: Sendable {
    case emptyFile
    case wrongNumberOfColumns(expected: Int, actual: Int)
    case missingColumn(String)
    case tooManyRows(limit: Int)
  }

  public var rule: RuleID
  public var severity: Severity
  public var message: Message
  /// Byte offsets in the text as it was linted (see ``Document``), end exclusive.
  public var range: Range<Int>
  public var place: RowPlace
  /// The column, from 0; nil where the finding is about a whole row or the file.
  public var field: Int?
  public var related: Related?
  public var service: Service?
}

/// A rule's index in the ``RuleRegistry``.
public struct RuleID: Sendable, Hashable, Comparable {
  private let number: UInt16
  public var index: Int { Int(number) }

  public init(index: Int) { number = UInt16(index) }

  public var name: String { RuleRegistry.names[index] }
  public var info: RuleInfo { RuleRegistry.rules[index].info }
  public static func < (a: RuleID, b: RuleID) -> Bool { a.number < b.number }
}
