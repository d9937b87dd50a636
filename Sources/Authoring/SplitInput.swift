import CSV
import Linting
import Migration

/// Why a file cannot be divided as it was asked for.
public struct SplitError: Error, Equatable, CustomStringConvertible {
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
    /// The rows of one domain have the same number; 0 stands for those without any.
    var domain: Int
    var admin: Int
  }

  public let table: Table
  /// What each batch begins with: the byte order mark and the header.
  let head: Range<Int>
  let rows: [Row]

  /// Reads a file whose structure leaves no doubt where its rows begin.
  ///
  /// - Throws: ``SplitError`` where it does, or where there is nothing to divide; errors of the options.
  public init(_ input: Input, options: LintOptions) throws {
    table = try SplitInput.sound(input, options)
    let document = table.document
    head = 0..<document.originalOffset(of: table.rowsStart)
    rows = SplitInput.read(table)
    guard !rows.isEmpty else { throw SplitError("\(input.path): there are no rows to divide") }
  }

  /// The rules whose errors mean that a row may not be what it seems, or that the file is no list of rows at all.
  private static let structure = [
    "file-empty", "file-not-csv", "delimiter", "separator-line", "type-line", "text-after-quote", "backslash-quote",
    "unclosed-quote", "column-count", "header-missing", "header-unexpected",
  ]

  private static func sound(_ input: Input, _ options: LintOptions) throws -> Table {
    var options = options
    options.selection = Selection()
    options.selection.selected = structure
    options.ownRules = []
    let report = try Linter(options: options).lint(input)
    if let reason = report.table.kind.undivided {
      throw SplitError("\(input.path): \(report.table.kind.title): not to be divided: \(reason)")
    }
    let advice = "run `batchlint check` first"
    if let finding = report.findings.first(where: { $0.severity == .error }) {
      let line = report.position(of: finding.range.lowerBound, in: finding.place).line
      throw SplitError("\(input.path): line \(line) leaves in doubt what is a row (\(finding.rule.name)); \(advice)")
    }
    if report.table.preamble.blankLines != nil {
      throw SplitError("\(input.path): blank lines stand before the header; \(advice)")
    }
    return report.table
  }

  private static func read(_ table: Table) -> [Row] {
    let document = table.document
    var reader = document.reader(table.preamble.rowDelimiter ?? table.preamble.delimiter, from: table.rowsStart)
    reader.expectedCount = table.expectedCount
    var domains = Names()
    var admins = Names()
    var rows: [Row] = []
    while reader.next() {
      // Blank lines and the end mark of old systems (U+001A) belong to the row before.
      if reader.count == 1, reader.isBlank || document.text[reader.start..<reader.end].elementsEqual([0x1A]) {
        continue
      }
      let start =
        rows.isEmpty ? document.originalOffset(of: table.rowsStart) : document.originalOffset(of: reader.start)
      if !rows.isEmpty { rows[rows.count - 1].range = rows[rows.count - 1].range.lowerBound..<start }
      let fields = reader.fields
      func value(_ column: Int?) -> Range<Int>? { column.flatMap { $0 < fields.count ? fields[$0].value : nil } }
      rows.append(
        Row(
          range: start..<document.original.count,
          domain: domains.number(of: value(table.addressColumn).flatMap { domain(table.bytes($0)) }),
          admin: admins.number(of: value(table.signInColumn).flatMap { admin($0, table) })))
    }
    return rows
  }

  /// What stands behind the last `@`.
  private static func domain(_ address: UnsafeBufferPointer<UInt8>) -> Slice<UnsafeBufferPointer<UInt8>>? {
    address.lastIndex(of: UInt8(ascii: "@")).map { address[($0 + 1)...] }
  }

  private static func admin(_ signInName: Range<Int>, _ table: Table) -> Slice<UnsafeBufferPointer<UInt8>>? {
    let bytes = table.bytes(signInName)
    return table.signInName(signInName)?.admin.map { bytes[$0] }
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
