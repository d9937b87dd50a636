import Linting

/// The JSON report, version 1, of the contract.
final class JSONReporter: Reporter {
  private let output: Output
  private let options: ReportOptions
  @exclusivity(unchecked) private var isFirst = true

  init(_ output: Output, _ options: ReportOptions) {
    self.output = output
    self.options = options
  }

  func begin() {
    output.put("{\"version\":1,\"tool\":{\"name\":\"batchlint\",\"version\":")
    output.putJSON(options.version)
    output.put("}")
    if let shard = options.shard { output.put(",\"shard\":{\"index\":\(shard.index),\"count\":\(shard.count)}") }
    if options.isMergeable { output.put(",\"failOn\":\"\(options.failOn?.rawValue ?? "never")\"") }
    output.put(",\"files\":[")
  }

  func report(_ file: any ReportedFile, shown: Int) {
    output.put(isFirst ? "\n" : ",\n")
    isFirst = false
    let facts = file.facts
    output.put("{\"path\":")
    output.putJSON(facts.path)
    output.put(",\"kind\":")
    output.putJSON(facts.kind)
    if let reason = facts.kindReason {
      output.put(",\"kindReason\":")
      output.putJSON(reason)
    }
    output.put(",\"server\":")
    output.putJSON(facts.server)
    if let reason = facts.serverReason {
      output.put(",\"serverReason\":")
      output.putJSON(reason)
    }
    output.put(",\"encoding\":")
    output.putJSON(facts.encoding)
    output.put(",\"delimiter\":")
    output.putJSON([facts.delimiter])
    output.put(",\"headerLine\":")
    if let line = facts.headerLine { output.put(line) } else { output.put("null") }
    output.put(",\"rows\":")
    output.put(facts.rows)
    output.put(",\"bytes\":")
    output.put(facts.bytes)
    if options.isMergeable, let row = facts.firstRow {
      output.put(",\"firstRow\":")
      output.put(row)
    }
    if let probe = facts.probe { JSONProbe(output: output, isMergeable: options.isMergeable).write(probe, of: file) }
    output.put(",\"findings\":[")
    write(0..<shown, of: file)
    output.put("]")
    if options.isMergeable, file.knownCount > 0 {
      output.put(",\"known\":[")
      write(file.count..<file.count + file.knownCount, of: file)
      output.put("]")
    }
    output.put("}")
  }

  private func write(_ findings: Range<Int>, of file: any ReportedFile) {
    FindingParts(findings, of: file).write(to: output) { output in
      JSONFindings(output, first: findings.lowerBound, isMergeable: options.isMergeable)
    }
  }

  func end(_ summary: Summary) {
    output.put("],\n\"summary\":{\"files\":")
    output.put(summary.files)
    output.put(",\"rows\":")
    output.put(summary.rows)
    output.put(",\"errors\":")
    output.put(summary.errors)
    output.put(",\"warnings\":")
    output.put(summary.warnings)
    output.put(",\"infos\":")
    output.put(summary.infos)
    output.put(",\"shown\":")
    output.put(summary.shown)
    output.put("}}\n")
  }
}

/// The elements of an array of findings, one a line.
private final class JSONFindings: FindingWriter {
  private let output: Output
  private let finding: JSONFinding
  /// Of the whole array.
  private let first: Int

  init(_ output: Output, first: Int, isMergeable: Bool) {
    (self.output, self.first) = (output, first)
    finding = JSONFinding(output: output, isMergeable: isMergeable)
  }

  func write(_ findings: Range<Int>, of file: any ReportedFile) {
    for index in findings {
      output.put(index == first ? "\n{" : ",\n{")
      finding.write(index, of: file)
    }
  }
}
