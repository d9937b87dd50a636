import Layout
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
  package let context: LintContext
  package var layout: FileLayout { context.layout }
  /// In the contract's order.
  public let findings: [Finding]
  /// Findings that a baseline has already; not among ``findings``.
  public var known: [Finding]
  /// Its rows, for quoting.
  let quoted: QuotedRows

  init(context: LintContext, findings: [Finding], known: [Finding] = []) {
    (self.context, self.findings, self.known) = (context, findings, known)
    quoted = QuotedRows(context)
  }

  /// The same file with some of its findings, by their indices: for whoever shows only these.
  package func showing(_ indices: some Sequence<Int>) -> LintResult {
    LintResult(context: context, findings: indices.map { findings[$0] })
  }

  /// The same for another thread; nil where only one may ask for what is worked out late.
  package func copyForThread() -> LintResult? {
    context.copyForThread().map { LintResult(context: $0, findings: findings, known: known) }
  }

  public var path: String { context.input.path }
  public var rows: Int { context.rowCount }

  /// How many findings are of a severity.
  public func count(_ severity: Severity) -> Int { findings.count { $0.severity == severity } }
}

/// Runs the rules over files.
public struct Linter {
  public let options: LintOptions
  private let layouts: LayoutBuilder

  public init(options: LintOptions) {
    self.options = options
    layouts = LayoutBuilder(options.layout)
  }

  public func lint(_ input: Input) throws -> LintResult { try lint(input, threads: nil) }

  /// - Parameter threads: how many threads read a large file, with the same result; nil for as many as there are
  ///   processors.
  package func lint(_ input: Input, threads: Int?) throws -> LintResult {
    let layout = try layouts.layout(of: input.document)
    let context = LintContext(input: input, layout: layout, options: options)
    var selection = options.selection
    selection.ignored += context.layout.kind.disabledRules
    let collector = FindingCollector(selection: selection)
    FileLinter(context: context, collector: collector, threads: threads).run()
    return LintResult(context: context, findings: collector.sorted())
  }
}
