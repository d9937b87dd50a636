import Linting
import TestSupport
import Testing

@Suite("Quoted rows")
struct ExcerptTests {
  private func lint(_ rows: String) throws -> LintResult {
    try LintSample(Array(("EmailAddress,UserName,Password\n" + rows).utf8)).lint()
  }

  @Test("Of a long row 160 characters around the finding are shown, and the mark is under it", arguments: ["", "é"])
  func window(letter: String) throws {
    for length in [10, 60, 61, 62, 63, 64, 65, 200, 500] {
      let name = String(repeating: "n", count: length) + letter
      let file = try lint("\(name)@contoso.com ,anna,Wren-4821\n")
      let finding = try #require(file.findings.first { $0.rule.name == "value-whitespace" })
      let excerpt = try #require(file.excerpt(of: finding))
      // A masked value counts as one character.
      let text = String(decoding: file.masked(recordAt: finding.place, mark: finding.range), as: UTF8.self)
      let all = Array(text.replacing(Excerpt.mask, with: "•"))
      let place = try #require(all.firstIndex(of: " "))
      let from = all.count <= 160 ? 0 : max(0, min(place - 80, all.count - 160))
      let to = min(all.count, from + 160)
      let shown = String(all[from..<to]).replacing("•", with: Excerpt.mask)
      #expect(excerpt.text == (from > 0 ? "…" : "") + shown + (to < all.count ? "…" : ""))
      let start = place - from + (from > 0 ? 1 : 0)
      #expect(excerpt.mark == start..<start + 1)
      let bytes = Array(excerpt.text.utf8)[excerpt.markedBytes]
      #expect(String(decoding: bytes, as: UTF8.self) == " ")
    }
  }

  @Test("What is shown of a row does not depend on what was asked before")
  func order() throws {
    let text = """
      anna@contoso.com,anna ,Wren-4821-canary
      Wren-4821-canary,berta@contoso.com,berta
      carl@contoso.com,Wren-4821-canary,carl
      dora@@contoso.com,dora,Wren-4821-canary,
      """
    let one = try lint(text + "\n")
    let places = one.findings.filter { $0.place.row != nil }
    #expect(places.count >= 3)
    for first in places {
      for second in places {
        let fresh = try lint(text + "\n")
        _ = one.excerpt(of: first)
        for column in 0..<4 {
          #expect(one.mayQuote(column, in: second.place) == fresh.mayQuote(column, in: second.place))
        }
        #expect(one.excerpt(of: second)?.text == fresh.excerpt(of: second)?.text)
        #expect(one.excerpt(of: second)?.text.contains("canary") != true)
        #expect(one.fingerprint(of: second) == fresh.fingerprint(of: second))
      }
    }
  }
}
