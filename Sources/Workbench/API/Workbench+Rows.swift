import JSON
import Layout
import Linting
import Reporting

/// The rows that the page draws, and findings with their sentences. Every value passes through the disclosure of the
/// linter: what may be a secret is null.
extension Workbench {
  /// More rows than this are not drawn at once.
  private static let mostRows = 500
  private static let mostFindings = 500

  /// Rows from a place on, of all or of those with findings.
  func rows(_ target: RequestTarget) throws -> Response {
    // The page asks for the first rows before it knows whether there is a file.
    guard let file else { return .json { $0.array("rows") { _ in } } }
    let filter = try filter(target, file)
    let total = filter?.count ?? (file.result.layout.isReadable ? file.result.rows : 0)
    let start = max(0, min(target.number("from") ?? 0, total))
    let end = min(total, start + max(0, min(target.number("count") ?? 0, Workbench.mostRows)))
    return .json { writer in
      writer.member("revision", file.revision)
      writer.member("total", total)
      writer.member("from", start)
      writer.array("rows") { writer in
        for index in start..<end {
          let row = filter?[index] ?? index + 1
          if let record = file.result.record(ofRow: row) { write(record, row, file, &writer) }
        }
      }
    }
  }

  /// The rows of `filter=findings`, or of `filter=cause&cause=N`; nil for all.
  private func filter(_ target: RequestTarget, _ file: OpenFile) throws -> [Int]? {
    switch target.parameters["filter"] {
    case nil, "": return nil
    case "findings": return file.index.rows(ofCause: nil)
    case "cause":
      guard let cause = target.number("cause"), file.index.causes.indices.contains(cause) else {
        throw Refusal.malformed("no such cause")
      }
      return file.index.rows(ofCause: cause)
    default: throw Refusal.malformed("no such filter")
    }
  }

  private func write(_ record: Record, _ row: Int, _ file: OpenFile, _ writer: inout JSONWriter) {
    let columns = file.result.layout.columns.count
    writer.object { writer in
      writer.member("row", row)
      writer.member("line", file.result.position(of: record.place.start, in: record.place).line)
      writer.array("cells") { writer in
        for cell in record.cells.prefix(columns) {
          if cell.field.count == 0 {
            writer.string("")
          } else if let text = file.result.shown(cell.field.value, ofColumn: cell.column, in: record.place) {
            writer.string(text)
          } else {
            writer.null()
          }
        }
      }
      if record.cells.count > columns { writer.member("extra", record.cells.count - columns) }
      writer.array("findings") { write(Array(file.index.findings(ofRow: row)), file, &$0) }
    }
  }

  /// Some findings of a cause, or those of the header row and the file.
  func findings(_ target: RequestTarget) throws -> Response {
    let file = try openFile()
    let count = max(0, min(target.number("count") ?? 100, Workbench.mostFindings))
    let chosen: [Int]
    if let cause = target.number("cause") {
      chosen = file.index.findings(ofCause: cause, from: max(0, target.number("from") ?? 0), count: count)
    } else {
      chosen = Array(file.index.findings(ofRow: 0).prefix(count))
    }
    return .json { writer in
      writer.member("revision", file.revision)
      writer.array("findings") { write(chosen, file, &$0) }
    }
  }

  /// Findings with the sentences of `check`.
  private func write(_ numbers: [Int], _ file: OpenFile, _ writer: inout JSONWriter) {
    guard !numbers.isEmpty else { return }
    let shown = file.result.showing(numbers)
    let linted = LintedFile(shown, expands: true)
    for (index, number) in numbers.enumerated() {
      let finding = shown.findings[index]
      writer.object { writer in
        writer.member("finding", number)
        writer.member("cause", file.index.cause(of: number))
        writer.member("rule", finding.rule.name)
        writer.member("severity", finding.severity.rawValue)
        writer.member("place", linted.place(index))
        if let row = finding.place.row { writer.member("row", row) }
        if let column = finding.field { writer.member("column", column) }
        writer.member("message", shown.message(of: finding))
        writer.member("advice", linted.advice(index))
        if let service = linted.service(index) { writer.member("service", service) }
        if let fix = linted.fixTitle(index) {
          writer.object("fix") { $0.fix(fix.text, isSafe: fix.isSafe) }
        }
      }
    }
  }

  /// The place of the next finding in a row behind a row, or before it where `direction` is -1.
  func next(_ target: RequestTarget) throws -> Response {
    let file = try openFile()
    guard let row = target.number("row") else { throw Refusal.malformed("expected row") }
    let rows = file.index.rows(ofCause: nil)
    let found = target.number("direction") == -1 ? rows.last { $0 < row } : rows.first { $0 > row }
    return .json { writer in
      writer.member("revision", file.revision)
      guard let found else { return }
      writer.member("row", found)
      let columns = file.index.findings(ofRow: found).compactMap { file.result.findings[$0].field }
      if let column = columns.min() { writer.member("column", column) }
    }
  }

  /// A value to edit; refused where it may be a secret.
  func value(_ target: RequestTarget) throws -> Response {
    let file = try openFile()
    guard let row = target.number("row"), let column = target.number("column") else {
      throw Refusal.malformed("expected row and column")
    }
    let value = file.result.openValue(row: row, column: column)
    return .json { writer in
      writer.member("revision", file.revision)
      if let value { writer.member("value", value) } else { writer.member("isSecret", true) }
    }
  }

  /// A rule's page, as `batchlint explain` prints it.
  func rulePage(_ target: RequestTarget) throws -> Response {
    guard let name = target.parameters["name"], let page = RuleRegistry.readablePage(name) else {
      throw Refusal.notFound
    }
    return .json { writer in
      writer.member("name", name)
      writer.member("page", page)
    }
  }
}
