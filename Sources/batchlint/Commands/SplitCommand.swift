import ArgumentParser
import Files
import Linting
import Authoring
import Layout

/// `batchlint split FILE`: batches that keep within the limits.
struct Split: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "split", abstract: "Split a migration file into batches within the limits.",
    discussion: """
      Each batch contains the header row and some of the rows, byte for byte; together the batches contain every row \
      once. Batches have the permissions of the file. Prints a line per batch: name, rows, bytes.

      Examples:
        batchlint split users.csv
        batchlint split --pilot 20 --keep domain --output-dir batches users.csv
      """)

  @Argument(help: ArgumentHelp("The migration file.", valueName: "FILE"), completion: .migrationFile) var path: String
  @Option(help: ArgumentHelp("Maximum number of rows per batch.", valueName: "n")) var rows: Int?
  @Option(
    help: ArgumentHelp(
      "Create a pilot batch of this many rows, from all domains, spread over the file.", valueName: "n"))
  var pilot: Int?
  @Option(
    help: ArgumentHelp(
      "Keep the rows of a domain or of an admin in one batch if they fit: domain or admin.", valueName: "what"),
    completion: .list(SplitInput.GroupingKey.allCases.map(\.rawValue)))
  var keep: String?
  @Option(
    help: ArgumentHelp("The directory for the batches; default: next to the file.", valueName: "dir"),
    completion: .directory)
  var outputDir: String?
  @Flag(help: "Print the batches without writing them.") var dryRun = false
  @Flag(help: "Overwrite existing batches.") var force = false

  @OptionGroup(title: "Input") var subject: SubjectOptions
  @OptionGroup(title: "Configuration") var configured: ConfigurationOptions

  func run() throws {
    let wishes = SplitOptions(rows: rows, pilot: pilot, keep: try bond())
    let options = try ConfigurationResolver(subject, configured).options(for: path)
    let contents = try FileContents.open(path: path)
    let roster = try SplitInput(
      Input(path: path, document: try Document.open(contents, path: path, options)),
      options: options)
    let batches = try roster.batches(wishes)
    let files = batches.map { (batch: $0, path: join(outputDir ?? directoryPart(of: path), $0.name)) }
    try refuseOverwriting(files.map(\.path))
    try refuseIfChanged(contents)
    if let outputDir, !dryRun, !exists(outputDir) { try createPrivateDirectory(outputDir) }
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
      if areSameFile(target, path) { throw CommandError("\(target) is the file to split; use --output-dir") }
      if !force { throw CommandError("\(target): file exists; overwrite it with --force") }
    }
  }

  private func refuseIfChanged(_ contents: FileContents) throws {
    if contents.wasTruncated { throw CommandError("\(path): the file changed while it was read; try again") }
  }

  /// The source's permissions, with which its owner can always read and write the batches.
  private func mode(of contents: FileContents) -> UInt32 { (contents.mode ?? 0) & 0o666 | 0o600 }
}
