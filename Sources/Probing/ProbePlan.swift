import CSV
import Linting

/// What a probe has to do: the sign-ins that a file asks for, each with its rows.
///
/// It keeps where the names and passwords stand in the file, not the passwords.
public final class ProbePlan: @unchecked Sendable {
  // Immutable once made; the table is only read.

  /// One name with one password: tried once, whatever the number of rows.
  struct Job: Sendable {
    /// Indices of ``ProbePlan/rows``.
    var rows: [Int]
    /// Jobs with the same admin and password stand and fall together; nil for a user's own sign-in.
    var family: Int?
    /// The same name stands beside other passwords, too; those jobs never run at the same time.
    var name: Int?
  }

  public let table: Table
  let rows: [SignInRow]
  private(set) var jobs: [Job]
  /// By family: its admin's number; an admin may have several passwords.
  let admins: [Int]
  /// Rows that are not tried, and why.
  let skipped: [(row: SignInRow, reason: String)]

  /// How many sign-ins there will be.
  public var signIns: Int { jobs.count }
  /// How many rows they are for.
  public var triedRows: Int { jobs.reduce(0) { $0 + $1.rows.count } }

  /// - Parameters:
  ///   - file: as it was linted; rows with an error in their sign-in are left out.
  ///   - triesAll: those too.
  ///   - sample: so many sign-ins at most, spread over the file.
  ///   - isByProxy: one admin signs in for all rows, with the rows' passwords.
  public init(_ file: FileReport, triesAll: Bool = false, sample: Int? = nil, isByProxy: Bool = false) {
    let table = file.table
    let faulty = triesAll ? [] : ProbePlan.faultyRows(file)
    var rows: [SignInRow] = []
    var skipped: [(SignInRow, String)] = []
    table.signInRows { row in
      if row.login.count == 0 || row.password.count == 0 {
        skipped.append((row, "the name or the password is empty"))
      } else if faulty.contains(row.place.row ?? 0) {
        skipped.append((row, "the check found an error in its sign-in"))
      } else {
        rows.append(row)
      }
    }
    var grouping = Grouping(table, isByProxy: isByProxy)
    for index in rows.indices { grouping.add(rows[index], index) }
    var jobs = grouping.jobs
    if let sample, sample < jobs.count {
      let chosen = (0..<sample).map { $0 * jobs.count / sample }
      jobs = chosen.map { jobs[$0] }
    }
    (self.table, self.rows, self.jobs, self.skipped) = (table, rows, jobs, skipped)
    admins = grouping.admins
  }

  /// The rows with an error that concerns the sign-in, or the row as a whole.
  private static func faultyRows(_ file: FileReport) -> Set<Int> {
    let table = file.table
    let columns = [table.loginColumn, table.passwordColumn, table.rootColumn]
    var faulty: Set<Int> = []
    for finding in file.findings where finding.severity == .error {
      guard let row = finding.place.row, finding.field == nil || columns.contains(finding.field) else { continue }
      faulty.insert(row)
    }
    return faulty
  }

  /// The data row, from 1.
  func number(_ index: Int) -> Int { rows[index].place.row ?? 0 }

  func userName(_ job: Job) -> String { String(decoding: table.content(rows[job.rows[0]].login), as: UTF8.self) }
  func password(_ job: Job) -> [UInt8] { table.content(rows[job.rows[0]].password) }

  func root(_ index: Int) -> String? {
    rows[index].root.flatMap { $0.count == 0 ? nil : String(decoding: table.content($0), as: UTF8.self) }
  }
}

/// Puts the rows of one credential together, and the credentials of one admin.
private struct Grouping {
  /// Two parts of the text, compared where they lie.
  private struct Key: Hashable {
    let base: UnsafePointer<UInt8>
    let name: Range<Int>
    let password: Range<Int>?
    /// Most servers take a name for the same account whatever its letter case.
    let foldsName: Bool

    static func == (a: Key, b: Key) -> Bool {
      a.part(a.name).elementsEqual(b.part(b.name)) { $0 == $1 || a.foldsName && folded($0) == folded($1) }
        && (a.password == nil) == (b.password == nil) && (a.password == nil || a.part(a.password!).elementsEqual(b.part(b.password!)))
    }

    func hash(into hasher: inout Hasher) {
      for byte in part(name) { hasher.combine(Key.folded(byte)) }
      if let password { hasher.combine(bytes: UnsafeRawBufferPointer(part(password))) }
    }

    private static func folded(_ byte: UInt8) -> UInt8 { byte &- 0x41 < 26 ? byte | 0x20 : byte }

    private func part(_ range: Range<Int>) -> UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: base + range.lowerBound, count: range.count) }
  }

  private let table: Table
  private let base: UnsafePointer<UInt8>
  private var jobOf: [Key: Int] = [:]
  private var familyOf: [Key: Int] = [:]
  /// By name: its first job, and its number once it has a second one.
  private var nameOf: [Key: (job: Int, number: Int?)] = [:]
  private(set) var jobs: [ProbePlan.Job] = []
  private var names = 0
  private var adminOf: [Key: Int] = [:]
  private(set) var admins: [Int] = []

  private let isByProxy: Bool

  init(_ table: Table, isByProxy: Bool) {
    self.table = table
    self.isByProxy = isByProxy
    base = table.document.text.baseAddress!.assumingMemoryBound(to: UInt8.self)
  }

  mutating func add(_ row: SignInRow, _ index: Int) {
    let key = Key(base: base, name: row.login.value, password: row.password.value, foldsName: false)
    if let job = jobOf[key] { return jobs[job].rows.append(index) }
    let job = jobs.count
    jobOf[key] = job
    jobs.append(ProbePlan.Job(rows: [index], family: family(row), name: nil))
    let name = Key(base: base, name: row.login.value, password: nil, foldsName: true)
    guard let earlier = nameOf[name] else { return nameOf[name] = (job, nil) }
    let number = earlier.number ?? names
    if earlier.number == nil { names += 1 }
    nameOf[name] = (earlier.job, number)
    jobs[earlier.job].name = number
    jobs[job].name = number
  }

  private mutating func family(_ row: SignInRow) -> Int? {
    let start = row.login.value.lowerBound
    guard let admin = isByProxy ? 0..<0 : table.login(row.login.value)?.admin else { return nil }
    let key = Key(base: base, name: start + admin.lowerBound..<start + admin.upperBound, password: row.password.value, foldsName: true)
    if let family = familyOf[key] { return family }
    let family = admins.count
    familyOf[key] = family
    let name = Key(base: base, name: key.name, password: nil, foldsName: true)
    let number = adminOf[name] ?? adminOf.count
    adminOf[name] = number
    admins.append(number)
    return family
  }
}
