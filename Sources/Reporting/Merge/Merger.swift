import Linting

/// Puts JSON reports of several machines together: of other files, or of parts of the same.
public struct Merger {
  private var reports: [ReadReport] = []

  public init() {}

  /// Reads a report.
  ///
  /// - Parameters:
  ///   - owner: what keeps the bytes alive.
  ///   - name: names the report in errors.
  /// - Throws: where it is none of version 1, with the place.
  public mutating func add(_ bytes: UnsafeRawBufferPointer, owner: AnyObject?, name: String) throws(ReportError) {
    reports.append(try ReadReport(bytes, owner: owner, name: name))
  }

  /// The strictest threshold that a report was made with; nil where none says.
  public var failOn: FailThreshold? {
    let thresholds = reports.compactMap(\.failOn)
    return thresholds.min {
      ($0.severity ?? .error, $0.severity == nil ? 1 : 0) < ($1.severity ?? .error, $1.severity == nil ? 1 : 0)
    }
  }

  /// The files in the contract's order, equal findings once.
  ///
  /// - Throws: where a shard is missing, or two reports do not speak of the same file.
  public func files() throws(ReportError) -> [MergedFile] {
    try refuseMissingShards()
    var parts: [String: [Part]] = [:]
    for (number, report) in reports.enumerated() {
      for file in report.files { parts[file.facts.path, default: []].append(Part(file: file, report: number)) }
    }
    var files: [MergedFile] = []
    for path in parts.keys.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
      files.append(try merged(parts[path]!))
    }
    return files
  }

  /// What one report says of a file.
  private struct Part {
    var file: ReadReport.File
    var report: Int
  }

  private func refuseMissingShards() throws(ReportError) {
    let shards = Set(reports.compactMap(\.shard))
    for count in Set(shards.map(\.count)).sorted() {
      let given = shards.filter { $0.count == count }
      guard given.count < count,
        let missing = (1...count).first(where: { index in !given.contains { $0.index == index } })
      else { continue }
      throw ReportError("missing report of shard \(missing)/\(count): \(given.count) of \(count) given")
    }
  }

  private func merged(_ parts: [Part]) throws(ReportError) -> MergedFile {
    for part in parts.dropFirst() { try refuseConflict(parts[0], part) }
    let probed = parts.filter { $0.file.facts.probe != nil }
    if probed.count > 1 { throw refusal(ofProbes: probed[0], probed[1]) }
    let sorted = parts.sorted {
      ($0.file.facts.firstRow ?? 0, $0.file.facts.rows) < ($1.file.facts.firstRow ?? 0, $1.file.facts.rows)
    }
    var facts = sorted[0].file.facts
    facts.rows = 0
    facts.firstRow = nil
    facts.probe = probed.first?.file.facts.probe
    var findings: [MergedFile.Entry] = []
    var known: [MergedFile.Entry] = []
    var next = 0
    while next < sorted.count {
      let own = sorted[next].file.facts
      let same = sorted[next...].prefix { $0.file.facts.firstRow == own.firstRow && $0.file.facts.rows == own.rows }
      try refuseGap(sorted[next], behind: facts.rows)
      facts.rows += own.rows
      findings += united(
        same.map { part in part.file.findings.map { MergedFile.Entry(entry: $0, report: part.report) } })
      known += united(same.map { part in part.file.known.map { MergedFile.Entry(entry: $0, report: part.report) } })
      next = same.endIndex
    }
    return MergedFile(facts, Merger.sorted(findings), known: Merger.sorted(known), reports)
  }

  /// What both say of the whole file must be the same.
  private func refuseConflict(_ one: Part, _ other: Part) throws(ReportError) {
    let (a, b) = (one.file.facts, other.file.facts)
    let claims: [(what: String, String, String)] = [
      ("size", counted(a.bytes, "byte"), counted(b.bytes, "byte")), ("kind", a.kind, b.kind),
      ("server", a.server, b.server),
      ("reason for the kind", a.kindReason ?? "none", b.kindReason ?? "none"),
      ("reason for the server", a.serverReason ?? "none", b.serverReason ?? "none"),
      ("encoding", a.encoding, b.encoding),
      ("delimiter", String(Unicode.Scalar(a.delimiter)), String(Unicode.Scalar(b.delimiter))),
      ("extent", a.firstRow == nil ? "whole" : "part", b.firstRow == nil ? "whole" : "part"),
      ("number of rows", a.firstRow == nil ? grouped(a.rows) : "", b.firstRow == nil ? grouped(b.rows) : ""),
    ]
    guard let claim = claims.first(where: { $0.1 != $0.2 }) else { return }
    throw ReportError(
      PlainText.plain(
        """
        \(a.path): its \(claim.what) is “\(claim.1)” in \(reports[one.report].name) and “\(claim.2)” in \
        \(reports[other.report].name): these are not reports of the same file
        """
      ))
  }

  /// Two runs met the server at different times: neither's numbers are the other's, too.
  private func refusal(ofProbes one: Part, _ other: Part) -> ReportError {
    ReportError(
      PlainText.plain(
        """
        \(one.file.facts.path): it was probed in \(reports[one.report].name) and in \(reports[other.report].name): of \
        the probes of a file only one can be reported
        """
      ))
  }

  /// Parts must follow each other without a gap, and none may have another's rows.
  private func refuseGap(_ part: Part, behind rows: Int) throws(ReportError) {
    guard let first = part.file.facts.firstRow, first != rows + 1 else { return }
    let name = reports[part.report].name
    let path = PlainText.plain(part.file.facts.path)
    throw ReportError(
      first > rows + 1
        ? "\(path): rows \(rows + 1) to \(first - 1) are missing; \(name) begins at row \(first)"
        : "\(path): row \(first) is in \(name) and in another report: not shards of the same run")
  }

  /// The findings of reports about the same rows, those that are equal once.
  private func united(_ all: [[MergedFile.Entry]]) -> [MergedFile.Entry] {
    guard var union = all.first else { return [] }
    for more in all.dropFirst() {
      var free = Dictionary(grouping: union.indices, by: { union[$0].entry.place })
      for entry in more {
        let place = entry.entry.place
        if let same = free[place]?.firstIndex(where: { isSame(union[$0], entry) }) {
          free[place]?.remove(at: same)
        } else {
          union.append(entry)
        }
      }
    }
    return union
  }

  private func isSame(_ a: MergedFile.Entry, _ b: MergedFile.Entry) -> Bool {
    guard a.entry.rule == b.entry.rule, let one = reports[a.report].finding(a.entry),
      let other = reports[b.report].finding(b.entry)
    else { return false }
    return one.isSame(as: other)
  }

  /// In the contract's order; findings at the same place keep their order.
  private static func sorted(_ entries: [MergedFile.Entry]) -> [MergedFile.Entry] {
    func isBefore(_ a: MergedFile.Entry, _ b: MergedFile.Entry) -> Bool {
      a.entry.place != b.entry.place
        ? a.entry.place < b.entry.place : a.entry.rule != b.entry.rule && a.entry.rule.name < b.entry.rule.name
    }
    let isSorted = entries.indices.dropFirst().allSatisfy { !isBefore(entries[$0], entries[$0 - 1]) }
    return isSorted
      ? entries
      : entries.enumerated().sorted {
        isBefore($0.element, $1.element) || !isBefore($1.element, $0.element) && $0.offset < $1.offset
      }.map(\.element)
  }
}
