import CSV
import Migration

/// What is known of a rule before it runs. The prose stands on its page, `rules/docs/NAME.md`.
public struct RuleInfo: Sendable {
  /// The parts of the catalogue.
  public enum Section: String, Sendable, CaseIterable {
    case file = "The file"
    case characters = "Encoding and characters"
    case structure = "Structure"
    case header = "Header"
    case values = "Rows and values"
    case addresses = "Addresses"
    case signInNames = "Sign-in names"
    case roots = "UserRoot"
    case probe = "Probe"
  }

  /// The rule's fingerprint in every collector, configuration and help; never used again for something else.
  public var name: String
  public var severity: Severity
  public var section: Section
  /// How to mend it, in one sentence.
  public var help: String

  public init(_ name: String, _ severity: Severity, _ section: Section, help: String) {
    self.name = name
    self.severity = severity
    self.section = section
    self.help = help
  }
}

/// Something that batchlint finds. One rule is one file in `Rules/`, and one page.
public protocol Rule: Sendable {
  var info: RuleInfo { get }
  /// The rule by what it is asked about; a dynamic cast for each file would cost more than the asking.
  var asDocumentRule: (any DocumentRule)? { get }
  var asHeaderRule: (any HeaderRule)? { get }
  var asRecordRule: (any RecordRule)? { get }
  var asValueRule: (any ValueRule)? { get }
  var asTableRule: (any TableRule)? { get }
  var asRowRule: (any RowRule)? { get }
  var asFixingRule: (any FixingRule)? { get }
}

extension Rule {
  public var asDocumentRule: (any DocumentRule)? { nil }
  public var asHeaderRule: (any HeaderRule)? { nil }
  public var asRecordRule: (any RecordRule)? { nil }
  public var asValueRule: (any ValueRule)? { nil }
  public var asTableRule: (any TableRule)? { nil }
  public var asRowRule: (any RowRule)? { nil }
  public var asFixingRule: (any FixingRule)? { nil }
}

/// A rule about the file as a whole; asked once, before the rows.
public protocol DocumentRule: Rule {
  func check(_ table: Table, _ collector: FindingCollector)
}

extension DocumentRule {
  public var asDocumentRule: (any DocumentRule)? { self }
}

/// A rule about the cells; asked once, before the rows.
public protocol HeaderRule: Rule {
  func check(_ header: Header, of table: Table, _ collector: FindingCollector)
}

extension HeaderRule {
  public var asHeaderRule: (any HeaderRule)? { self }
}

/// A rule about a record's shape; asked for records that have one of its flags.
public protocol RecordRule: Rule {
  var recordTriggers: RecordFlags { get }
  func check(_ row: Row, of table: Table, _ collector: FindingCollector)
}

extension RecordRule {
  public var asRecordRule: (any RecordRule)? { self }
}

/// A rule about one value; asked for values that have one of its flags.
public protocol ValueRule: Rule {
  var triggers: FieldFlags { get }
  /// What a column must hold for the rule to look at it; nil for every column.
  var roles: Set<Kind.ColumnRole>? { get }
  /// The rule judges the value's meaning, and so not where a defect of its text is reported already.
  var requiresWellFormedText: Bool { get }
  var checksHeaderRow: Bool { get }
  func check(_ value: Value, of row: Row, _ collector: FindingCollector)
}

extension ValueRule {
  public var roles: Set<Kind.ColumnRole>? { nil }
  public var requiresWellFormedText: Bool { true }
  /// Whether the rule is asked of the cells, too.
  public var checksHeaderRow: Bool { false }
  public var asValueRule: (any ValueRule)? { self }
}

/// A rule about single characters; it is asked of the cells, too.
public protocol CharacterRule: ValueRule {}

extension CharacterRule {
  public var checksHeaderRow: Bool { true }
}

/// A rule over several rows: asked once, behind the last row, when all is counted.
public protocol TableRule: Rule {
  /// - Parameter accessor: reads earlier rows again.
  func check(_ table: Table, _ accessor: RowAccessor, _ collector: FindingCollector)
}

