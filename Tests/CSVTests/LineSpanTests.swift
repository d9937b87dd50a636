import CSV
import TestSupport
import Testing

/// A quote and a line end behind it: a value of several lines, or a quote that was never closed.
@Suite struct LineSpanTests {
  @Test("a value of several lines", arguments: spanning)
  func valueOfSeveralLines(_ sample: Sample) { sample.check() }

  static let spanning = [
    Sample("LF", #"a,b,c\#n1,"x\#ny",3\#n4,5,6"#, rows: [["a", "b", "c"], ["1", "x\ny", "3"], ["4", "5", "6"]]),
    Sample("CRLF", #"a,b\#r\#n1,"x\#r\#ny"\#r\#n3,4\#r\#n"#, rows: [["a", "b"], ["1", "x\r\ny"], ["3", "4"]]),
    Sample("CR, where there is no LF", #"a,b\#r1,"x\#ry"\#r3,4\#r"#, rows: [["a", "b"], ["1", "x\ry"], ["3", "4"]]),
    Sample("empty lines in it", #"a,b\#n1,"\#n\#nx\#n"\#n3,4"#, rows: [["a", "b"], ["1", "\n\nx\n"], ["3", "4"]]),
    Sample(
      "delimiters in it", #"a,b\#n1,"x, y, z\#nw"\#n3,4"#, rows: [["a", "b"], ["1", "x, y, z\nw"], ["3", "4"]]),
    Sample(
      "doubled quotes in it", #"a,b\#n1,"""x""\#n""y"""\#n3,4"#,
      rows: [["a", "b"], ["1", "\"\"x\"\"\n\"\"y\"\""], ["3", "4"]]),
    Sample(
      "escaped quotes in it", #"a,b\#n1,"x1️⃣\"y\#nz\"w"\#n3,4"#,
      rows: [["a", "b"], ["1", "x\\\"y\nz\\\"w"], ["3", "4"]], defects: [.backslash(1)]),
    Sample(
      "a blank behind it", #"a,b\#n1,"x\#ny"1️⃣ \#n3,4"#, rows: [["a", "b"], ["1", "x\ny"], ["3", "4"]],
      defects: [.blankAfter(1)]),
    Sample(
      "two in one record", #"a,b,c\#n"x\#ny",1,"z\#nw"\#n4,5,6"#,
      rows: [["a", "b", "c"], ["x\ny", "1", "z\nw"], ["4", "5", "6"]]),
    Sample(
      "behind another one, its lines prove nothing", #"a,b\#n"x\#ny","z,z\#nw,w"\#n3,4"#,
      rows: [["a", "b"], ["x\ny", "z,z\nw,w"], ["3", "4"]]),
    Sample("the only column", #"a\#n"x\#ny"\#n3"#, rows: [["a"], ["x\ny"], ["3"]]),
    Sample(
      "a lone CR is no line end in it", #"a,b\#n1,"x\#ry"\#n3,4"#, rows: [["a", "b"], ["1", "x\ry"], ["3", "4"]]),
    Sample("in the header, at its start", #""a\#nb",c\#n1,2"#, rows: [["a\nb", "c"], ["1", "2"]]),
    Sample("in the header, between others", #"x,"a\#nb",c\#n1,2,3"#, rows: [["x", "a\nb", "c"], ["1", "2", "3"]]),
    Sample(
      "in the header, with a delimiter", #"x,"a,a\#nb",c\#n1,2,3"#, rows: [["x", "a,a\nb", "c"], ["1", "2", "3"]]),
    Sample(
      "in the header, a second one with a delimiter", #"x,"a\#nb","c\#nd,d"\#n1,2,3"#,
      rows: [["x", "a\nb", "c\nd,d"], ["1", "2", "3"]]),
    Sample("closed at the end of the text", #"a,b\#n1,"x\#ny""#, rows: [["a", "b"], ["1", "x\ny"]]),
  ]

  @Test("an unclosed quote", arguments: unclosed)
  func unclosedQuote(_ sample: Sample) { sample.check() }

  static let unclosed = [
    Sample(
      "no quote behind it", #"a,b\#n1,1️⃣"x\#n3,4\#n5,6"#, rows: [["a", "b"], ["1", "x"], ["3", "4"], ["5", "6"]],
      defects: [.unclosed(1)]),
    Sample("in the last line", #"a,b\#n1,1️⃣"x"#, rows: [["a", "b"], ["1", "x"]], defects: [.unclosed(1)]),
    Sample(
      "nothing behind it", #"a,b\#n1,1️⃣"\#n3,4"#, rows: [["a", "b"], ["1", ""], ["3", "4"]], defects: [.unclosed(1)]),
    Sample(
      "the next quote opens a value", #"a,b\#n1,1️⃣"x\#n"3",4\#n5,"6""#,
      rows: [["a", "b"], ["1", "x"], ["3", "4"], ["5", "6"]],
      defects: [.unclosed(1)]),
    Sample(
      "one on each line", #"a,b\#n1,1️⃣"x\#n2,2️⃣"y\#n3,4"#, rows: [["a", "b"], ["1", "x"], ["2", "y"], ["3", "4"]],
      defects: [.unclosed(1), .unclosed(1)]),
    Sample(
      "closed lines below, each line a row of its own", #"a,b,c\#n1,2,1️⃣"x\#n4,5,y2️⃣"\#n7,8,9"#,
      rows: [["a", "b", "c"], ["1", "2", "x"], ["4", "5", "y\""], ["7", "8", "9"]], defects: [.unclosed(2), .stray(2)]),
    Sample(
      "at the start of a row: split at the delimiters", #"a,b,c\#n1️⃣"1,2,3\#n4,5,6"#,
      rows: [["a", "b", "c"], ["1", "2", "3"], ["4", "5", "6"]], defects: [.unclosed(0)]),
    Sample(
      "in the last column: the rest of the line is its value", #"a,b\#n1,1️⃣"x, y, z\#n3,4"#,
      rows: [["a", "b"], ["1", "x, y, z"], ["3", "4"]], defects: [.unclosed(1)]),
    Sample(
      "too many fields either way: split", #"a,b,c\#n1,1️⃣"x,y,z\#n4,5,6"#,
      rows: [["a", "b", "c"], ["1", "x", "y", "z"], ["4", "5", "6"]], defects: [.unclosed(1)]),
    Sample(
      "the rest is a value, and a lone CR ends it", #"a,b\#n1,1️⃣"x,y\#r3,4\#n5,6"#,
      rows: [["a", "b"], ["1", "x,y"], ["3", "4"], ["5", "6"]], defects: [.unclosed(1)]),
    Sample(
      "its defects are those of the second reading", #"a,b\#n1,1️⃣"x\2️⃣" y\#n3,4"#,
      rows: [["a", "b"], ["1", #"x\" y"#], ["3", "4"]], defects: [.unclosed(1), .stray(1)]),
    Sample(
      "a blank before it", #"a,b\#n1,1️⃣ 2️⃣"x\#n3,4"#, rows: [["a", "b"], ["1", "x"], ["3", "4"]],
      defects: [.blankBefore(1), .unclosed(1)]),
    Sample(
      "text behind the closing quote", #"a,b\#n1,1️⃣"x\#ny2️⃣" z\#n3,4"#,
      rows: [["a", "b"], ["1", "x"], ["y\" z"], ["3", "4"]],
      defects: [.unclosed(1), .stray(0)]),
    Sample(
      "the first quote of the header", #"1️⃣"a,b,c\#n1,2,3\#n4,"5",6"#,
      rows: [["a", "b", "c"], ["1", "2", "3"], ["4", "5", "6"]], defects: [.unclosed(0)]),
    Sample(
      "the last quote of a header in quotes", #""a","b",1️⃣"c\#n"1","2","3"\#n"4","5","6""#,
      rows: [["a", "b", "c"], ["1", "2", "3"], ["4", "5", "6"]], defects: [.unclosed(2)]),
    Sample(
      "in the header, over a row that ends in a quote", #"1️⃣"a,b,c\#n1,2,32️⃣"\#n4,5,6"#,
      rows: [["a", "b", "c"], ["1", "2", "3\""], ["4", "5", "6"]], defects: [.unclosed(0), .stray(2)]),
    Sample(
      "an odd number of quotes and nothing else", "1️⃣\"2️⃣\"\"\"\"", rows: [["\"\"\"\""]],
      defects: [.unclosed(0), .stray(0)]),
    Sample("one quote and nothing else", #"1️⃣""#, rows: [[""]], defects: [.unclosed(0)]),
    Sample(
      "CRLF", #"a,b\#r\#n1,1️⃣"x\#r\#n3,4\#r\#n"#, rows: [["a", "b"], ["1", "x"], ["3", "4"]], defects: [.unclosed(1)]),
    Sample(
      "CR, where there is no LF", #"a,b\#r1,1️⃣"x\#r3,4"#, rows: [["a", "b"], ["1", "x"], ["3", "4"]],
      defects: [.unclosed(1)]),
  ]

  @Test func aRestTakenForAValueIsLookedAt() {
    let record = records(of: "a,\" x,é\u{1}\n", expecting: 2)[0]
    #expect(record.fields[1].flags == [.unclosedQuote, .nonASCII, .control, .edgeSpace])
  }
}
