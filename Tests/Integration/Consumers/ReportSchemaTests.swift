import Foundation
import Linting
import Reporting
import TestSupport
import Testing

/// JSON reports under their schemas, by check-jsonschema.
@Suite("Integration: report schemas", .enabled(if: VirtualEnvironment.isInstalled, "run `make venv`"))
struct ReportSchemaTests {
  private static let schemas = Fixture.root.deletingLastPathComponent().appendingPathComponent("shared/corpora/schemas")
    .path
  private static let sets = ReportSamples.all.map { [$0] } + [ReportSamples.all, []]

  private func json(_ files: [any ReportedFile], isMergeable: Bool = false) -> String {
    var options = ReportOptions(version: "0.1.0")
    options.isMergeable = isMergeable
    return String(decoding: ReportSamples.report(files, as: .json, options: options), as: UTF8.self)
  }

  @Test(
    "JSON of a published schema is valid by it",
    .enabled(if: FileManager.default.fileExists(atPath: schemas), "the published schemas are not beside the project"),
    arguments: [(Format.rdjson, "rdf-DiagnosticResult.json"), (.sarif, "sarif-schema-2.1.0.json")])
  func schema(format: Format, schema: String) throws {
    let folder = try TemporaryFolder()
    var files: [String] = []
    for (index, samples) in Self.sets.enumerated() {
      files.append(try folder.write(Array(ReportSamples.report(samples, as: format)), as: "\(index).json"))
    }
    let result = try VirtualEnvironment.run("check-jsonschema", ["--schemafile", "\(Self.schemas)/\(schema)"] + files)
    #expect(result.status == 0, "\(result.output)\(result.errors)")
    try folder.write("{\"runs\": 1, \"diagnostics\": 1}", as: "bad.json")
    let refused = try VirtualEnvironment.run(
      "check-jsonschema", ["--schemafile", "\(Self.schemas)/\(schema)", folder.path("bad.json")])
    #expect(refused.status == 1)
  }

  @Test(
    "The JSON report is valid by the schema that comes with the project, for every fixture")
  func ownSchema() throws {
    let folder = try TemporaryFolder()
    var files = try Self.sets.enumerated().map { index, samples in
      try folder.write(Array(ReportSamples.report(samples, as: .json)), as: "\(index).json")
    }
    let fixtures = Fixture.root.appendingPathComponent("fixtures").path
    for (index, options) in [[], ["--mergeable"], ["--shard", "2/3"]].enumerated() {
      let result = try Program.run(["check", "--no-config", "--format", "json"] + options + [fixtures])
      files.append(try folder.write(result.output, as: "fixtures\(index).json"))
    }
    let part = try Program.run([
      "check", "--no-config", "--format", "json", "--shard", "1/2", fixtures + "/bad/several-defects.csv",
    ])
    #expect(part.output.contains("\"firstRow\":1"))
    files.append(try folder.write(part.output, as: "part.json"))
    let schema = Fixture.root.appendingPathComponent("rules/schemas/report.json").path
    let valid = try VirtualEnvironment.run("check-jsonschema", ["--schemafile", schema] + files)
    #expect(valid.status == 0, "\(valid.output)\(valid.errors)")
  }

  @Test(
    "JSON of a probe is valid by the schema that comes with the project")
  func probeSchema() throws {
    let folder = try TemporaryFolder()
    let files = try [
      ProbeSamples.file(), ProbeSamples.file(stopped: "the run was interrupted"),
      ProbeSamples.file(ProbeSamples.text, []),
    ].enumerated().flatMap { index, file in
      try [false, true].map { try folder.write(json([file], isMergeable: $0), as: "\(index)\($0).json") }
    }
    let schema = Fixture.root.appendingPathComponent("rules/schemas/report.json").path
    let valid = try VirtualEnvironment.run("check-jsonschema", ["--schemafile", schema] + files)
    #expect(valid.status == 0, "\(valid.output)\(valid.errors)")
    let report = json([try ProbeSamples.file()])
    for (part, damage) in [
      ("\"ok\":2", "\"OK\":2"), ("\"verdict\":\"ok\",", ""), ("\"milliseconds\":48", "\"milliseconds\":-1"),
      ("\"folders\":4,", ""),
    ] {
      try folder.write(report.replacing(part, with: damage), as: "bad.json")
      let refused = try VirtualEnvironment.run("check-jsonschema", ["--schemafile", schema, folder.path("bad.json")])
      #expect(refused.status == 1, "\(damage)")
    }
  }
}
