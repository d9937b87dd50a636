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

  public var path: String { table.input.path }
  public var rows: Int { table.rowCount }

  /// How many findings are of a severity.
  public func count(_ severity: Severity) -> Int { findings.count { $0.severity == severity } }
}

/// Runs the rules over files.
public struct Linter {
  public let options: LintOptions
  private let kinds: KindShelf

  public init(options: LintOptions) {
    self.options = options
    kinds = KindShelf(options)
  }

  public func lint(_ input: Input) throws -> FileReport {
    let report = Report(selection: options.selection)
    let table = try TableBuilder(options: options, kinds: kinds).build(input)
    Pass(table: table, report: report).run()
    return FileReport(table: table, findings: report.sorted())
  }
}

/// One run of the rules over one file.
struct Pass {
  let table: Table
  let report: Report

  func run() {
    ask(report.enabled(\.asDocumentRule)) { $0.check(table, report) }
    guard table.isReadable else { return }
    var plans = ColumnPlan.plans(for: table, report)
    if let header = table.header {
      checkHeaderRecord(header)
      if !header.isBroken { ask(report.enabled(\.asHeaderRule)) { $0.check(header, of: table, report) } }
    }
    if table.header?.isMissing == true || table.header == nil { plans = ColumnPlan.plans(for: table, report) }
    let records = report.enabled(\.asRecordRule)
    var observers: [(id: RuleID, observer: any TableObserver)] = []
    for (id, rule) in report.enabled(\.asTableRule) {
      if let observer = rule.observer(for: table) { observers.append((id, observer)) }
    }
    readRows(plans, records, observers)
    for (id, observer) in observers {
      report.rule = id
      observer.finish(table, report)
    }
  }

  private func readRows(
    _ plans: [ColumnPlan], _ records: [(id: RuleID, rule: any RecordRule)], _ observers: [(id: RuleID, observer: any TableObserver)]
  ) {
    var reader = Reader(
      table.document.text, delimiter: table.prelude.rowDelimiter ?? table.prelude.delimiter, from: table.rowsStart, line: table.rowsLine)
    reader.expectedCount = table.expectedCount
    let estimate = RowEstimate.rows(in: table)
    table.rowIndex.reserve(estimate)
    let inspector = Inspector(table, plans: plans, rows: estimate)
    let row = Row(table: table)
    let watchers = observers.filter(\.observer.wantsRows)
    var record = table.header.map { $0.isMissing ? 0 : 1 } ?? 0
    if let header = table.header, !header.isMissing {
      table.tallies.count(header.lineEnd, at: header.range.upperBound, in: header.place)
    }
    var isBlankRun = false
    while reader.next() {
      let place = RowPlace(start: reader.start, line: reader.line, record: record &+ 1, row: table.rowCount &+ 1)
      table.tallies.count(reader.lineEnd, at: reader.end, in: place)
      if reader.count == 1, reader.isBlank {
        if !isBlankRun {
          row.fill(from: reader, place: place)
          row.facts = .blank
          tell(records, row)
        }
        isBlankRun = true
        continue
      }
      isBlankRun = false
      if reader.count == 1, isEndMark(reader) {
        row.fill(from: reader, place: place)
        row.facts = .endMark
        tell(records, row)
        continue
      }
      record &+= 1
      table.rowCount &+= 1
      table.rowIndex.append(start: reader.start, line: reader.line, record: record)
      row.forget()
      row.place = place
      row.end = reader.end
      row.fields = reader.fields
      row.count = reader.count
      row.address = .none
      row.login = nil
      var facts: RecordFacts = []
      if reader.count != table.expectedCount { facts.insert(.wrongCount) }
      if !reader.facts.isDisjoint(with: .quoteDefect) {
        facts.insert(.quoteDefect)
        row.quoteDefects = reader.defects
      }
      if reader.facts.contains(.empty), row.fields.allSatisfy({ $0.facts.contains(.empty) && !$0.facts.contains(.quoted) }), reader.count > 1 {
        facts.insert(.onlySeparators)
      }
      if let limit = table.kind.maximumRows, table.rowCount == limit &+ 1 { facts.insert(.tooMany) }
      row.facts = facts
      if !facts.isEmpty { tell(records, row) }
      guard facts.isDisjoint(with: [.wrongCount, .onlySeparators]) else { continue }
      if inspector.inspect(row) { tell(plans, row) }
      for (id, observer) in watchers {
        report.rule = id
        observer.observe(row, of: table, report)
      }
    }
    inspector.finish()
  }

