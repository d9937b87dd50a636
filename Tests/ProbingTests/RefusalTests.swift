import IMAPSandbox
import Migration
import NIOConcurrencyHelpers
import TestSupport
import Testing

extension ProbeTests {
  /// A refused credential is never sent again, whatever words the refusal is made of.
  @Suite("Refusals") struct RefusalTests {
    private static let answers: [ServerAnswer] = {
      var answers: [ServerAnswer] = []
      for name in Server.builtInNames {
        if let server = try? Server.builtIn(name) { answers += server.answers }
      }
      return answers
    }()

    /// The words of all known servers, and those by which servers name what passes.
    private static let words: [String] = {
      var known: [String] = []
      for answer in answers { known += answer.text.split { !$0.isLetter }.map(String.init) }
      let passing =
        "busy throttled maintenance temporary temporarily unavailable locked disabled try again later too many limit "
        + "exceeded"
      // What a server requires of everybody ends the run.
      let ending: Set = ["STARTTLS", "encryption", "layer", "Plaintext"]
      return Array(Set(known + passing.split(separator: " ").map(String.init)).subtracting(ending)).sorted()
    }()

    private static let templates = [
      "NO No such user 'NAME'", "NO WORDS", "BAD WORDS", "NO [ALERT] WORDS", "NO WORDS: NAME",
      "BAD Too many arguments: WORDS",
      "NO Login failed for NAME, WORDS", "NO [X-WORD] WORDS", "BAD [UNAVAILABLE] WORDS", "BAD [LIMIT] NAME WORDS",
      "NO Authentication failed (WORDS)", "BAD parse error at \u{22}NAME\u{22}", "NO NAME", "BAD NAME WORDS",
    ]

    private static func line(_ template: String, _ name: String, _ words: String) -> String {
      var line: String = template
      line.replace("NAME", with: name)
      line.replace("WORDS", with: words)
      line.replace("WORD", with: String(words.prefix { $0 != " " }))
      return line
    }

    @Test("A hundred thousand generated refusals: each credential is sent once", arguments: UInt64(1)...20)
    func generated(_ seed: UInt64) async throws {
      var random = SeededGenerator(seed: seed)
      var scene = ProbeScenario(rows: 1)
      func words(_ count: ClosedRange<Int>) -> String {
        (0..<Int.random(in: count, using: &random)).map { _ in Self.words.randomElement(using: &random)! }
          .joined(separator: " ")
      }
      var lines: [String] = []
      var rows: [ProbeScenario.Row] = []
      for number in 0..<5_000 {
        let local = words(1...2).lowercased().split(separator: " ").joined(separator: ".")
        let name = "\(local)\(number)@\(words(1...1).lowercased()).com"
        let shown = Bool.random(using: &random) ? name : local
        lines.append(Self.line(Self.templates[number % Self.templates.count], shown, words(1...5)))
        rows.append(ProbeScenario.Row(login: name, password: words(1...3)))
      }
      scene.rows = rows
      // An answer that a server is known to give for what passes is no refusal.
      let passing = Self.answers.filter { $0.meaning == .temporary || $0.meaning == .throttled }
      for (index, line) in lines.enumerated() {
        let text = line.split(separator: " ", maxSplits: 1).last.map(String.init) ?? ""
        if passing.contains(where: { $0.matches(text) }) { lines[index] = "NO Login failed" }
      }
      let texts = lines
      scene.refusal = { row in "{tag} \(texts[row - 1])\r\n" }
      scene.options.connections = 8
      let result = try await scene.run()
      #expect(result.signIns == 5_000 && result.repeated == 0)
      #expect(result.outcome.stopReason == nil, "\(result.outcome.stopReason ?? "")")
    }
  }
}
