import Files
import JSON
import NIOConcurrencyHelpers
import Platform

/// What a run has found out so far, on disk: JSON Lines, without a secret, and of the file's text only what a
/// server repeats.
///
/// Before a credential is sent, `{"try":[rows]}` is written, and each verdict before it counts. A run that was ended at
/// any moment goes on from there; of a credential that was sent and not answered nobody knows whether it was refused,
/// and it is not sent again unless the user says so.
public struct Journal: Sendable {
  /// Whom and what the verdicts are about: a run goes on only with the same.
  public struct Subject: Equatable, Sendable {
    public var host: String
    public var port: Int
    /// The servers of other domains, as `fabrikam.com=imap.fabrikam.com:993`, sorted.
    public var domains: [String] = []
    /// Of the file.
    public var bytes: Int
    public var rows: Int
    /// When the file last changed, in seconds since 1970.
    public var modified: Int

    public init(host: String, port: Int, bytes: Int, rows: Int, modified: Int) {
      (self.host, self.port, self.bytes, self.rows, self.modified) = (host, port, bytes, rows, modified)
    }

    /// - Parameter routes: the first of its servers is named by itself, the others by their domains.
    public init(_ routes: ServerRoutes, bytes: Int, rows: Int, modified: Int) {
      let other = routes.ofOtherRows?.endpoint
      self.init(host: other?.host ?? "", port: other?.port ?? 0, bytes: bytes, rows: rows, modified: modified)
      domains = routes.byDomain
    }

    /// Whether the rows go to the same servers.
    fileprivate func hasServers(of other: Subject) -> Bool {
      host == other.host && port == other.port && domains == other.domains
    }

    fileprivate var servers: String {
      ((host.isEmpty ? [] : ["\(host):\(port)"]) + domains).joined(separator: ", ")
    }
  }

  /// What becomes of a journal that is there.
  public enum Continuation: Sendable {
    /// There must be none.
    case begin
    /// The run goes on with the rows that are left.
    case resume
    /// The rows that did not open are tried again, also where the file was changed since, as long as it has as many
    /// rows; a credential that was refused is not, unless the file was changed.
    case retryFailed
  }

  public struct CommandError: UserFacingError {
    public var description: String
  }

  /// The verdicts of an earlier run, by row.
  public private(set) var known = ProbeResults(rows: 0)
  /// Rows whose credential was sent and never answered.
  public private(set) var unanswered: Set<Int> = []
  private let file: JournalFile
  /// The server of the verdicts that are added, where there are several.
  private var server: String?

  /// Begins a journal, or goes on with one.
  ///
  /// - Throws: ``CommandError`` where the file is there and is not to be gone on with, or is about something else;
  ///   ``FileError``.
  public init(path: String, subject: Subject, continuation: Continuation) throws {
    let isThere = exists(path)
    guard !isThere || continuation != .begin else {
      throw CommandError(description: "\(path): the journal exists; continue it with --resume")
    }
    guard isThere || continuation == .begin else {
      throw CommandError(description: "\(path): no such journal")
    }
    // Before it is read: what another run adds meanwhile would be tried again.
    file = JournalFile(try AppendedFile(path: path, mode: 0o600, isAlone: true))
    guard isThere else {
      try put(Journal.line(subject))
      return
    }
    let earlier = try Journal.read(path, subject, isSameFile: continuation != .retryFailed)
    (known, unanswered) = (earlier.known, earlier.unanswered)
    // A line that was cut off when the earlier run ended stays alone.
    try put("\n")
    if continuation == .retryFailed { try reopen(isChanged: earlier.subject != subject, subject) }
  }

  /// Forgets the rows that did not open. In the file as it was, a refused credential would be the same one.
  private mutating func reopen(isChanged: Bool, _ subject: Subject) throws {
    let failed = known.filter { !$0.verdict.isGood && (isChanged || $0.verdict.reach != .credential) }.map(\.row)
    for row in failed { known.remove(row: row) }
    let rows = failed + (isChanged ? unanswered.sorted() : [])
    if isChanged {
      unanswered = []
      try put(Journal.line(subject))
    }
    if !rows.isEmpty { try withdraw(rows) }
  }

