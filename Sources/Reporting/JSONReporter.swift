import Linting
import Migration

/// The JSON report, version 1, of the contract.
final class JSONReporter: Reporter {
  private let output: Output
  private let version: String
  private var isFirst = true

  init(_ output: Output, _ options: ReportOptions) {
    self.output = output
    version = options.version
  }

  func begin() {
    output.put("{\"version\":1,\"tool\":{\"name\":\"batchlint\",\"version\":")
    output.putJSON(version)
    output.put("},\"files\":[")
  }

  func report(_ file: FileReport, shown: Int) {
    output.put(isFirst ? "\n" : ",\n")
    isFirst = false
    let table = file.table
    output.put("{\"path\":")
    output.putJSON(file.path)
    output.put(",\"kind\":")
    output.putJSON(table.kind.name)
    output.put(",\"server\":")
    output.putJSON(table.server.name)
    if let reason = table.serverReason {
      output.put(",\"serverReason\":")
      output.putJSON(reason)
    }
    output.put(",\"encoding\":")
    output.putJSON(table.document.encodingName)
    output.put(",\"delimiter\":")
    output.putJSON([table.prelude.rowDelimiter ?? table.prelude.delimiter])
    output.put(",\"rows\":")
    output.put(file.rows)
    output.put(",\"bytes\":")
    output.put(table.document.original.count)
    output.put(",\"findings\":[")
    var writer = JSONFinding(output: output, file: file)
    for (index, finding) in file.findings.prefix(shown).enumerated() {
      output.put(index == 0 ? "\n" : ",\n")
      output.put("{")
      writer.write(finding, of: file)
    }
    output.put("]}")
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

/// One finding a line, each a JSON object with its file's path.
final class JSONLinesReporter: Reporter {
  private let output: Output

  init(_ output: Output) { self.output = output }

  func begin() {}

  func report(_ file: FileReport, shown: Int) {
    var writer = JSONFinding(output: output, file: file)
    for finding in file.findings.prefix(shown) {
      output.put("{\"path\":")
      output.putJSON(file.path)
      output.put(",")
      writer.write(finding, of: file)
      output.put("\n")
    }
  }

  func end(_ summary: Summary) {}
}

/// The members of a finding's object, its closing brace included.
struct JSONFinding {
  let output: Output
  private var message: [UInt8] = []
  /// What is the same for every finding of a rule: its name as a JSON member, and its help.
  private var heads: [RuleID: [UInt8]] = [:]
  private var helps: [RuleID: [UInt8]] = [:]

  private let fixer: Fixer

  init(output: Output, file: FileReport) {
    self.output = output
    fixer = Fixer(file)
  }

  mutating func write(_ finding: Finding, of file: FileReport) {
    if heads[finding.rule] == nil {
      heads[finding.rule] = Array("\"rule\":\"\(finding.rule.name)\",\"severity\":\"".utf8)
      helps[finding.rule] = Array(",\"help\":\"\(Catalogue.help(finding.rule.name))\"".utf8)
    }
    let span = file.span(of: finding)
    let bytes = file.bytes(of: finding)
    output.put(heads[finding.rule]!)
    output.put(finding.severity.rawValue)
    output.put("\",\"message\":")
    message.removeAll(keepingCapacity: true)
    file.render(finding.message, of: finding, into: &message)
    output.putJSON(message)
    put(",\"line\":", span.start.line)
    put(",\"column\":", span.start.column)
    put(",\"endLine\":", span.end.line)
    put(",\"endColumn\":", span.end.column)
    put(",\"byteOffset\":", bytes.offset)
    put(",\"byteLength\":", bytes.length)
    if let row = finding.place.row { put(",\"row\":", row) } else { output.put(",\"row\":null") }
    output.put(",\"field\":")
    if let name = file.fieldName(of: finding) { output.putJSON(name) } else { output.put("null") }
    if let field = finding.field { put(",\"fieldIndex\":", field + 1) } else { output.put(",\"fieldIndex\":null") }
    output.put(",\"cell\":\"")
    output.put(file.columnLetters(of: finding))
    output.put(finding.place.record)
    output.put("\",\"service\":")
    if let service = file.serviceMessage(of: finding) { output.putJSON(service) } else { output.put("null") }
    output.put(helps[finding.rule]!)
    output.put(",\"related\":[")
    if let related = finding.related { write(related, of: finding, in: file) }
    output.put("],\"fix\":")
    if let fix = fixer.fix(for: finding) { write(fix, of: finding, in: file) } else { output.put("null") }
    output.put("}")
  }

  /// More edits than this are told as one, from the first to the last.
  private static let mostEdits = 50

  /// The new text stands there only where it holds no secret.
  private func write(_ fix: Fix, of finding: Finding, in file: FileReport) {
    output.put("{\"title\":")
    output.putJSON(fix.title)
    output.put(fix.isSafe ? ",\"safe\":true,\"edits\":[" : ",\"safe\":false,\"edits\":[")
    if fix.becomesUTF8 {
      put("{\"byteOffset\":", 0)
      put(",\"byteLength\":", file.table.document.original.count)
      output.put("}")
    } else if fix.edits.count > JSONFinding.mostEdits {
      write(fix.edits[0].range.lowerBound..<fix.edits[fix.edits.count - 1].range.upperBound, newText: nil, in: file)
    } else {
      let isOpen = file.mayQuote(finding)
      for (index, edit) in fix.edits.enumerated() {
        if index > 0 { output.put(",") }
        write(edit.range, newText: isOpen || edit.text.isEmpty ? edit.text : nil, in: file)
      }
    }
    output.put("]}")
  }

  private func write(_ range: Range<Int>, newText: [UInt8]?, in file: FileReport) {
    let start = file.table.document.originalOffset(of: range.lowerBound)
    put("{\"byteOffset\":", start)
    put(",\"byteLength\":", range.isEmpty ? 0 : file.table.document.originalOffset(of: range.upperBound) - start)
    if let newText {
      output.put(",\"newText\":")
      output.putJSON(newText)
    }
    output.put("}")
  }

  private func write(_ related: Finding.Related, of finding: Finding, in file: FileReport) {
    let place = file.position(of: related.range.lowerBound, in: related.place)
    output.put("{\"message\":")
    output.putJSON(file.message(of: related, for: finding))
    put(",\"line\":", place.line)
    put(",\"column\":", place.column)
    output.put("}")
  }

  private func put(_ name: StaticString, _ number: Int) {
    output.put(name)
    output.put(number)
  }
}