extension TableRule {
  public var asTableRule: (any TableRule)? { self }
}

/// A rule that must see every row, such as the users' own.
public protocol RowRule: Rule {
  /// The visitor of one file; nil where the rule has nothing to do with it.
  func visitor(of table: Table) -> RowVisitor?
}

extension RowRule {
  public var asRowRule: (any RowRule)? { self }
}

/// One file's run of a ``RowRule``.
public protocol RowVisitor: AnyObject {
  func check(_ row: Row, _ collector: FindingCollector)
}

/// What a record's shape shows.
public struct RecordFlags: OptionSet, Sendable {
  public var rawValue: UInt8
  public init(rawValue: UInt8) { self.rawValue = rawValue }
  /// Another number of values than the header's.
  public static let wrongCount = RecordFlags(rawValue: 1 << 0)
  /// Separators and nothing else.
  public static let onlySeparators = RecordFlags(rawValue: 1 << 1)
  /// A line of nothing or blanks, the first of a run.
  public static let blank = RecordFlags(rawValue: 1 << 2)
  /// A defect of quoting.
  public static let quoteDefect = RecordFlags(rawValue: 1 << 3)
  /// Ctrl-Z alone at the end of the file.
  public static let endMark = RecordFlags(rawValue: 1 << 4)
}

extension FieldFlags {
  private static func own(_ bit: UInt32) -> FieldFlags { FieldFlags(rawValue: 1 << (FieldFlags.firstFree + bit)) }
  /// Bytes that are not UTF-8.
  public static var badBytes: FieldFlags { own(0) }
  /// An invisible or bidirectional character.
  public static var invisible: FieldFlags { own(1) }
  /// Curly quotes, dashes, full-width forms.
  public static var smartPunctuation: FieldFlags { own(2) }
  /// U+FFFD.
  public static var replacement: FieldFlags { own(3) }
  /// Longer than the column may be.
  public static var tooLong: FieldFlags { own(4) }
  /// Begins as a spreadsheet's error value does.
  public static var errorLike: FieldFlags { own(5) }
  /// Digits and the marks of numbers and dates only, or a date with a month's name.
  public static var numberLike: FieldFlags { own(6) }
  /// Begins as a formula does.
  public static var formulaLike: FieldFlags { own(7) }
  /// Not an ordinary address (see ``Migration/Address/plainDomainStart(_:_:)``).
  public static var unusualAddress: FieldFlags { own(8) }
  /// An address whose domain is refused or a consumer's.
  public static var reportableDomain: FieldFlags { own(9) }
  /// A signInName that has none of the server's forms.
  public static var unmatchedSignInName: FieldFlags { own(10) }
  /// A password that is a placeholder, or may be one with Google's spaces.
  public static var unusualPassword: FieldFlags { own(11) }
  /// A root that is not a plain path.
  public static var unusualRoot: FieldFlags { own(12) }
  /// The column is one whose every value is judged.
  public static var alwaysChecked: FieldFlags { own(13) }
  /// `="…"`, as a spreadsheet writes it.
  public static var wrapped: FieldFlags { own(14) }
  /// A signInName with a byte that the server's default settings refuse.
  public static var unusualSignInName: FieldFlags { own(15) }
  /// UTF-8 that was decoded once too often.
  public static var mojibake: FieldFlags { own(16) }
  /// A letter of another script among Latin ones.
  public static var confusable: FieldFlags { own(17) }
  /// Not in Normalization Form C.
  public static var notNormalized: FieldFlags { own(18) }

  /// What a spreadsheet made of a value, or a break through it: it says nothing of how the others are written.
  public static var unnatural: FieldFlags { [.formulaLike, .numberLike, .errorLike, .lineBreak] }
  /// The text itself is broken: what it means cannot be judged.
  public static var malformed: FieldFlags {
    [
      .strayQuote, .textAfterQuote, .backslashQuote, .unclosedQuote, .control, .badBytes, .invisible, .smartPunctuation,
      .replacement, .errorLike, .wrapped, .mojibake, .confusable,
    ]
  }
}