  /// The journal for the run at one of several servers: it knows only the rows that go there.
  func part(at server: String, rows: Set<Int>) -> Journal {
    var part = self
    part.server = server
    part.known = known.filtered(rows.contains)
    part.unanswered.formIntersection(rows)
    return part
  }

  /// The run knows now what an earlier one has found out.
  mutating func forget() { (known, unanswered) = (ProbeResults(rows: 0), []) }

  /// The rows' credential is about to be sent.
  func begin(_ rows: [Int]) throws(FileError) {
    try put("{\"try\":[\(rows.map(String.init).joined(separator: ","))]}\n")
  }

  /// A verdict; it counts once this returns.
  func add(_ attempts: [RowOutcome]) throws(FileError) { try put(attempts.map(line).joined()) }

  /// Nothing came of a try, whatever was noted of it: the credential was not judged.
  func withdraw(_ rows: [Int]) throws(FileError) {
    try put("{\"untried\":[\(rows.map(String.init).joined(separator: ","))]}\n")
  }

  private func put(_ text: String) throws(FileError) { try file.put(text) }

  private static func line(_ subject: Subject) -> String {
    var line = "{\"journal\":1,\"host\":\(JSONText.quoted(subject.host)),\"port\":\(subject.port)"
    line += ",\"bytes\":\(subject.bytes),\"rows\":\(subject.rows),\"modified\":\(subject.modified)"
    if !subject.domains.isEmpty {
      line += ",\"domains\":[\(subject.domains.map(JSONText.quoted).joined(separator: ","))]"
    }
    return line + "}\n"
  }

  private func line(_ attempt: RowOutcome) -> String {
    let verdict = attempt.verdict
    var line = "{\"row\":\(attempt.row)"
    if let server { line += ",\"server\":\(JSONText.quoted(server))" }
    if let rule = verdict.rule { line += ",\"rule\":\(JSONText.quoted(rule))" }
    line += ",\"message\":\(JSONText.quoted(verdict.message))"
    if !verdict.said.isEmpty { line += ",\"said\":\(JSONText.quoted(verdict.said))" }
    if verdict.isSaidWithoutTLS { line += ",\"saidWithoutTLS\":true" }
    line += ",\"reach\":\(JSONText.quoted(verdict.reach.rawValue))"
    if let milliseconds = attempt.milliseconds { line += ",\"ms\":\(milliseconds)" }
    if let startedAt = attempt.startedAt { line += ",\"at\":\(startedAt)" }
    if let inspection = attempt.inspection { line += ",\"inspection\":" + inspection.json }
    return line + "}\n"
  }

  /// The verdicts that a journal contains, whatever file and server it is about.
  ///
  /// - Throws: ``CommandError`` where the file is no journal; ``FileError``.
  public static func results(in path: String) throws -> ProbeResults { try recorded(in: path).known }

  /// - Parameter isSameFile: the file must not have changed; otherwise it must have as many rows.
  private static func read(_ path: String, _ subject: Subject, isSameFile: Bool) throws -> Recorded {
    let recorded = try recorded(in: path)
    guard recorded.subject.hasServers(of: subject) else {
      throw CommandError(description: "\(path): this journal is for \(recorded.subject.servers)")
    }
    guard isSameFile ? recorded.subject == subject : recorded.subject.rows == subject.rows else {
      let cure = isSameFile ? "start a new one, or retry its failed rows with --only failed" : "start a new one"
      throw CommandError(description: "\(path): the journal is for another version of the file; \(cure)")
    }
    return recorded
  }

  private typealias Recorded = (subject: Subject, known: ProbeResults, unanswered: Set<Int>)

