import CSV
import Foundation
import Layout
import Linting
import Migration
import Reporting
import TextEncoding

/// The reader and the reference reader read the same.
func fuzzReader(_ input: [UInt8]) {
  guard let choice = input.first, input.count < 4_096 else { return }
  let delimiter = Array(",;\t|".utf8)[Int(choice & 3)]
  let expected = [nil, 1, 2, 3][Int(choice >> 2 & 3)]
  let text = Array(input.dropFirst())
  let read = records(of: text, delimiter: delimiter, expecting: expected)
  let reference = ReferenceReader.records(of: text, delimiter: delimiter, expecting: expected)
  promise(read == reference, "read \(read), the reference \(reference)")
}

private let kinds = [nil] + Kind.builtInNames.map(Optional.some)
private let servers = [nil] + Server.builtInNames.map(Optional.some)

/// A file whose first two bytes choose its kind and its server.
private func sample(_ input: [UInt8]) -> LintSample? {
  guard input.count > 2, input.count < 16_384 else { return nil }
  var sample = LintSample(Array(input.dropFirst(2)))
  sample.options.kind = kinds[Int(input[0]) % kinds.count]
  sample.options.server = servers[Int(input[1]) % servers.count]
  return sample
}

/// A layout lies within its text, and is the same each time.
func fuzzLayout(_ input: [UInt8]) {
  guard let sample = sample(input) else { return }
  var options = LayoutOptions()
  options.kind = sample.options.kind
  options.server = sample.options.server
  let document = sample.input.document
  guard let layout = try? LayoutBuilder(options).layout(of: document),
    let again = try? LayoutBuilder(options).layout(of: document)
  else { return }
  promise(
    layout.rowsStart == again.rowsStart && layout.rowsEnd == again.rowsEnd
      && layout.columns.map(\.name) == again.columns.map(\.name) && layout.kind.name == again.kind.name,
    "two layouts of one document differ")
  promise(
    0...document.text.count ~= layout.rowsStart && layout.rowsStart <= layout.rowsEnd
      && layout.rowsEnd <= document.text.count, "rows \(layout.rowsStart)..<\(layout.rowsEnd)")
  guard layout.isReadable else { return }
  var reader = layout.rowReader()
  var end = layout.rowsStart
  while reader.next() {
    promise(reader.start >= end && reader.end <= document.text.count, "row at \(reader.start)")
    end = reader.end
  }
}

/// Findings lie within the file, and are the same with one thread, with several, and in each report.
func fuzzCheck(_ input: [UInt8]) {
  guard let sample = sample(input) else { return }
  let file = sample.input
  guard let one = try? Linter(options: sample.options).lint(file, threads: 1),
    let several = try? Linter(options: sample.options).lint(file, threads: 3)
  else { return }
  promise(one.descriptions == several.descriptions, "\(one.descriptions) and with threads \(several.descriptions)")
  for finding in one.findings {
    promise(
      finding.range.lowerBound >= 0 && finding.range.upperBound <= file.document.text.count,
      "\(finding.rule.name) at \(finding.range)")
  }
  _ = report(one, [.text, .json])
}

/// Offered fixes are made, errors do not grow, and a second run changes nothing.
func fuzzFix(_ input: [UInt8]) {
  guard var sample = sample(input), input.count < 4_096 else { return }
  for isUnsafe in [false, true] {
    func apply(_ sample: LintSample) -> FixApplier.Outcome? {
      try? FixApplier(Linter(options: sample.options), allowsUnsafe: isUnsafe).apply(sample.input)
    }
    guard let outcome = apply(sample), let bytes = outcome.bytes else { continue }
    let (original, left) = (outcome.original, outcome.file)
    let hides = original.findings.contains { !$0.rule.info.traits.isDisjoint(with: [.obscuresRows, .hidesMeaning]) }
    promise(
      hides || left.count(.error) <= original.count(.error),
      "unsafe \(isUnsafe): \(original.descriptions) became \(left.descriptions)")
    let before = sample.bytes
    sample.bytes = bytes
    let second = apply(sample)
    promise(second?.bytes == nil, "unsafe \(isUnsafe): a second run makes \(second?.fixed.keys.map(\.name) ?? [])")
    sample.bytes = before
  }
}

/// No password of a generated file is in a report or a diff, whatever damage the file has.
func fuzzDisclosure(_ input: [UInt8]) {
  guard input.count > 4, input.count < 1_024 else { return }
  var random = InputGenerator(input)
  var bytes = GeneratedDump.file(&random)
  let damage = [" ", ",", ";", "\"", "\r", "\n", "\t", "\\\"", "\u{A0}", ",,\n", "\n\n", "@", "="]
  while !random.isEmpty {
    let place = Int.random(in: 0...bytes.count, using: &random)
    bytes.insert(contentsOf: damage.randomElement(using: &random)!.utf8, at: place)
  }
  let sample = LintSample(bytes)
  guard let result = try? sample.lint() else { return }
  let secret = Data(GeneratedDump.secret.utf8)
  for format in Format.allCases {
    let text = report(result, [format])
    promise(text.range(of: secret) == nil, "\(format) of \(String(decoding: bytes, as: UTF8.self).debugDescription)")
  }
  guard let outcome = try? FixApplier(Linter(options: sample.options), allowsUnsafe: true).apply(sample.input)
  else { return }
  var diff = Data()
  let output = Output { diff.append(contentsOf: $0) }
  DiffReporter(output, color: false).write(outcome)
  output.flush()
  promise(diff.range(of: secret) == nil, "the diff of \(String(decoding: bytes, as: UTF8.self).debugDescription)")
}

/// What formats print of a file.
private func report(_ result: LintResult, _ formats: [Format]) -> Data {
  var text = Data()
  for format in formats {
    let output = Output { text.append(contentsOf: $0) }
    let reporter = format.reporter(to: output, ReportOptions(version: "0"))
    let file = LintedFile(result)
    var summary = Summary()
    reporter.begin()
    reporter.report(file, shown: file.count)
    summary.add(file, shown: file.count)
    reporter.end(summary)
    output.flush()
  }
  return text
}
