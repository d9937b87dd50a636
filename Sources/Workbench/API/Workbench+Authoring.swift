import Authoring
import Files
import JSON
import Layout
import Linting
import Migration
import Workbook

/// What makes other files of the file: converting and splitting.
extension Workbench {
  /// Makes the CSV file that the service accepts of a workbook, an export or a list, as `batchlint convert` does, and
  /// shows it. The file on disk stays as it is.
  func convert(_ message: JSONValue) throws -> Response {
    let file = try current(message)
    let name = options.server ?? "any"
    guard let server = try options.ownServers.first(where: { $0.name == name }) ?? Server.builtIn(name) else {
      throw UnknownName(what: "server", name: name, known: choices.servers.map(\.name))
    }
    let document = try Document.open(
      copying: file.bytes, encoding: options.encoding, sheet: options.sheet)
    let conversion = try FileConversion(document, path: file.baseName, server: server)
    let stem = file.baseName.prefix(upTo: file.baseName.lastIndex(of: ".") ?? file.baseName.endIndex)
    self.file = try OpenFile(conversion.bytes, name: "\(stem).csv", options)
    self.file?.noteUnsaved()
    return state { writer in
      writer.array("remarks") { writer in
        for remark in conversion.remarks { writer.string(remark.sentence) }
      }
    }
  }

  /// The batches that `batchlint split` writes.
  func batches(_ target: RequestTarget) throws -> Response {
    let (_, batches) = try divided(target)
    return .json { writer in
      writer.array("batches") { writer in
        for batch in batches {
          writer.object { writer in
            writer.member("name", batch.name)
            writer.member("rows", batch.rows.count)
            writer.member("bytes", batch.bytes)
          }
        }
      }
    }
  }

  /// The same as one archive.
  func batchArchive(_ target: RequestTarget) throws -> Response {
    let (input, batches) = try divided(target)
    var archive = ZIPWriter()
    for batch in batches {
      var sink = MemorySink()
      try input.write(batch, to: &sink)
      archive.add(batch.name, sink.bytes)
    }
    return .file(archive.bytes(), named: "batches.zip", type: "application/zip")
  }

  /// The script that creates the migration batch, and the checklist, as `batchlint plan` writes them.
  func planArchive(_ target: RequestTarget) throws -> Response {
    let plan = try plan(target)
    var archive = ZIPWriter()
    archive.add("migrate.ps1", MigrationScript(plan, version: configuration.version).bytes)
    archive.add("plan.md", Array(MigrationChecklist(plan).text.utf8))
    return .file(archive.bytes(), named: "plan.zip", type: "application/zip")
  }

  /// Whether the migration can be planned; the page asks before it downloads.
  func planSummary(_ target: RequestTarget) throws -> Response {
    let plan = try plan(target)
    return .json { $0.member("mailboxes", plan.mailboxes) }
  }

  /// - Throws: why the migration cannot be planned.
  private func plan(_ target: RequestTarget) throws -> MigrationPlan {
    var settings = MigrationSettings()
    func text(_ name: Substring) -> String? { target.parameters[name].flatMap { $0.isEmpty ? nil : $0 } }
    settings.host = text("host") ?? configuration.endpoint?.host
    settings.port = target.number("port") ?? configuration.endpoint?.port
    settings.security = text("security") ?? configuration.endpoint?.security
    settings.concurrency = target.number("concurrency") ?? settings.concurrency
    settings.targetDeliveryDomain = text("delivery")
    let file = try openFile()
    let errors = file.result.count(.error)
    guard errors == 0 else {
      throw Refusal(
        status: .unprocessableEntity, sentence: "\(file.baseName): \(counted(errors, "error")); fix them first")
    }
    return try MigrationPlan([file.result], settings)
  }

  private func divided(_ target: RequestTarget) throws -> (input: SplitInput, batches: [Batch]) {
    let file = try openFile()
    var wishes = SplitOptions(rows: target.number("rows"), pilot: target.number("pilot"))
    if let name = target.parameters["keep"], !name.isEmpty {
      wishes.keep = SplitInput.GroupingKey(rawValue: name)
      guard wishes.keep != nil else { throw Refusal.malformed("no such grouping") }
    }
    var input = file.result.context.input
    input.path = file.baseName
    let split = try SplitInput(input, options: options)
    return (split, try split.batches(wishes))
  }
}

/// Bytes that are kept in memory.
private struct MemorySink: ByteSink {
  var bytes: [UInt8] = []

  mutating func write(_ more: UnsafeRawBufferPointer) throws(FileError) { bytes += more }
}

extension FileConversion.Remark {
  /// What is read on the page.
  fileprivate var sentence: String {
    switch self {
    case .summary(let text), .decision(let text), .result(let text): text
    case .skipped(let line, let reason): "line \(grouped(line)) skipped: \(reason)"
    }
  }
}
