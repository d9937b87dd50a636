import ArgumentParser
import Files
import Linting
import Authoring

/// `batchlint split FILE`: batches that keep within the limits.
struct Split: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "split", abstract: "Divide a migration file into batches that keep within the limits.",
    discussion: """
      Each batch has the header and some of the rows, byte for byte; together they have every row once. A batch of a \
      file that only its owner may read is such a file, too. Prints a line for each batch: name, rows, bytes.

      Examples:
        batchlint split users.csv
        batchlint split --pilot 20 --keep domain --output-dir batches users.csv
      """)

  @Argument(help: ArgumentHelp("The migration file.", valueName: "FILE"), completion: .migrationFile) var path: String
  @Option(help: ArgumentHelp("At most this many rows in a batch.", valueName: "n")) var rows: Int?
  @Option(
    help: ArgumentHelp(
      "Make a first batch of this many rows, from every domain in proportion, spread over the file.", valueName: "n"))
  var pilot: Int?
  @Option(
    help: ArgumentHelp(
      "Keep rows of one target domain, or of one admin, in one batch if they fit: domain or admin.", valueName: "what"),
    completion: .list(SplitInput.GroupingKey.allCases.map(\.rawValue)))
  var keep: String?
  @Option(
    help: ArgumentHelp("Where the batches are written; beside the file by default.", valueName: "dir"),
    completion: .directory)
  var outputDir: String?
  @Flag(help: "Print what would be written, and write nothing.") var dryRun = false
  @Flag(help: "Overwrite batches that are there already.") var force = false

  @OptionGroup(title: "What the file is") var subject: SubjectOptions
  @OptionGroup(title: "Configuration") var configured: ConfigurationOptions

  func run() throws {
    let wishes = SplitOptions(rows: rows, pilot: pilot, keep: try bond())
    let options = try ConfigurationResolver(subject, configured).options(for: path)
    let contents = try FileContents.open(path: path)
    let roster = try SplitInput(
      Input(path: path, document: Document(contents.bytes, owner: contents, encoding: options.encoding)),
      options: options)
    let batches = try roster.batches(wishes)
    let files = batches.map { (batch: $0, path: join(outputDir ?? directoryPart(of: path), $0.name)) }
    try refuseOverwriting(files.map(\.path))
    try refuseIfChanged(contents)
    if let outputDir, !exists(outputDir) { throw FileError.noSuchDirectory(path: outputDir) }
    if !dryRun { try write(files, of: roster, contents) }
    let output = standardOutput()
    defer { output.flush() }
    for file in files {
      output.put("\(file.path): \(counted(file.batch.rows.count, "row")), \(counted(file.batch.bytes, "byte"))\n")
    }
  }

  /// Writes all batches or, where that fails, takes those back that were written: half of the rows are no division.
  private func write(_ files: [(batch: Batch, path: String)], of roster: SplitInput, _ contents: FileContents) throws {
    var written: [String] = []
    do {
      for file in files {
        let isNew = !exists(file.path)
        var target = try OutputFile(path: file.path, mode: mode(of: contents))
        try roster.write(file.batch, to: &target)
        try refuseIfChanged(contents)
        try target.commit()
        if isNew { written.append(file.path) }
      }
    } catch {
      for path in written { removeFile(path) }
      throw error
    }
  }

  private func bond() throws -> SplitInput.GroupingKey? {
    guard let keep else { return nil }
    guard let bond = SplitInput.GroupingKey(rawValue: keep) else {
      throw UnknownName(what: "--keep", name: keep, known: SplitInput.GroupingKey.allCases.map(\.rawValue))
    }
    return bond
  }

  private func refuseOverwriting(_ paths: [String]) throws {
    for target in paths where exists(target) {
      if areSameFile(target, path) { throw CommandError("\(target): this is the file to divide; give --output-dir") }
      if !force { throw CommandError("\(target): there is such a file already; --force overwrites it") }
    }
  }

  private func refuseIfChanged(_ contents: FileContents) throws {
    if contents.wasTruncated { throw CommandError("\(path): the file changed while it was read; try again") }
  }

  /// The source's permissions, with which its owner can always read and write the batches.
  private func mode(of contents: FileContents) -> UInt32 { (contents.mode ?? 0) & 0o666 | 0o600 }
}
