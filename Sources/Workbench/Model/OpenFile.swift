import Configuration
import Files
import Layout
import Linting

/// The file on the page: its bytes as they are now, and what the linter says of them.
final class OpenFile {
  /// What the file is called in reports; never a path that a request names.
  let name: String
  private(set) var result: LintResult
  private(set) var index: FindingIndex
  /// Counts the states of the files on the page and of what they are checked with: another number, other rows and
  /// findings.
  private(set) var revision = 1
  private(set) var history = UndoHistory()

  /// The file on disk as it was read; nil for one that was dropped or made.
  private var contents: FileContents?
  private var options: LintOptions
  /// The file itself where it is a workbook, whose document is the text of a sheet.
  private let workbook: [UInt8]?
  /// The number of the state of the bytes, and that of the one that was saved or downloaded.
  private(set) var state = 1
  private var savedState = 1
  /// What the last preview came to.
  private var previewed: (revision: Int, scope: FixScope, outcome: FixApplier.Outcome)?

  /// Opens the file that the page was started with.
  convenience init(path: String, _ options: LintOptions) throws {
    let contents = try FileContents.open(path: path)
    try self.init(Array(contents.bytes), name: path, contents, options)
    if contents.wasTruncated { throw FileError.changed(path: path) }
    contents.releasePages()
  }

  /// Takes a file that was dropped.
  convenience init(_ bytes: [UInt8], name: String, _ options: LintOptions) throws {
    try self.init(bytes, name: name, nil, options)
  }

  private init(_ bytes: [UInt8], name: String, _ contents: FileContents?, _ options: LintOptions) throws {
    (self.name, self.contents, self.options) = (name, contents, options)
    result = try OpenFile.lint(bytes, name: name, contents, options)
    index = FindingIndex(result.findings)
    workbook = result.layout.document.origin == nil ? nil : bytes
  }

  private static func lint(_ bytes: [UInt8], name: String, _ contents: FileContents?, _ options: LintOptions) throws
    -> LintResult
  {
    let document = try Document.open(copying: bytes, encoding: options.encoding, sheet: options.sheet)
    let access = contents.flatMap { Input.Access(path: name, mode: $0.mode) }
    let hasName = contents.map { $0.mode != nil } ?? true
    return try Linter(options: options).lint(
      Input(path: name, document: document, access: access, hasName: hasName))
  }

  /// The bytes of the file as it is now.
  var bytes: [UInt8] { workbook ?? Array(result.layout.document.original) }
  /// It can be saved: it is the file that the page was started with.
  var isOnDisk: Bool { contents?.mode != nil }
  /// Changes were neither saved nor downloaded.
  var isModified: Bool { state != savedState }
  var isWorkbook: Bool { result.layout.document.origin != nil }
  /// The name without a directory.
  var baseName: String { String(name[(name.lastIndex(of: "/").map(name.index(after:)) ?? name.startIndex)...]) }

  /// Checks the file with other options.
  func check(with options: LintOptions) throws {
    let next = try OpenFile.lint(bytes, name: name, contents, options)
    self.options = options
    show(next)
  }

  /// The file as it is now, checked once more: for another thread, or without findings that were added.
  func copy() throws -> LintResult { try OpenFile.lint(bytes, name: name, contents, options) }

  /// Takes the place of another file.
  func revise(after other: OpenFile) { revision = other.revision + 1 }

  /// Shows further findings, those of a probe, until the file changes.
  func show(_ notes: [ExternalFinding]) throws { show(try copy().adding(notes, options: options)) }

  // MARK: Changing

  /// What fixes would come to.
  func outcome(of scope: FixScope) throws -> FixApplier.Outcome {
    if let previewed, previewed.revision == revision, previewed.scope == scope { return previewed.outcome }
    let outcome = try scope.applier(Linter(options: options), index, result).apply(result.context.input)
    previewed = (revision, scope, outcome)
    return outcome
  }

  /// Makes fixes.
  func fix(_ scope: FixScope) throws -> FixApplier.Outcome {
    let outcome = try outcome(of: scope)
    if outcome.bytes != nil { replace(by: outcome.file) }
    return outcome
  }

  /// Replaces the value of a row in a column, from 0.
  func edit(row: Int, column: Int, value: String) throws {
    let bytes = try result.replacing(row: row, column: column, with: value)
    try replace(by: OpenFile.lint(bytes, name: name, contents, options))
  }

  func undo() throws {
    guard let (bytes, state) = history.undo(result.layout.document.original) else { return }
    let next = try OpenFile.lint(bytes, name: name, contents, options)
    self.state = state
    show(next)
  }

  private var newestState = 1

  private func replace(by next: LintResult) {
    history.add(from: result.layout.document.original, to: next.layout.document.original, state: state)
    newestState += 1
    state = newestState
    show(next)
  }

  private func show(_ next: LintResult) {
    result = next
    index = FindingIndex(next.findings)
    previewed = nil
    revision += 1
  }

  // MARK: Keeping

  /// Writes the file back, as `batchlint fix` does: a file that others could read becomes private.
  ///
  /// - Throws: ``FileError/changed(path:)`` where the file is no longer what was read, or why it cannot be written.
  func save() throws {
    guard let contents else { return }
    var file = try ReplacementFile(path: name, of: contents, mode: result.exposesSecrets ? 0o600 : nil)
    try file.write(bytes)
    try file.commit()
    let written = try FileContents.open(path: name)
    written.releasePages()
    self.contents = written
    savedState = state
    if result.exposesSecrets { try check(with: options) }
  }

  /// The file was made here, and is nowhere else.
  func noteUnsaved() { savedState = 0 }

  /// The changes are where the user keeps them.
  func noteDownload() { savedState = state }
}