  private static func recorded(in path: String) throws -> Recorded {
    let contents = try FileContents.open(path: path)
    let lines = contents.bytes.split(separator: 0x0A)
    guard let first = lines.first, var subject = try? Journal.subject(first) else {
      throw CommandError(description: "\(path): not a journal of `batchlint probe`")
    }
    var known = ProbeResults(rows: subject.rows)
    var unanswered: Set<Int> = []
    for line in lines.dropFirst() {
      // The end of a line that was not written in full says nothing.
      guard let record = try? JournalRecord(line) else {
        // A run that tried failed rows again, of a corrected file.
        if let later = try? Journal.subject(line) { subject = later }
        continue
      }
      switch record {
      case .attempt(let attempt):
        known.add(attempt)
        unanswered.remove(attempt.row)
      case .begun(let rows): unanswered.formUnion(rows)
      case .untried(let rows):
        unanswered.subtract(rows)
        for row in rows { known.remove(row: row) }
      }
    }
    return (subject, known, unanswered)
  }

  /// More rows than any file has; a journal is not trusted with the size of a table.
  private static let mostRows = 5_000_000

  private static func subject(_ line: Slice<UnsafeRawBufferPointer>) throws -> Subject {
    var scanner = JSONScanner(UnsafeRawBufferPointer(rebasing: line))
    var subject = Subject(host: "", port: 0, bytes: 0, rows: 0, modified: 0)
    try scanner.object(["journal", "host", "port", "bytes", "rows", "modified", "domains"], required: 6) {
      scanner, index in
      switch index {
      case 0: _ = try scanner.integer(1...1)
      case 1: subject.host = try scanner.string()
      case 2: subject.port = try scanner.integer(0...65_535)
      case 3: subject.bytes = try scanner.integer(0...Int.max)
      case 4: subject.rows = try scanner.integer(0...Self.mostRows)
      case 5: subject.modified = try scanner.integer(0...Int.max)
      default: try scanner.array { subject.domains.append(try $0.string()) }
      }
    }
    try scanner.end()
    return subject
  }
}

/// A journal's file, to which the runs at several servers write in turn.
private final class JournalFile: @unchecked Sendable {
  // Only written to under the lock.
  private let lock = NIOLock()
  private var file: AppendedFile

  init(_ file: AppendedFile) { self.file = file }

  func put(_ text: String) throws(FileError) {
    lock.lock()
    defer { lock.unlock() }
    try file.write(Array(text.utf8))
    try file.flush()
  }
}

/// One line of a journal.
private enum JournalRecord {
  case attempt(RowOutcome)
  case begun([Int])
  case untried([Int])

  init(_ line: Slice<UnsafeRawBufferPointer>) throws {
    var scanner = JSONScanner(UnsafeRawBufferPointer(rebasing: line))
    var attempt = RowOutcome(row: 0, verdict: .good)
    var reach = Verdict.Reach.row
    var begun: [Int]?
    var untried: [Int]?
    try scanner.object(
      [
        "row", "rule", "message", "said", "reach", "ms", "at", "inspection", "try", "untried", "server",
        "saidWithoutTLS",
      ], required: 0
    ) { scanner, index in
      switch index {
      case 0: attempt.row = try scanner.integer(1...Int.max)
      case 1: attempt.verdict.rule = try scanner.string()
      case 2: attempt.verdict.message = try scanner.string()
      case 3: attempt.verdict.said = try scanner.string()
      case 4: reach = Verdict.Reach(rawValue: try scanner.string()) ?? .row
      case 5: attempt.milliseconds = try scanner.integer(0...Int.max)
      case 6: attempt.startedAt = try scanner.integer(0...Int.max)
      case 7: attempt.inspection = try Inspection(&scanner)
      case 8: begun = try JournalRecord.numbers(&scanner)
      case 9: untried = try JournalRecord.numbers(&scanner)
      // The subject's domains decide it.
      case 10: _ = try scanner.string()
      default: attempt.verdict.isSaidWithoutTLS = try scanner.boolean()
      }
    }
    try scanner.end()
    attempt.verdict.reach = reach
    self = begun.map { .begun($0) } ?? untried.map { .untried($0) } ?? .attempt(attempt)
  }

  private static func numbers(_ scanner: inout JSONScanner) throws -> [Int] {
    var numbers: [Int] = []
    try scanner.array { numbers.append(try $0.integer(1...Int.max)) }
    return numbers
  }
}
