import CSV
import Layout
import Migration

/// What is known of a rule before it runs. The prose is on its page, `rules/docs/NAME.md`.
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

  /// What the engine must know of a rule besides its scope.
  public struct Traits: OptionSet, Sendable {
    public var rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    /// Where it reports, the meaning of the text is not judged: its fix may bring other findings to light.
    public static let hidesMeaning = Traits(rawValue: 1 << 0)
    /// Its fix restores characters; fixes of other rules that touch such characters come after it.
    public static let restoresCharacters = Traits(rawValue: 1 << 1)
    /// Where it reports an error, it is in doubt what is a row.
    public static let obscuresRows = Traits(rawValue: 1 << 2)
    /// It reports that secrets can be read by others.
    public static let exposesSecrets = Traits(rawValue: 1 << 3)
    /// A finding that nearly all rows share has one cause, and is reported once: see ``SystematicFindings``.
    public static let systematic = Traits(rawValue: 1 << 4)
    /// A finding of it in every row is made by a program, however few rows there are.
    public static let madeByProgram = Traits(rawValue: 1 << 5)
    /// Its findings have several causes: what to do about one of them is the title of its fix.
    public static let variesByFinding = Traits(rawValue: 1 << 6)
  }

  /// The rule's identity in reports, configuration and help; never reused for something else.
  public var name: String
  public var severity: Severity
  public var section: Section
  /// The order in which fixes are made, the lowest first: what the file is before what is in it, its shape before its
  /// values. Nil where the rule has no fix.
  public var fixPriority: Int?
  public var traits: Traits
  /// What to do about a finding of the rule, as one imperative sentence.
  public var help: String
  /// The help as reports print it, without the final period.
  public var advice: String { help.hasSuffix(".") ? String(help.dropLast()) : help }

  public init(
    _ name: String, _ severity: Severity, _ section: Section, fixPriority: Int? = nil, traits: Traits = [], help: String
  ) {
    self.name = name
    self.severity = severity
    self.section = section
    self.fixPriority = fixPriority
    self.traits = traits
    self.help = help
  }

  /// Where the rule reports, the meaning of the text is not judged.
  var hidesMeaning: Bool { traits.contains(.hidesMeaning) || section == .characters || section == .structure }
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
  func check(_ context: LintContext, _ report: RuleReporter)
}

extension DocumentRule {
  public var asDocumentRule: (any DocumentRule)? { self }
}

/// A rule about the cells; asked once, before the rows.
public protocol HeaderRule: Rule {
  func check(_ header: Header, of context: LintContext, _ report: RuleReporter)
}

extension HeaderRule {
  public var asHeaderRule: (any HeaderRule)? { self }
}

/// A rule about a record's shape; asked for records that have one of its flags.
public protocol RecordRule: Rule {
  var recordTriggers: RecordFlags { get }
  func check(_ row: Row, of context: LintContext, _ report: RuleReporter)
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
  func check(_ value: Value, of row: Row, _ report: RuleReporter)
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
  func check(_ context: LintContext, _ accessor: RowAccessor, _ report: RuleReporter)
}

extension TableRule {
  public var asTableRule: (any TableRule)? { self }
}

/// A rule that must see every row, such as the users' own.
public protocol RowRule: Rule {
  /// The visitor of one file; nil where the rule has nothing to do with it.
  func visitor(of context: LintContext) -> RowVisitor?
}

extension RowRule {
  public var asRowRule: (any RowRule)? { self }
}

/// One file's run of a ``RowRule``.
public protocol RowVisitor: AnyObject {
  func check(_ row: Row, _ report: RuleReporter)
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
  /// The header row again.
  public static let repeatedHeader = RecordFlags(rawValue: 1 << 5)
  /// Ctrl-Z alone at the end of the file.
  public static let endMark = RecordFlags(rawValue: 1 << 4)
}
