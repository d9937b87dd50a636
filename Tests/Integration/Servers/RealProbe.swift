import Foundation
import Testing
import TestSupport

/// One run of `batchlint probe` against a real server, by what it leaves behind.
struct RealProbe {
  /// A row of a migration file.
  struct Row {
    var name, password: String
    var root: String?

    init(_ name: String, _ password: String, root: String? = nil) {
      (self.name, self.password, self.root) = (name, password, root)
    }
  }

  enum Door: String, CaseIterable { case implicit, starttls, none }

  private struct Record: Decodable {
    var row: Int?
    var rule: String?
    var ms: Int?
  }

  let status: Int32
  /// Standard output and standard error.
  let text: String
  /// `ok`, or the rule of the finding, by row from the first on; `-` for a row without any.
  let verdicts: [String]
  /// What the findings say, likewise.
  let sentences: [String]
  /// What keeps everybody out: the rule and the sentence.
  let obstacle: (rule: String, sentence: String)?
  /// How long the server took to answer each row's sign-in, in milliseconds.
  let times: [Int?]

  /// - Parameters:
  ///   - folder: where an earlier run left the file and its journal; nil for one that goes away.
  ///   - trusts: the authority of the server's certificate is known.
  init(
    _ server: MailServer, _ rows: [Row], _ options: [String] = [], door: Door = .implicit, host: String = "localhost",
    in folder: TemporaryFolder? = nil, trusts: Bool = true
  ) throws {
    // The server ends with its last copy.
    defer { withExtendedLifetime(server) {} }
    let folder = try folder ?? TemporaryFolder()
    let hasRoots = rows.contains { $0.root != nil }
    var file = "EmailAddress,UserName,Password\(hasRoots ? ",UserRoot" : "")\r\n"
    for (index, row) in rows.enumerated() {
      let values = ["user\(index + 1)@contoso.com", row.name, row.password] + (hasRoots ? [row.root ?? ""] : [])
      file += values.map { "\"\($0.replacing("\"", with: "\"\""))\"" }.joined(separator: ",") + "\r\n"
    }
    let path = folder.path("users.csv")
    let journal = folder.path("journal")
    if !FileManager.default.fileExists(atPath: path) { try folder.write(file, as: "users.csv") }
    let port = try door == .implicit ? #require(server.facts.imaps) : server.facts.imap
    let result = try Program.run(
      [
        "probe", "--no-config", "--yes", "--rate", "0", "--host", host, "--port", "\(port)", "--security",
        door.rawValue,
        "--journal", journal, "--format", "concise",
      ] + (trusts ? ["--ca", server.facts.authority] : []) + options + [path])

    status = result.status
    text = result.output + result.errors
    let kept = try String(contentsOfFile: journal, encoding: .utf8)
    let records = kept.split(separator: "\n").compactMap {
      try? JSONDecoder().decode(Record.self, from: Data($0.utf8))
    }
    var verdicts = rows.map { _ in "-" }
    var sentences = rows.map { _ in "" }
    var obstacle: (rule: String, sentence: String)?
    var times = [Int?](repeating: nil, count: rows.count)
    for record in records {
      guard let row = record.row else { continue }
      times[row - 1] = record.ms
      if record.rule == nil { verdicts[row - 1] = "ok" }
    }
    for line in result.output.split(separator: "\n") {
      guard let found = line.firstMatch(of: #/users\.csv(?::(\d+):\d+)?: \w+: (.*) \[(probe-[a-z-]+)\]$/#) else {
        continue
      }
      let rule = String(found.3)
      guard let number = found.1.flatMap({ Int($0) }), number > 1 else {
        obstacle = (rule, String(found.2))
        continue
      }
      // The header is the first line; a mailbox that opens may still have something in it.
      if !Self.aboutContents.contains(rule) {
        #expect(verdicts[number - 2] == "-", "row \(number - 1) has two verdicts")
        verdicts[number - 2] = rule
      }
      sentences[number - 2] = String(found.2)
    }
    (self.verdicts, self.sentences, self.obstacle, self.times) = (verdicts, sentences, obstacle, times)
    for row in rows { #expect(!(text + kept).contains(row.password)) }
  }

  private static let aboutContents: Set<String> = [
    "probe-large-messages", "probe-too-many-items", "probe-folder-name",
  ]
}
