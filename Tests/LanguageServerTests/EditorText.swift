import JSON

/// A text as an editor keeps it: made the plainest way, to be compared with the server's.
struct EditorText {
  enum Encoding: String, CaseIterable { case utf8 = "utf-8", utf16 = "utf-16", utf32 = "utf-32" }

  var scalars: [Unicode.Scalar]
  let encoding: Encoding

  init(_ text: String, _ encoding: Encoding) { (scalars, self.encoding) = (Array(text.unicodeScalars), encoding) }

  var text: String { scalars.reduce(into: "") { $0.unicodeScalars.append($1) } }

  private func width(_ scalar: Unicode.Scalar) -> Int {
    switch encoding {
    case .utf8: UTF8.width(scalar)
    case .utf16: UTF16.width(scalar)
    case .utf32: 1
    }
  }

  /// The beginning of each line, and the end of its content.
  private var lines: [(start: Int, end: Int)] {
    var lines: [(Int, Int)] = []
    var start = 0
    var p = 0
    while p < scalars.count {
      if scalars[p] == "\n" || scalars[p] == "\r" {
        lines.append((start, p))
        p += scalars[p] == "\r" && p + 1 < scalars.count && scalars[p + 1] == "\n" ? 2 : 1
        start = p
      } else {
        p += 1
      }
    }
    return lines + [(start, scalars.count)]
  }

  /// A place as the protocol has it.
  func position(_ index: Int) -> (line: Int, character: Int) {
    let lines = lines
    let line = lines.lastIndex { $0.start <= index }!
    return (line, scalars[lines[line].start..<min(index, lines[line].end)].reduce(0) { $0 + width($1) })
  }

  func range(_ range: Range<Int>) -> String {
    let (start, end) = (position(range.lowerBound), position(range.upperBound))
    return
      #"{"start":{"line":\#(start.line),"character":\#(start.character)},"end":{"line":\#(end.line),"#
      + #""character":\#(end.character)}}"#
  }

  /// The scalar at a place; behind a line's end, its end.
  func index(_ position: JSONValue) -> Int {
    let lines = lines
    let line = position["line"]!.integer!
    guard line < lines.count else { return scalars.count }
    var left = position["character"]!.integer!
    var p = lines[line].start
    while p < lines[line].end, left >= width(scalars[p]) {
      left -= width(scalars[p])
      p += 1
    }
    return p
  }

  /// Byte offsets of a range.
  func bytes(_ range: JSONValue) -> Range<Int> {
    func bytes(_ index: Int) -> Int { scalars[..<index].reduce(0) { $0 + UTF8.width($1) } }
    return bytes(index(range["start"]!))..<bytes(index(range["end"]!))
  }

  /// Makes the edits of one document, all of which mean the text as it is.
  mutating func apply(_ edits: [JSONValue]) {
    let ordered = edits.map { (index($0["range"]!["start"]!)..<index($0["range"]!["end"]!), $0["newText"]!.string!) }
      .enumerated()
      .sorted { ($0.element.0.lowerBound, $0.offset) > ($1.element.0.lowerBound, $1.offset) }
    for (_, (range, text)) in ordered { scalars.replaceSubrange(range, with: text.unicodeScalars) }
  }
}
