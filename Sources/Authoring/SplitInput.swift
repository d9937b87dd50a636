import CSV
import Layout
import Linting
import Migration
import Platform

/// Why a file cannot be divided as it was asked for.
public struct SplitError: UserFacingError, Equatable {
  public var description: String
  init(_ description: String) { self.description = description }
}

/// A file that can be divided: its header and its rows, as parts of its bytes.
public struct SplitInput {
  /// What rows have in common that are kept together.
  public enum GroupingKey: String, Sendable, CaseIterable {
    /// The domain of the target address.
    case domain
    /// The admin whose credentials open the mailbox.
    case admin
  }

  /// A row and the blank lines behind it, as byte offsets in the file as it is.
  struct Row {
    var range: Range<Int>
    /// The rows of one domain have the same number; those without a domain have 0.
    var domain: Int
    var admin: Int
  }

  package let context: LintContext
  package var layout: FileLayout { context.layout }
  /// What each batch begins with: the byte order mark and the header.
  let head: Range<Int>
  let rows: [Row]

  /// Reads a file whose structure leaves no doubt where its rows begin.
  ///
  /// - Throws: ``SplitError`` where it does, or where there is nothing to divide; errors of the options.
  public init(_ input: Input, options: LintOptions) throws {
    context = try SplitInput.sound(input, options)
    let layout = context.layout
    let document = layout.document
    head = 0..<document.originalOffset(of: layout.rowsStart)
    rows = SplitInput.read(layout)
    guard !rows.isEmpty else { throw SplitError("\(input.path): no rows to split") }
  }

  private static func sound(_ input: Input, _ options: LintOptions) throws -> LintContext {
    var options = options
    options.selection = Selection()
    options.selection.selected = RuleRegistry.rules.map(\.info).filter { $0.traits.contains(.obscuresRows) }.map(\.name)
    options.ownRules = []
    let report = try Linter(options: options).lint(input)
    if let reason = report.layout.kind.undivided {
      throw SplitError("\(input.path): \(report.layout.kind.title): cannot be split: \(reason)")
    }
    let advice = "run `batchlint check` first"
    if report.layout.document.isBlank { throw SplitError("\(input.path): empty file") }
    if let finding = report.findings.first(where: { $0.severity == .error }) {
      let line = report.position(of: finding.range.lowerBound, in: finding.place).line
      throw SplitError("\(input.path): line \(line) makes the rows ambiguous (\(finding.rule.name)); \(advice)")
    }
    if report.layout.preamble.blankLines != nil {
      throw SplitError("\(input.path): blank lines before the header row; \(advice)")
    }
    return report.context
  }

  private static func read(_ layout: FileLayout) -> [Row] {
    let document = layout.document
    var reader = layout.rowReader()
    var domains = Names()
    var admins = Names()
    var rows: [Row] = []
    while reader.next() {
      // Blank lines and the end mark of old systems (U+001A) belong to the row before.
      if reader.count == 1, reader.isBlank || document.text[reader.start..<reader.end].elementsEqual([0x1A]) {
        continue
      }
      let start =
        rows.isEmpty ? document.originalOffset(of: layout.rowsStart) : document.originalOffset(of: reader.start)
      if !rows.isEmpty { rows[rows.count - 1].range = rows[rows.count - 1].range.lowerBound..<start }
      let fields = reader.fields
      func value(_ column: Int?) -> Range<Int>? { column.flatMap { $0 < fields.count ? fields[$0].value : nil } }
      rows.append(
        Row(
          range: start..<document.original.count,
          domain: domains.number(of: value(layout.addressColumn).flatMap { domain(layout.bytes($0)) }),
          admin: admins.number(of: value(layout.signInColumn).flatMap { admin($0, layout) })))
    }
    return rows
  }

  /// The text after the last `@`.
  private static func domain(_ address: UnsafeBufferPointer<UInt8>) -> Slice<UnsafeBufferPointer<UInt8>>? {
    address.lastIndex(of: UInt8(ascii: "@")).map { address[($0 + 1)...] }
  }

  private static func admin(_ signInName: Range<Int>, _ layout: FileLayout) -> Slice<UnsafeBufferPointer<UInt8>>? {
    let bytes = layout.bytes(signInName)
    return layout.signInName(signInName)?.admin.map { bytes[$0] }
  }
}

/// Numbers names from 1 on; those that differ in letter case or in blanks around them only are one.
private struct Names {
  private var numbers: [[UInt8]: Int] = [:]

  mutating func number(of name: Slice<UnsafeBufferPointer<UInt8>>?) -> Int {
    guard let name else { return 0 }
    let key = name.lazy.filter { $0 > 0x20 }.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
    let bytes = Array(key)
    if let known = numbers[bytes] { return known }
    numbers[bytes] = numbers.count + 1
    return numbers.count
  }
}
