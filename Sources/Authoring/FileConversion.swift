import Layout
import Linting
import Migration
import Platform

/// Why a file is not converted.
public struct ConversionError: UserFacingError {
  public var description: String
  /// What was found out before.
  public var remarks: [FileConversion.Remark] = []
}

/// A workbook, an export of another program, a list of accounts, or a CSV file in another dialect as the CSV file that
/// the service accepts.
public struct FileConversion {
  /// What was decided on the way, in a sentence that contains no value of a secret column.
  public enum Remark: Sendable, Equatable {
    /// About the whole file.
    case summary(String)
    /// One decision.
    case decision(String)
    /// A row that was left out, by its line, and why.
    case skipped(line: Int, reason: String)
    /// What was written.
    case result(String)
  }

  /// The converted file.
  public private(set) var bytes: [UInt8] = []
  public private(set) var remarks: [Remark] = []
  /// Every row was converted, without an error left.
  public private(set) var isWhole = true

  private let path: String
  private let server: Server
  private let sourceDomain: String?
  private let targetDomain: String?

  /// - Parameters:
  ///   - path: the file's name, for errors.
  ///   - server: for sign-in names that are not in the list.
  ///   - sourceDomain: identifies the source mailboxes by their address in this domain.
  ///   - targetDomain: completes addresses that a list has without a domain.
  /// - Throws: ``ConversionError`` where nothing can be written, errors of the layout and of the sign-in names.
  public init(
    _ document: Document, path: String, server: Server, sourceDomain: String? = nil, targetDomain: String? = nil
  ) throws {
    (self.path, self.server, self.sourceDomain, self.targetDomain) = (path, server, sourceDomain, targetDomain)
    if let problem = document.workbookProblem { throw failure(problem) }
    guard !document.isBlank else { throw failure("empty file") }
    guard document.isText else { throw failure("not a text file with a table") }
    var document = document
    let layout = try LayoutBuilder(LayoutOptions()).layout(of: document)
    if let origin = document.origin {
      try decide(origin, layout)
      // From here on it is text like any other, which fixes may change.
      document = Document(copying: Array(document.text), encoding: nil)
    }
    if layout.evidence.accountList != nil || FileConversion.isList(layout) {
      try convertList(document)
    } else {
      try convertDialect(document)
    }
  }

  private func failure(_ text: String) -> ConversionError {
    ConversionError(description: "\(path): \(text)", remarks: remarks)
  }

  private mutating func decide(_ origin: SheetOrigin, _ layout: FileLayout) throws {
    let conversion = SheetConversion(origin, layout)
    remarks.append(.summary("sheet `\(origin.sheet)`"))
    guard conversion.obstacles.isEmpty else {
      remarks += conversion.obstacles.map { .decision($0) }
      throw failure("ambiguous values; nothing was written")
    }
    remarks += conversion.decisions.map { .decision($0) }
  }

  /// Columns that the service knows by other names and does not need, or no sign-in names, beside the addresses; or
  /// sign-in names alone.
  private static func isList(_ layout: FileLayout) -> Bool {
    guard layout.kind.name == KindRegistry.usual, let header = layout.header, !header.isUnexpected else { return false }
    if header.isMissing { return isListByValues(layout) }
    guard layout.rootColumn == nil else { return false }
    guard layout.addressColumn != nil else { return layout.signInColumn != nil }
    return layout.signInColumn == nil || layout.columns.contains { $0.role == nil && $0.known == nil }
  }

  /// Rows without a header row whose columns are not all known.
  private static func isListByValues(_ layout: FileLayout) -> Bool {
    guard let roles = layout.evidence.roles else { return false }
    return roles.roles.contains { $0 == nil || $0?.certainty == .possible }
      || !roles.roles.contains { $0?.role == .signInName }
  }

  // MARK: A list of accounts

