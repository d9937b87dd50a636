import Foundation
import Linting
import TestSupport
import Testing

/// No password in any output: a token is in every secret cell of every fixture, and is looked for in
/// all that comes out, in every format, as it is and encoded.
@Suite("Secrets")
struct SecretTests {
  @Test("A planted password appears in no output of any format")
  func planted() throws {
    let folder = try TemporaryFolder()
    var planted = 0
    for (number, fixture) in (Fixture.bad + Fixture.good).enumerated() {
      guard let (bytes, count) = try Canary.planted(fixture) else { continue }
      planted += count
      try folder.write(bytes, as: "files/\(number).csv")
    }
    #expect(planted > 0)
    try folder.write(
      "rules:\n  - {column: Password, pattern: \"^[0-9]{40}$\", min-length: 500, unique: true, values: [x]}\n",
      as: "own.yaml")
    for settings in [
      ["--no-config"], ["--no-config", "--server", "dovecot", "--admin", "mailadmin"],
      ["--config", folder.path("own.yaml")],
    ] {
      var arguments = ["check", "--verbose", "--mergeable", "--color", "always", "--fail-on", "info"] + settings
      let formats = [
        "concise", "json", "jsonl", "junit", "junit-strict", "sarif", "github", "gitlab", "checkstyle", "rdjson",
        "azure", "teamcity", "tap", "markdown", "html",
      ]
      for format in formats { arguments += ["--format", "\(format)=\(folder.path(format))"] }
      arguments += ["--format", "text", folder.path("files")]
      let result = try Program.run(arguments)
      #expect(result.status == 1)
      let diff = try Program.run(
        ["check", "--diff", "--unsafe", "--color", "always"] + settings + [folder.path("files")])
      var outputs = [("text", result.bytes), ("diff", diff.bytes)]
      for format in formats {
        outputs.append((format, try Data(contentsOf: URL(fileURLWithPath: folder.path(format)))))
      }
      for (format, data) in outputs {
        #expect(!data.isEmpty)
        for disguise in Canary.disguises {
          let found = data.range(of: Data(disguise.utf8))
          let place = found.map { data[max(0, $0.lowerBound - 200)..<$0.upperBound] } ?? Data()
          #expect(found == nil, "\(format): \(String(decoding: place, as: UTF8.self))")
        }
      }
    }
  }

  @Test("What split and template say of a file has no planted password")
  func dividedAndListed() throws {
    let folder = try TemporaryFolder()
    // A third of them: they are many, and two programs start for each.
    for (number, fixture) in (Fixture.bad + Fixture.good).enumerated() where number % 3 == 0 {
      if let (bytes, _) = try Canary.planted(fixture) { try folder.write(bytes, as: "\(number).csv") }
    }
    let result = try Program.shell(
      """
      for file in *.csv; do
        "$BATCHLINT" split --no-config --rows 2 --pilot 1 --keep admin --output-dir . $file
        "$BATCHLINT" template --users $file >/dev/null
      done
      """, in: folder.path)
    #expect(!result.output.isEmpty)
    #expect(!result.errors.isEmpty)
    for disguise in Canary.disguises { #expect(result.bytes.range(of: Data(disguise.utf8)) == nil) }
  }

  @Test("The first row of a file without a header row is not shown, addresses or not")
  func headless() throws {
    let folder = try TemporaryFolder()
    try folder.write("alberta,alberta,\(Canary.token)\nbruno,bruno,\(Canary.token)\n", as: "a.csv")
    try folder.write("alberta@contoso.com,alberta,\(Canary.token)\n", as: "b.csv")
    try folder.write("\(Canary.token)\n", as: "c.csv")
    for format in ["text", "json", "jsonl", "junit", "concise"] {
      let result = try Program.run(["--no-config", "-v", "--format", format, folder.path], in: folder.path)
      #expect(result.status == 1)
      #expect(result.bytes.range(of: Data(Canary.token.utf8)) == nil, "\(result.output)")
    }
  }
}
