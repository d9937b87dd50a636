import CSV
import Foundation
import Linting
import TestSupport
import Testing

/// No password in any output: a token stands in every secret cell of every fixture, and is looked for in
/// all that comes out, in every format, as it is and encoded.
@Suite("Secrets")
struct SecretTests {
  /// It begins and ends in the middle of a value, so that the value's own defects stay.
  private static let token = "Qz7Kx4Vj9"

  private static var disguises: [String] {
    let bytes = Array(token.utf8)
    var all = [token, String(token.reversed()), bytes.map { String($0, radix: 16) }.joined(), bytes.map { String($0, radix: 16) }.joined().uppercased()]
    for shift in 0..<3 {
      let padded = Data(repeating: 0x20, count: shift) + Data(bytes)
      all.append(String(padded.base64EncodedString().dropFirst(shift == 0 ? 0 : 4).dropLast(4)))
    }
    return all
  }

  /// The fixture with a token in each of its secret cells, and behind the last cell that is no secret of
  /// rows with too many values; nil where it has none.
  private static func planted(_ fixture: Fixture) throws -> (bytes: [UInt8], count: Int)? {
    let table = try fixture.sample().lint().table
    guard case .utf8 = table.document.encoding, table.isReadable else { return nil }
    let secrets = table.columns.indices.filter { table.columns[$0].isSecret }
    guard let firstSecret = secrets.first else { return nil }
    var reader = Reader(table.document.text, delimiter: table.prelude.rowDelimiter ?? table.prelude.delimiter, from: table.rowsStart)
    reader.expectedCount = table.expectedCount
    var places: [Int] = []
    while reader.next() {
      let isWrong = reader.count != table.expectedCount
      for (index, field) in reader.fields.enumerated() where field.count > 0 {
        let missing = max(0, table.expectedCount - reader.count)
        if isWrong ? index >= max(firstSecret - missing, 1) : secrets.contains(index) { places.append(field.valueStart + (field.count + 1) / 2) }
      }
    }
    var bytes = fixture.bytes
    for place in places.reversed() { bytes.insert(contentsOf: token.utf8, at: min(place, bytes.count)) }
    return places.isEmpty ? nil : (bytes, places.count)
  }

  @Test("A planted password appears in no output of any format")
  func planted() throws {
    let folder = try TemporaryFolder()
    var planted = 0
    for (number, fixture) in (Fixture.bad + Fixture.good).enumerated() {
      guard let (bytes, count) = try Self.planted(fixture) else { continue }
      planted += count
      try folder.write(bytes, as: "files/\(number).csv")
    }
    #expect(planted > 3000)
    try folder.write("rules:\n  - {column: Password, pattern: \"^[0-9]{40}$\", min-length: 500, unique: true, values: [x]}\n", as: "own.yaml")
    for settings in [["--no-config"], ["--no-config", "--server", "dovecot", "--admin", "mailadmin"], ["--config", folder.path("own.yaml")]] {
      var arguments = ["check", "--verbose", "--mergeable", "--color", "always", "--fail-on", "info"] + settings
      let formats = ["concise", "json", "jsonl", "junit", "junit-strict", "sarif", "github", "gitlab", "checkstyle", "rdjson", "azure", "teamcity", "tap", "markdown", "html"]
      for format in formats { arguments += ["--format", "\(format)=\(folder.path(format))"] }
      arguments += ["--format", "text", folder.path("files")]
      let result = try Program.run(arguments)
      #expect(result.status == 1)
      let diff = try Program.run(["check", "--diff", "--unsafe", "--color", "always"] + settings + [folder.path("files")])
      var outputs = [("text", result.bytes), ("diff", diff.bytes)]
      for format in formats { outputs.append((format, try Data(contentsOf: URL(fileURLWithPath: folder.path(format))))) }
      for (format, data) in outputs {
        #expect(data.count > 2000)
        for disguise in Self.disguises {
          let found = data.range(of: Data(disguise.utf8))
          #expect(found == nil, "\(format): \(found.map { String(decoding: data[max(0, $0.lowerBound - 200)..<$0.upperBound], as: UTF8.self) } ?? "")")
        }
      }
    }
  }

  @Test("What split and template say of a file has no planted password")
  func dividedAndListed() throws {
    let folder = try TemporaryFolder()
    // A third of them: they are many, and two programs start for each.
    for (number, fixture) in (Fixture.bad + Fixture.good).enumerated() where number % 3 == 0 {
      if let (bytes, _) = try Self.planted(fixture) { try folder.write(bytes, as: "\(number).csv") }
    }
    let result = try Program.shell(
      """
      for file in *.csv; do
        "$BATCHLINT" split --no-config --rows 2 --pilot 1 --keep admin --output-dir . $file
        "$BATCHLINT" template --users $file >/dev/null
      done
      """, in: folder.path)
    #expect(result.output.count > 5_000)
    #expect(result.errors.count > 5_000)
    for disguise in Self.disguises { #expect(result.bytes.range(of: Data(disguise.utf8)) == nil) }
  }

  @Test("The first row of a file without headings is not shown, addresses or not")
  func headless() throws {
    let folder = try TemporaryFolder()
    try folder.write("alberta,alberta,\(Self.token)\nbruno,bruno,\(Self.token)\n", as: "a.csv")
    try folder.write("alberta@contoso.com,alberta,\(Self.token)\n", as: "b.csv")
    try folder.write("\(Self.token)\n", as: "c.csv")
    for format in ["text", "json", "jsonl", "junit", "concise"] {
      let result = try Program.run(["--no-config", "-v", "--format", format, folder.path], in: folder.path)
      #expect(result.status == 1)
      #expect(result.bytes.range(of: Data(Self.token.utf8)) == nil, "\(result.output)")
    }
  }
}
