import CSV
import Linting

/// What a probe has to do: the sign-ins that a file asks for, each with its rows.
///
/// It keeps the rows' numbers, a few bytes a row; names and passwords stay in the file and are read when their turn
/// comes.
public final class ProbePlan: @unchecked Sendable {
  // Immutable once made; the context is only read.

  /// One name with one password: tried once, whatever the number of rows.
  struct Job: Sendable {
    /// The data rows, from 1.
    var rows: [Int]
    /// Jobs with the same admin and password succeed or fail together; nil for a user's own sign-in.
    var credentialGroup: Int?
    /// The same name has other passwords, too; those jobs never run at the same time.
    var name: Int?
  }

  /// Why a row is not tried.
  enum Reason: String, Sendable {
    case empty = "the sign-in name or password is empty"
    case faulty = "the check found an error in its sign-in name or password"
  }

  package let context: LintContext
  private let file: LintResult
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
  ///   - takes: whether the rows with a target address in this domain are part of it; nil for an address without one.
  public init(
    _ file: LintResult, triesAll: Bool = false, sample: Int? = nil, isByProxy: Bool = false,
    takes: ((_ domain: String?) -> Bool)? = nil
  ) {
    let context = file.context
    let faulty = triesAll ? [] : ProbePlan.faultyRows(file)
    var skipped: [(Int, Reason)] = []
    var jobs = SignInGroups(context, isByProxy: isByProxy)
    context.signInRows { row in
      let number = row.place.row ?? 0
      if let takes, !takes(context.targetDomain(of: row)) { return }
      if row.signInName.count == 0 || row.password.count == 0 {
        skipped.append((number, .empty))
      } else if faulty.contains(number) {
        skipped.append((number, .faulty))
      } else {
        jobs.add(row)
      }
    }
    jobs.close(sample: sample)
    (self.file, self.context, self.jobs, self.skipped) = (file, context, jobs, skipped)
  }

  /// The rows with an error that concerns the sign-in, or the row as a whole.
  private static func faultyRows(_ file: LintResult) -> Set<Int> {
    let layout = file.layout
    let columns = [layout.signInColumn, layout.passwordColumn, layout.rootColumn]
    var faulty: Set<Int> = []
    for finding in file.findings where finding.severity == .error {
      guard let row = finding.place.row, finding.field == nil || columns.contains(finding.field) else { continue }
      faulty.insert(row)
    }
    return faulty
  }

  /// No row of the file is part of it.
  var isEmpty: Bool { signIns == 0 && skipped.isEmpty }

  /// The rows that are part of it, whether they are tried or not.
  var rows: Set<Int> {
    var rows = Set(skipped.map(\.row))
    for index in 0..<signIns { rows.formUnion(job(index).rows) }
    return rows
  }

  /// - Parameter index: from 0, below ``signIns``.
  func job(_ index: Int) -> Job { jobs[index] }

  func userName(_ job: Job) -> String {
    context.signInRow(job.rows[0]).map { String(decoding: context.layout.content($0.signInName), as: UTF8.self) } ?? ""
  }
  func password(_ job: Job) -> [UInt8] {
    context.signInRow(job.rows[0]).map { context.layout.content($0.password) } ?? []
  }

  /// What a server may repeat of a job's first rows, and in which it says nothing of its own.
  func words(_ job: Job) -> RowWords {
    var values: [String] = []
    for row in job.rows.prefix(ProbePlan.rowsOfWords).lazy.compactMap(context.signInRow) {
      for field in [row.signInName, row.password] + [row.address, row.root].compactMap({ $0 }) {
        values.append(String(decoding: context.layout.content(field), as: UTF8.self))
      }
    }
    return RowWords(values)
  }

  private static let rowsOfWords = 8

  /// The target address of a row; nil where the row has none, and where the value may be a secret in the wrong column.
  public func address(ofRow row: Int) -> String? {
    guard let row = context.signInRow(row), let field = row.address, field.count > 0 else { return nil }
    return file.shown(field.value, ofColumn: context.layout.addressColumn, in: row.place)
  }

  func root(ofRow row: Int) -> String? {
    context.signInRow(row)?.root.flatMap {
      $0.count == 0 ? nil : String(decoding: context.layout.content($0), as: UTF8.self)
    }
  }
}
