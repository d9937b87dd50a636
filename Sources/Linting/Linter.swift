import CSV
import Migration
import Settings

/// A file to lint.
public struct Input {
  /// Who besides the owner can really read the file.
  public struct Access: Sendable {
    public var group: Bool
    public var others: Bool
    public init(group: Bool, others: Bool) {
      self.group = group
      self.others = others
    }
  }

  /// The name to report.
  public var path: String
  public var document: Document
  /// Nil where there is no file, or its mode means nothing.
  public var access: Access?
  /// The path names a file whose name the service will see, not a pipe.
  public var hasName: Bool

  public init(path: String, document: Document, access: Access? = nil, hasName: Bool = true) {
    self.hasName = hasName
    self.path = path
    self.document = document
    self.access = access
  }
}

/// What linting one file came to.
public struct FileReport {
  public let table: Table
  /// In the contract's order.
  public let findings: [Finding]
  /// Findings that a baseline has already; not among ``findings``.
  public var known: [Finding] = []

  public var path: String { table.input.path }
  public var rows: Int { table.rowCount }

  /// How many findings are of a severity.
  public func count(_ severity: Severity) -> Int { findings.count { $0.severity == severity } }
}

/// Runs the rules over files.
public struct Linter {
  public let options: LintOptions
  private let kinds: KindShelf
  private let servers: ServerShelf

  public init(options: LintOptions) {
    self.options = options
    kinds = KindShelf(options)
    servers = ServerShelf(options)
  }

  public func lint(_ input: Input) throws -> FileReport { try lint(input, inHalves: true) }

  /// - Parameter inHalves: a large file may be read by two threads; the result is the same.
  func lint(_ input: Input, inHalves: Bool) throws -> FileReport {
    let table = try TableBuilder(options: options, kinds: kinds, servers: servers).build(input)
    var selection = options.selection
    selection.ignored += table.kind.asleep
    let report = Report(selection: selection)
    Pass(table: table, report: report, inHalves: inHalves).run()
    return FileReport(table: table, findings: report.sorted())
  }
}