  private func isEndMark(_ reader: Reader) -> Bool {
    reader.end - reader.start == 1 && reader.position == table.document.text.count && table.base[reader.start] == 0x1A
  }

  private func tell(_ rules: [(id: RuleID, rule: any RecordRule)], _ row: Row) {
    for (id, rule) in rules where !rule.recordWakes.isDisjoint(with: row.facts) {
      report.rule = id
      rule.check(row, of: table, report)
    }
  }

  private func tell(_ plans: [ColumnPlan], _ row: Row) {
    for (index, plan) in plans.enumerated() {
      let facts = row.fieldFacts[index]
      guard !facts.isDisjoint(with: plan.wakes) else { continue }
      let value = Value(index: index, row: row)
      let isSound = facts.isDisjoint(with: .unsound)
      for (id, rule) in plan.rules where !rule.wakes.isDisjoint(with: facts) && (isSound || !rule.needsSoundText) {
        report.rule = id
        rule.check(value, of: row, report)
      }
    }
  }

  /// Defects of quoting and of characters in the headings themselves.
  private func checkHeaderRecord(_ header: Header) {
    guard !header.isMissing else { return }
    var reader = Reader(table.document.text, delimiter: table.prelude.delimiter, from: header.place.start, line: header.place.line)
    guard reader.next() else { return }
    let row = Row(table: table)
    row.fill(from: reader, place: header.place)
    row.quoteDefects = reader.defects
    row.facts = reader.defects.isEmpty ? [] : .quoteDefect
    tell(report.enabled(\.asRecordRule), row)
    for index in 0..<min(row.fields.count, table.columns.count) {
      if row.fieldFacts[index].contains(.nonASCII) {
        row.fieldFacts[index].formUnion(CharacterLook.facts(table.document.text, row.fields[index].value))
      }
      let value = Value(index: index, row: row)
      for (id, rule) in report.enabled(\.asValueRule) where rule.isAskedOfHeadings && !rule.wakes.isDisjoint(with: value.facts) {
        report.rule = id
        rule.check(value, of: row, report)
      }
    }
  }

  private func ask<Scope>(_ rules: [(id: RuleID, rule: Scope)], _ question: (Scope) -> Void) {
    for (id, rule) in rules {
      report.rule = id
      question(rule)
    }
  }
}

extension ColumnPlan {
  static func plans(for table: Table, _ report: Report) -> [ColumnPlan] {
    let rules = report.enabled(\.asValueRule)
    return table.columns.enumerated().map { index, column in
      let fitting = rules.filter { rule in
        guard let holds = rule.rule.holds else { return true }
        return column.holds.map(holds.contains) ?? false
      }
      let role: Role = switch index {
      case table.addressColumn: .address
      case table.loginColumn: .login
      case table.passwordColumn: .password
      case table.rootColumn: .root
      default: .other
      }
      return ColumnPlan(
        role: role, always: column.known.map { $0.values.isEmpty } == false ? .judgedAlways : [],
        wakes: fitting.reduce(Facts()) { $0.union($1.rule.wakes) },
        maximumLength: column.known?.maximumLength ?? ValueTooLong.undocumentedLimit, rules: fitting)
    }
  }
}

/// How many rows a file probably has, from its first ones: for memory taken once.
enum RowEstimate {
  static func rows(in table: Table) -> Int {
    let text = table.document.text
    let rest = text.count - table.rowsStart
    let sample = text[table.rowsStart...].prefix(16384)
    let lines = sample.count { $0 == 0x0A || $0 == 0x0D }
    guard lines > 0, !sample.isEmpty else { return 16 }
    return min(rest, lines * rest / sample.count + 16)
  }
}
