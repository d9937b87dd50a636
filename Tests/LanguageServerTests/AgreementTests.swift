import Foundation
import JSON
import TestSupport
import Testing

/// Whatever an editor's user types: the server says what `check` says of the saved text.
@Suite("The language server: agreement with check", .timeLimit(.minutes(10)))
struct AgreementTests {
  private static let header = "EmailAddress,UserName,Password\r\n"

  /// Rows with and without defects, of one, two, three and four bytes a character.
  private static func start(_ generator: inout SeededGenerator) -> String {
    let names = ["alberta", "bruno", "Zoë", "清水", "😀terry", "Ѕven", "jo\u{0301}an", "o'neil"]
    let rows = (0..<Int.random(in: 3...12, using: &generator)).map { index in
      let name = names.randomElement(using: &generator)!
      return "\(name)\(index)@contoso.com,\(name)\(index)*mailadmin,Wren-\(name)4821"
    }
    let end = ["\r\n", "\n", "\r"].randomElement(using: &generator)!
    return header + rows.joined(separator: end) + end
  }

  private static let pieces = [
    "x", ",", "\"", "\"\"", "\r\n", "\n", "\r", " ", "\u{A0}", "@", ";", "é", "e\u{0301}", "日本", "😀", "👩‍👩‍👧",
    "\u{FEFF}",
    "\u{200B}", "\t", "alberta@contoso.com,alberta*mailadmin,Otter-7730\r\n",
    "#N/A", "=1+1", "“x”", "\u{7F}", "UserRoot", "mailadmin*", "а", "\\", "1.5E+10",
  ]

  /// A random edit, which leaves both halves of a line end together: the protocol has no place between them.
  private static func edit(_ text: EditorText, _ generator: inout SeededGenerator) -> (range: Range<Int>, text: String)
  {
    func place() -> Int {
      let index = Int.random(in: 0...text.scalars.count, using: &generator)
      let splits =
        index > 0 && index < text.scalars.count && text.scalars[index - 1] == "\r" && text.scalars[index] == "\n"
      return splits ? index - 1 : index
    }
    let start = place()
    var end = Int.random(in: 0..<3, using: &generator) == 0 ? place() : start
    if Int.random(in: 0..<20, using: &generator) > 0 { end = min(end, start + 12) }
    if end > 0, end < text.scalars.count, text.scalars[end - 1] == "\r", text.scalars[end] == "\n" { end -= 1 }
    let new = (0..<Int.random(in: 0...2, using: &generator)).map { _ in pieces.randomElement(using: &generator)! }
      .joined()
    return (min(start, max(end, 0))..<max(start, end), new)
  }

  /// `check`'s places as the protocol can say them.
  private static func clamped(_ verdict: Verdict, _ bytes: [UInt8]) -> Verdict {
    func clamp(_ offset: Int) -> Int {
      offset > 0 && offset < bytes.count && bytes[offset - 1] == 0x0D && bytes[offset] == 0x0A ? offset - 1 : offset
    }
    var verdict = verdict
    let (start, end) = (clamp(verdict.offset), clamp(verdict.offset + verdict.length))
    (verdict.offset, verdict.length) = (start, end - start)
    return verdict
  }

  @Test("After any sequence of edits, pushed or pulled", arguments: EditorText.Encoding.allCases, 0..<8)
  func agreement(_ encoding: EditorText.Encoding, _ seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(seed) &* 977 &+ UInt64(encoding.rawValue.utf8.last!))
    let folder = try TemporaryFolder()
    try folder.write(
      "domains: [contoso.com]\nrecipients: [recipients.csv]\nrules:\n  - {column: Password, min-length: 8}\n",
      as: ".batchlint.yaml")
    try folder.write("alberta@contoso.com\nbruna@contoso.com\n", as: "recipients.csv")
    let pulls = seed % 3 == 0
    let diagnostic = pulls ? #","diagnostic":{}"# : ""
    let editor = try Editor(
      capabilities:
        #"{"general":{"positionEncodings":["\#(encoding.rawValue)"]},"#
        + #""textDocument":{"publishDiagnostics":{"versionSupport":true,"#
        + #""relatedInformation":true}\#(diagnostic)}}"#,
      folders: [folder.path])
    var text = EditorText(Self.start(&generator), encoding)
    let path = try folder.write(text.text, as: "saved/users.csv")
    let uri = "file://\(path)"
    editor.open(uri, text.text, version: 0)
    var version = 0
    // Each text that the server was asked about, and what it told of it.
    var stages: [(text: EditorText, told: [Verdict])] = []
    for _ in 0..<12 {
      for _ in 0..<Int.random(in: 1...4, using: &generator) {
        // Several edits in one message mean the text as each finds it.
        let changes = (0..<Int.random(in: 1...3, using: &generator)).map { _ in
          let edit = Self.edit(text, &generator)
          let change = #"{"range":\#(text.range(edit.range)),"text":\#(JSONText.quoted(edit.text))}"#
          text.scalars.replaceSubrange(edit.range, with: edit.text.unicodeScalars)
          return change
        }
        version += 1
        let whole = Int.random(in: 0..<15, using: &generator) == 0
        let list = whole ? #"{"text":\#(JSONText.quoted(text.text))}"# : changes.joined(separator: ",")
        editor.notify(
          "textDocument/didChange",
          #"{"textDocument":{"uri":"\#(uri)","version":\#(version)},"contentChanges":[\#(list)]}"#)
      }
      try folder.write(text.text, as: "saved/\(stages.count).csv")
      let diagnostics =
        pulls
        ? try editor.request("textDocument/diagnostic", of: uri)["items"]?.array ?? []
        : try editor.diagnostics(uri, version: version)
      stages.append((text, Verdict.told(diagnostics, text)))
    }
    let checked = try Verdict.check(folder.path("saved"))
    for (number, stage) in stages.enumerated() {
      let expected = try #require(checked["\(number).csv"]).map { Self.clamped($0, Array(stage.text.text.utf8)) }
        .sorted()
      #expect(stage.told == expected, "seed \(seed), stage \(number): \(stage.text.text.debugDescription)")
    }
    #expect(try editor.end() == 0)
  }

  @Test("Every fixture, opened")
  func fixtures() throws {
    let folder = try TemporaryFolder()
    let editor = try Editor(
      capabilities: #"{"textDocument":{"publishDiagnostics":{"versionSupport":true}}}"#, folders: [folder.path])
    var told: [String: (content: String, verdicts: [Verdict])] = [:]
    for fixture in Fixture.bad + Fixture.good where fixture.arguments.isEmpty && fixture.mode == nil {
      // An editor hands over text: where the bytes are another encoding's, it has converted them.
      guard let content = String(validating: fixture.bytes, as: UTF8.self), !content.unicodeScalars.contains("\0"),
        content.utf8.count < 200_000
      else { continue }
      let path = try folder.write(content, as: (fixture.path as NSString).lastPathComponent)
      guard path.hasSuffix(".csv") else { continue }
      editor.open("file://\(path)", content, version: 3)
      let diagnostics = try editor.diagnostics("file://\(path)", version: 3)
      told[(path as NSString).lastPathComponent] = (content, Verdict.told(diagnostics, EditorText(content, .utf16)))
    }
    #expect(!told.isEmpty)
    let checked = try Verdict.check(folder.path)
    for (name, (content, verdicts)) in told {
      #expect(verdicts == checked[name]?.map { Self.clamped($0, Array(content.utf8)) }.sorted(), "\(name)")
    }
  }
}
