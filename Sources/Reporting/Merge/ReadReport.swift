import JSON
import Linting
import Migration
import Platform

/// Why JSON reports cannot be merged.
public struct ReportError: UserFacingError {
  public var description: String

  init(_ description: String) { self.description = description }
}

/// A JSON report, read and found right. Its findings stay where they are in the text and are read again when they are
/// asked for, so that a report of very many needs little more than its file.
final class ReadReport {
  /// The place of a finding, and the keys that it is sorted and counted by.
  struct Entry {
    /// In the report's text.
    var offset: Int
    /// In the file that the finding is about.
    var place: Int
    var rule: RuleID
    var severity: Severity
  }

  struct File {
    var facts: FileFacts
    var findings: [Entry] = []
    var known: [Entry] = []
  }

  let name: String
  private(set) var shard: Shard?
  private(set) var failOn: FailThreshold?
  private(set) var files: [File] = []
  private let bytes: UnsafeRawBufferPointer
  private let owner: AnyObject?

  /// - Parameters:
  ///   - owner: what keeps the bytes alive.
  ///   - name: names the report in errors.
  init(_ bytes: UnsafeRawBufferPointer, owner: AnyObject?, name: String) throws(ReportError) {
    self.bytes = bytes
    self.owner = owner
    self.name = name
    do {
      try read()
    } catch {
      guard let error = error as? JSONScanner.Malformed else { throw ReportError("\(name): \(error)") }
      let before = bytes[..<min(error.offset, bytes.count)]
      let line = before.count { $0 == 0x0A } + 1
      let column = before.suffix(from: before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0).count { $0 & 0xC0 != 0x80 } + 1
      throw ReportError("\(name):\(line):\(column): \(error.text)")
    }
  }

  /// A finding; nil where the text is not any more what it was.
  func finding(_ entry: Entry) -> ReadFinding? {
    var scanner = JSONScanner(bytes, from: entry.offset)
    guard let finding = try? ReadFinding(&scanner), finding.rule == entry.rule, finding.severity == entry.severity
    else { return nil }
    return finding
  }

  private func read() throws {
    var scanner = JSONScanner(bytes)
    var stated = Summary()
    var hasVersion = false
    try scanner.object(["version", "tool", "files", "summary", "shard", "failOn"], required: 4) { scanner, index in
      // What has another version is not judged by this one's members.
      if index != 0, !hasVersion { throw scanner.malformed("a JSON report of batchlint begins with its version") }
      switch index {
      case 0:
        let version = try scanner.integer(0...Int.max)
        guard version == 1 else {
          throw scanner.malformed("the report has version \(version), and this batchlint reads version 1")
        }
        hasVersion = true
      case 1: try ReadReport.readTool(&scanner)
      case 2: try scanner.array { scanner in try files.append(ReadReport.file(&scanner)) }
      case 3: stated = try ReadReport.summary(&scanner)
      case 4: shard = try ReadReport.shard(&scanner)
      default: failOn = try scanner.choice("a threshold")
      }
    }
    try scanner.end()
    try check(stated, scanner)
  }

  /// A report that does not list all that it counts would make the merged one look better than the files are.
  private func check(_ stated: Summary, _ scanner: JSONScanner) throws {
    var found = Summary()
    for file in files {
      found.files += 1
      found.rows += file.facts.rows
      found.shown += file.findings.count
      for entry in file.findings { found.count(entry.severity) }
    }
    if stated.shown < stated.findings, stated.shown == found.shown {
      throw ReportError(
        "only \(stated.shown) of \(stated.findings) findings are listed; give --max-findings to merge, not to check")
    }
    guard stated == found else { throw scanner.malformed("the summary counts otherwise than the files") }
  }

  private static func readTool(_ scanner: inout JSONScanner) throws {
    try scanner.object(["name", "version"], required: 2) { scanner, index in
      let text = try scanner.string()
      if index == 0, text != "batchlint" { throw scanner.malformed("this is the report of another program") }
    }
  }

  private static func summary(_ scanner: inout JSONScanner) throws -> Summary {
    var summary = Summary()
    try scanner.object(["files", "rows", "errors", "warnings", "infos", "shown"], required: 6) { scanner, index in
      let number = try scanner.integer(counts)
      switch index {
      case 0: summary.files = number
      case 1: summary.rows = number
      case 2: summary.errors = number
      case 3: summary.warnings = number
      case 4: summary.infos = number
      default: summary.shown = number
      }
    }
    return summary
  }

  private static func shard(_ scanner: inout JSONScanner) throws -> Shard {
    var numbers = (0, 0)
    try scanner.object(["index", "count"], required: 2) { scanner, index in
      let number = try scanner.integer(counts)
      if index == 0 { numbers.0 = number } else { numbers.1 = number }
    }
    guard let shard = Shard(numbers.0, of: numbers.1) else { throw scanner.malformed("there is no such shard") }
    return shard
  }

  private static func file(_ scanner: inout JSONScanner) throws -> File {
    var file = File(facts: FileFacts(path: "", kind: "", server: "", encoding: "", delimiter: 0, rows: 0, bytes: 0))
    var probe: ReadProbe?
    var attempts: ReadProbe.Attempts?
    try scanner.object(
      [
        "path", "kind", "server", "encoding", "delimiter", "rows", "bytes", "findings", "serverReason", "firstRow",
        "probe", "attempts", "known", "kindReason", "headerLine",
      ], required: 8
    ) { scanner, index in
      switch index {
      case 0: file.facts.path = try scanner.string()
      case 1: file.facts.kind = try scanner.string()
      case 2: file.facts.server = try scanner.string()
      case 3: file.facts.encoding = try scanner.string()
      case 4:
        let text = try scanner.string().utf8
        guard text.count == 1, let byte = text.first else { throw scanner.malformed("expected one character") }
        file.facts.delimiter = byte
      case 5: file.facts.rows = try scanner.integer(counts)
      case 6: file.facts.bytes = try scanner.integer(counts)
      case 7: file.findings = try entries(&scanner)
      case 8: file.facts.serverReason = try scanner.string()
      case 9: file.facts.firstRow = try scanner.integer(1...counts.upperBound)
      case 10: probe = try ReadProbe(&scanner)
      case 11: attempts = try ReadProbe.Attempts(&scanner)
      case 12: file.known = try entries(&scanner)
      case 13: file.facts.kindReason = try scanner.string()
      default: file.facts.headerLine = try scanner.null() ? nil : scanner.integer(1...counts.upperBound)
      }
    }
    guard (probe == nil) == (attempts == nil) else { throw scanner.malformed("probe and attempts stand only together") }
    if let probe, let attempts {
      file.facts.probe = probe.facts(with: attempts)
      guard file.facts.probe != nil else { throw scanner.malformed("the probe counts otherwise than its attempts") }
    }
    return file
  }

  private static func entries(_ scanner: inout JSONScanner) throws -> [Entry] {
    var entries: [Entry] = []
    try scanner.array { scanner in
      let offset = scanner.offset
      let finding = try ReadFinding(&scanner)
      entries.append(Entry(offset: offset, place: finding.bytes.offset, rule: finding.rule, severity: finding.severity))
    }
    return entries
  }

  private static let counts = 0...(1 << 50)
}
