import CSV
import Migration
import YAML

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

  /// The name to collector.
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
public struct LintResult {
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
  private let kinds: KindRegistry
  private let servers: ServerRegistry

  public init(options: LintOptions) {
    self.options = options
    kinds = KindRegistry(options)
    servers = ServerRegistry(options)
  }

  public func lint(_ input: Input) throws -> LintResult { try lint(input, inHalves: true) }

  /// - Parameter inHalves: a large file may be read by two threads; the result is the same.
  func lint(_ input: Input, inHalves: Bool) throws -> LintResult {
    let table = try TableBuilder(options: options, kinds: kinds, servers: servers).build(input)
    var selection = options.selection
    selection.ignored += table.kind.disabledRules
    let collector = FindingCollector(selection: selection)
    FileLinter(table: table, collector: collector, inHalves: inHalves).run()
    return LintResult(table: table, findings: collector.sorted())
  }
}