  private mutating func convertList(_ document: Document) throws {
    let list = try AccountListReader(document, path: path, targetDomain: targetDomain)
    guard !list.accounts.isEmpty else {
      remarks += list.leftOut.map { .skipped(line: $0.line, reason: $0.reason) }
      throw failure("no valid address found; nothing was written")
    }
    let signIn = try SignInNameBuilder(server: server, sourceDomain: sourceDomain)
    // A short name is written only where the server is known to take it.
    let isShort = server.name != "any" && server.ownSignIn == .any
    var built = 0
    let rows = list.accounts.map { account -> [String] in
      let person = account.person
      let name: String
      if sourceDomain == nil, let own = account.signInName {
        name = own
      } else {
        built += 1
        name =
          sourceDomain != nil || isShort
          ? signIn.signInName(person.localPart, at: person.domain) ?? person.address : person.address
      }
      return [person.address, name, account.password ?? ""]
    }
    let text = ([["EmailAddress", "UserName", "Password"]] + rows).map { row in
      row.map(TemplateFile.quoted).joined(separator: ",") + "\r\n"
    }.joined()
    bytes = Array(text.utf8)
    explain(list, built: built, isShort: isShort)
    isWhole = list.leftOut.isEmpty
  }

  private mutating func explain(_ list: AccountListReader, built: Int, isShort: Bool) {
    remarks.append(.summary(list.export?.title ?? "a list of accounts"))
    remarks += list.explanation.map { .decision($0) }
    remarks += list.leftOut.map { .skipped(line: $0.line, reason: $0.reason) }
    let omissions = list.omissions
    let counts = [
      (omissions.inactive, "inactive account"), (omissions.system, "system account"),
      (omissions.others, "other line"),
    ].filter { $0.0 > 0 }.map { counted($0.0, $0.1) }
    if !counts.isEmpty { remarks.append(.result("skipped: \(counts.joined(separator: ", "))")) }
    let empty = list.accounts.count { $0.password == nil }
    var notes = [counted(list.accounts.count, "row") + " written"]
    if omissions.hashes > 0 {
      notes.append(
        "\(counted(omissions.hashes, "password")) left empty, because the list contains only hashes")
    } else if empty > 0 {
      notes.append("\(counted(empty, "password")) to fill in")
    }
    if built > 0 {
      notes.append(
        sourceDomain.map { "the domain of the sign-in names is \($0)" }
          ?? """
          \(counted(built, "sign-in name")) built from the \(isShort ? "local part of the address" : "address"); for \
          another domain, use --source-domain
          """
      )
    }
    remarks.append(.result("\(notes.joined(separator: "; ")); now run `batchlint check`"))
  }

  // MARK: A migration file in another dialect

  /// Makes all safe fixes of its encoding, structure and header row, and those of its encoding and structure that a
  /// person should look at.
  private mutating func convertDialect(_ document: Document) throws {
    let linter = Linter(options: LintOptions())
    let applier = FixApplier(linter, allowsUnsafe: true) { fix, finding, _ in
      let section = RuleRegistry.rules[finding.rule.index].info.section
      return fix.isSafe || fix.becomesUTF8 && section == .characters
    }
    let outcome = try applier.apply(Input(path: path, document: document, hasName: false))
    let fixed = outcome.file.layout.document
    switch fixed.encoding {
    case .utf8, .wide: break
    case .legacy(_, let confidence) where confidence == nil: break
    case .mixed, .legacy: throw failure("ambiguous encoding; nothing was written")
    }
    bytes = Array(fixed.text[fixed.start...])
    for (rule, count) in outcome.fixed.sorted(by: { $0.key < $1.key }) {
      remarks.append(.decision("\(rule.name): \(counted(count, "finding")) fixed"))
    }
    let left = outcome.file.count(.error)
    remarks.append(
      .result(
        "\(counted(outcome.file.rows, "row")) of kind \(outcome.file.layout.kind.name) written"
          + (left > 0 ? "; \(counted(left, "error")) left: run `batchlint check`" : "")))
    isWhole = left == 0
  }
}
