import CSV
import TestSupport
import Testing

/// Quotes on one line: what the value is, what is a defect and where, and that the next row is read as a row.
@Suite struct QuoteTests {
  @Test("quotes", arguments: sound + stray + blanks + textAfter + backslashes)
  func quotes(_ sample: Sample) { sample.check() }

  static let sound = [
    Sample("values in quotes", #""a","b, c",""\#n1,2,3"#, rows: [["a", "b, c", ""], ["1", "2", "3"]]),
    Sample(
      "doubled quotes", #""a""b","""","""c"""\#n1,2,3"#, rows: [[#"a""b"#, #""""#, #"""c"""#], ["1", "2", "3"]]),
    Sample("a delimiter between doubled quotes", #""a"",""b",c\#n1,2"#, rows: [[#"a"",""b"#, "c"], ["1", "2"]]),
    Sample("an even number of quotes and nothing else", "\"\"\"\"\"\"\n1", rows: [["\"\"\"\""], ["1"]]),
    Sample("another delimiter than the comma", #"a,b;"c;d""#, delimiter: ";", rows: [["a,b", "c;d"]]),
  ]

  static let stray = [
    Sample(
      "a quote in the middle, at the end, twice", #"a1️⃣"b,c2️⃣",d3️⃣""e\#n1,2,3"#,
      rows: [[#"a"b"#, #"c""#, #"d""e"#], ["1", "2", "3"]], defects: [.stray(0), .stray(1), .stray(2)]),
    Sample(
      "stray quotes hold no delimiter", #"a1️⃣"b,c2️⃣"d\#n1,2"#, rows: [[#"a"b"#, #"c"d"#], ["1", "2"]],
      defects: [.stray(0), .stray(1)]),
    Sample(
      "an even number of them holds no line end", #"a,b1️⃣"c"\#n1,2"#, rows: [["a", #"b"c""#], ["1", "2"]],
      defects: [.stray(1)]),
    Sample("behind other text", #"é 'x' 1️⃣"y"\#n1"#, rows: [[#"é 'x' "y""#], ["1"]], defects: [.stray(0)]),
  ]

  static let blanks = [
    Sample(
      "before an opening quote", "1️⃣ \"a,b\",2️⃣\t  \"c\"\n1,2", rows: [["a,b", "c"], ["1", "2"]],
      defects: [.blankBefore(0), .blankBefore(1, 3)]),
    Sample(
      "behind a closing quote", "\"a,b\"1️⃣ ,\"c\"2️⃣ \t\n1,2", rows: [["a,b", "c"], ["1", "2"]],
      defects: [.blankAfter(0), .blankAfter(1, 2)]),
    Sample(
      "on both sides, up to the end of the text", #"1️⃣ "a"2️⃣ "#, rows: [["a"]],
      defects: [.blankBefore(0), .blankAfter(0)]),
    Sample(
      "a tab that is the delimiter is no blank", "a\t\"b\"\t1️⃣ \"c\"2️⃣ \t\"d\"", delimiter: "\t",
      rows: [["a", "b", "c", "d"]],
      defects: [.blankBefore(2), .blankAfter(2)]),
    Sample("blanks around an unquoted value belong to it", " a,b \t\n1,2", rows: [[" a", "b \t"], ["1", "2"]]),
  ]

  static let textAfter = [
    Sample(
      "text up to the delimiter, up to the line end", #""a"1️⃣b,"c"2️⃣ d\#n1,2"#,
      rows: [[#"a"b"#, #"c" d"#], ["1", "2"]],
      defects: [.textAfter(0, 1), .textAfter(1, 2)]),
    Sample(
      "a last quote is the closing one", #""pa"1️⃣ss","pa"2️⃣s"s"\#n1,2"#, rows: [[#"pa"ss"#, #"pa"s"s"#], ["1", "2"]],
      defects: [.textAfter(0, 3), .textAfter(1, 4)]),
    Sample(
      "the first delimiter ends it", #""a"1️⃣b,c2️⃣"\#n1,2"#, rows: [[#"a"b"#, #"c""#], ["1", "2"]],
      defects: [.textAfter(0, 1), .stray(1)]),
    Sample(
      "an apostrophe and a letter beyond ASCII", #""a"1️⃣é',b\#n1,2"#, rows: [[#"a"é'"#, "b"], ["1", "2"]],
      defects: [.textAfter(0, 3)]),
  ]

  static let backslashes = [
    Sample(
      "once, twice", #""a1️⃣\"b","2️⃣\"c\" d"\#n1,2"#, rows: [[#"a\"b"#, #"\"c\" d"#], ["1", "2"]],
      defects: [.backslash(0), .backslash(1)]),
    Sample("a backslash that ends the value", #""a\","b\"\#n1,2"#, rows: [[#"a\"#, #"b\"#], ["1", "2"]]),
    Sample("a backslash before a doubled quote", #""a\""b",c\#n1,2"#, rows: [[#"a\""b"#, "c"], ["1", "2"]]),
    Sample(
      "one that is escaped, one that is not", #""a1️⃣\"b"2️⃣c,d\#n1,2"#, rows: [[#"a\"b"c"#, "d"], ["1", "2"]],
      defects: [.backslash(0), .textAfter(0, 1)]),
  ]

  @Test(
    "what is noted of a value",
    arguments: [
      ("a", []), ("a b", []), ("", .empty), (" a", .edgeSpace), ("a\t", [.edgeSpace, .control]), ("é", .nonASCII),
      ("a\0b", .control), ("\u{7F}", .control), ("\u{1F}", .control), ("~", []),
      (#""a""#, .quoted), (#""""#, [.quoted, .empty]), (#"" ""#, [.quoted, .edgeSpace]), (#"",\""#, .quoted),
      (#""a""b""#, [.quoted, .doubledQuote]), (#""aé\#u{1}""#, [.quoted, .nonASCII, .control]),
      (#""a\#nb""#, [.quoted, .lineBreak]), (#""a\#r\#nb""#, [.quoted, .lineBreak]),
      (#""a\#rb""#, [.quoted, .control]),
      (#"a"b"#, .strayQuote), (#" "a""#, [.quoted, .blankBeforeQuote]), (#""a" "#, [.quoted, .textAfterQuote]),
      (#""a"é\#u{1}"#, [.quoted, .textAfterQuote, .nonASCII, .control]), (#""a\"b""#, [.quoted, .backslashQuote]),
      (#""a"#, .unclosedQuote), (#" "a"#, [.unclosedQuote, .blankBeforeQuote]), (#"""#, [.unclosedQuote, .empty]),
      (#""é\#u{1}"#, [.unclosedQuote, .nonASCII, .control]), (#""a""b"#, [.unclosedQuote, .strayQuote]),
    ] as [(String, FieldFlags)])
  func flags(_ value: String, _ flags: FieldFlags) {
    // On both sides is a field about which nothing is noted.
    let record = records(of: "x,\(value),y\nz", expecting: 3)[0]
    #expect(record.fields.map(\.flags) == [[], flags, []])
    #expect(record.flags == flags)
  }

  @Test func aFieldIncludesItsQuotesAndBlanks() {
    let sample = MarkedText(#"a,1️⃣ "2️⃣b3️⃣" 4️⃣,c"#)
    let field = records(of: sample.bytes)[0].fields[1]
    #expect(field.whole == sample.marks[0]..<sample.marks[3])
    #expect(field.value == sample.marks[1]..<sample.marks[2])
  }

  @Test func everyQuoteDefectIsOne() {
    let text = #"a"b, "c" ,"d"e,"f\"g","h"#
    let record = records(of: text)[0]
    #expect(Set(record.defects.map(\.kind)) == [.stray, .blankBefore, .blankAfter, .textAfter, .backslash, .unclosed])
    #expect(record.fields.allSatisfy { !$0.flags.isDisjoint(with: .quoteDefect) })
    #expect(records(of: #""a""b", c ,é"#)[0].flags.isDisjoint(with: .quoteDefect))
  }
}
