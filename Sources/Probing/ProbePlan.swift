import CSV
import Linting

/// What a probe has to do: the sign-ins that a file asks for, each with its rows.
///
/// It keeps the rows' numbers, a few bytes a row; names and passwords stay in the file and are read when their turn
/// comes.
public final class ProbePlan: @unchecked Sendable {
  // Immutable once made; the table is only read.

  /// One name with one password: tried once, whatever the number of rows.
  struct Job: Sendable {
    /// The data rows, from 1.
    var rows: [Int]
    /// Jobs with the same admin and password stand and fall together; nil for a user's own sign-in.
    var credentialGroup: Int?
    /// The same name stands beside other passwords, too; those jobs never run at the same time.
    var name: Int?
  }

  /// Why a row is not tried.
  enum Reason: String, Sendable {
    case empty = "the name or the password is empty"
    case faulty = "the check found an error in its sign-in"
  }

  public let table: Table
  private let jobs: SignInGroups
  /// By credentialGroup: its admin's number; an admin may have several passwords.
  var admins: [Int] { jobs.admins }
  let skipped: [(row: Int, reason: Reason)]

  /// How many sign-ins there will be.
  public var signIns: Int { jobs.count }
  /// How many rows they are for.
  public var triedRows: Int { jobs.rows }

  /// - Parameters:
  ///   - file: as it was linted; rows with an error in their sign-in are left out.
  ///   - triesAll: those too.
  ///   - sample: so many sign-ins at most, spread over the file.
  ///   - isByProxy: one admin signs in for all rows, with the rows' passwords.
  public init(_ file: LintResult, triesAll: Bool = false, sample: Int? = nil, isByProxy: Bool = false) {
    let table = file.table
    let faulty = triesAll ? [] : ProbePlan.faultyRows(file)
    var skipped: [(Int, Reason)] = []
    var jobs = SignInGroups(table, isByProxy: isByProxy)
    table.signInRows { row in
      let number = row.place.row ?? 0
      if row.signInName.count == 0 || row.password.count == 0 {
        skipped.append((number, .empty))
      } else if faulty.contains(number) {
        skipped.append((number, .faulty))
      } else {
        jobs.add(row)
      }
    }
    jobs.close(sample: sample)
    (self.table, self.jobs, self.skipped) = (table, jobs, skipped)
  }

  /// The rows with an error that concerns the sign-in, or the row as a whole.
  private static func faultyRows(_ file: LintResult) -> Set<Int> {
    let table = file.table
    let columns = [table.signInColumn, table.passwordColumn, table.rootColumn]
    var faulty: Set<Int> = []
    for finding in file.findings where finding.severity == .error {
      guard let row = finding.place.row, finding.field == nil || columns.contains(finding.field) else { continue }
      faulty.insert(row)
    }
    return faulty
  }

  /// - Parameter index: from 0, below ``signIns``.
  func job(_ index: Int) -> Job { jobs[index] }

  func userName(_ job: Job) -> String {
    table.signInRow(job.rows[0]).map { String(decoding: table.content($0.signInName), as: UTF8.self) } ?? ""
  }
  func password(_ job: Job) -> [UInt8] { table.signInRow(job.rows[0]).map { table.content($0.password) } ?? [] }

  func root(ofRow row: Int) -> String? {
    table.signInRow(row)?.root.flatMap { $0.count == 0 ? nil : String(decoding: table.content($0), as: UTF8.self) }
  }
}
