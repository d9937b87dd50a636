import Configuration
import Layout
import Linting
import Migration

/// A rule's page, taken apart: its sections, and its samples or dialogues.
public struct RulePage {
  /// A fence of CSV on a page.
  public struct Sample: Sendable, CustomStringConvertible {
    public var rule: String
    public var isBad: Bool
    /// The fence's line on the page.
    public var line: Int
    public var words: [String]
    public var lines: [String]
    /// Fences directly before it, by what they are: YAML for config, kind and server, CSV for recipients.
    public var settings: [String: String]
    public var description: String { "\(rule).md:\(line)" }
  }

  /// A fence of what client and server say, `C: ` and `S: ` before the lines as in an RFC.
  public struct Dialogue: Sendable {
    public var section: String
    public var lines: [String]
  }

  public private(set) var title = ""
  public private(set) var summary = ""
  public private(set) var sections: [String] = []
  public private(set) var samples: [Sample] = []
  public private(set) var dialogues: [Dialogue] = []

  public init(_ text: String, rule: String) {
    var section = ""
    var fence: (words: [String], line: Int, lines: [String])?
    var settings: [String: String] = [:]
    for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init).enumerated() {
      if let open = fence {
        guard line == "```" else {
          fence!.lines.append(line)
          continue
        }
        if open.words.first == "yaml", open.words.count > 1 {
          settings[open.words[1]] = open.lines.joined(separator: "\n")
        } else if open.words == ["csv", "recipients"] {
          settings["recipients"] = open.lines.joined(separator: "\n")
        } else if open.words.first == "csv" {
          samples.append(
            Sample(
              rule: rule, isBad: section == "Example", line: open.line, words: Array(open.words.dropFirst()),
              lines: open.lines, settings: settings))
          settings = [:]
        } else if open.words == ["imap"] {
          dialogues.append(Dialogue(section: section, lines: open.lines))
        }
        fence = nil
      } else if line.hasPrefix("```") {
        fence = (RulePage.words(String(line.dropFirst(3))), number + 1, [])
      } else if line.hasPrefix("## ") {
        section = String(line.dropFirst(3))
        sections.append(section)
      } else if line.hasPrefix("# ") {
        title = String(line.dropFirst(2))
      } else if summary.isEmpty, !line.isEmpty {
        summary = line
      }
    }
  }

  /// Splits at blanks, but not inside quotes.
  private static func words(_ text: String) -> [String] {
    var words: [String] = []
    var word = ""
    var isQuoted = false
    for character in text {
      if character == "\"" {
        isQuoted.toggle()
      } else if character == " ", !isQuoted {
        if !word.isEmpty { words.append(word) }
        word = ""
      } else {
        word.append(character)
      }
    }
    return word.isEmpty ? words : words + [word]
  }
}

extension RulePage.Sample {
  /// The value of an option such as `server=`.
  public func option(_ name: String) -> String? {
    words.last { $0.hasPrefix("\(name)=") }.map { String($0.dropFirst(name.count + 1)) }
  }

  /// The sample as the linter gets it, and the verdicts that it must give.
  public func prepared() throws -> (sample: LintSample, expected: [String]) {
    var text = ""
    for line in expandedLines() { text += line + "\n" }
    if words.contains("no-final-newline") || lines.last?.hasSuffix("\\") == true, text.hasSuffix("\n") {
      text.removeLast()
    }
    let marked = MarkedText(String(text))
    let isEscaped = words.contains("escaped")
    var bytes = isEscaped ? [] : marked.bytes
    var marks = marked.marks
    if isEscaped {
      let (plain, offsets) = RulePage.Sample.unescape(marked.bytes)
      bytes = plain
      marks = marks.map { offsets[$0] }
    }
    let isWorkbook = words.contains("workbook")
    var sample = LintSample(isWorkbook ? workbook(of: bytes) : encode(bytes))
    sample.path = option("name") ?? (isWorkbook ? "users.xlsx" : "users.csv")
    // Every workbook is reported as one.
    if isWorkbook, rule != "file-not-csv" { sample.options.selection.ignored = ["file-not-csv"] }
    if let mode = option("mode").flatMap({ Int($0, radix: 8) }) {
      sample.access = Input.Access(group: mode & 0o040 != 0, others: mode & 0o004 != 0)
    }
    if let config = settings["config"] {
      sample.options = try Configuration(yaml: config, file: ".batchlint.yaml") { path in (path, path) }.options
    }
    if let kind = settings["kind"] { sample.options.ownKinds.append(try Kind(yaml: kind, file: "kind.yaml")) }
    if let server = settings["server"] {
      sample.options.ownServers.append(try Server(yaml: server, file: "server.yaml"))
    }
    if let recipients = settings["recipients"] {
      let document = Document(copying: Array(recipients.utf8), encoding: nil)
      sample.options.recipients = try RecipientDirectory([(document, "recipients.csv")])
    }
    sample.options.kind = option("kind") ?? sample.options.kind
    sample.options.server = option("server") ?? sample.options.server
    sample.options.admin = option("admin") ?? sample.options.admin
    sample.options.domains += words.filter { $0.hasPrefix("domain=") }.map { String($0.dropFirst(7)) }
    if words.contains("allow-unknown-columns") { sample.options.allowsUnknownColumns = true }
    let places =
      marks.map { isWorkbook ? RulePage.Sample.cell(at: $0, in: bytes) : RulePage.Sample.place(of: $0, in: bytes) }
      + (option("at")?.split(separator: ",").map(String.init) ?? [])
    let severity = option("severity") ?? RuleRegistry.rule(named: rule)?.info.severity.rawValue ?? ""
    return (sample, places.map { "\($0) \(severity) \(rule)" })
  }

  private func expandedLines() -> [String] {
    guard let rows = option("rows").flatMap({ Int($0) }), let last = lines.last else { return lines }
    let written = lines.count - 1
    let repeated = (written...rows).map { number in
      var line = ""
      var rest = Substring(last)
      while let open = rest.firstRange(of: "{n}") {
        line += rest[..<open.lowerBound] + String(number)
        rest = rest[open.upperBound...]
      }
      return line + rest
    }
    return lines.dropLast() + repeated
  }

  /// `line:column` of a byte offset in UTF-8 text; a byte order mark at the start has no column.
  private static func place(of offset: Int, in bytes: [UInt8]) -> String {
    var line = 1
    var column = 1
    var p = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    let onlyCR = !bytes.contains(0x0A)
    while p < offset {
      if bytes[p] == 0x0A || (onlyCR && bytes[p] == 0x0D) {
        line += 1
        column = 0
      }
      p += 1
      // Bytes that continue a well-formed character take no column.
      while p < offset, bytes[p] & 0xC0 == 0x80, p > 0, bytes[p - 1] >= 0x80 { p += 1 }
      column += 1
    }
    return "\(line):\(column)"
  }

  /// Interprets `\r \n \t \\ \" \xHH \u{…}` and joined lines; for each offset before, the one after.
  private static func unescape(_ bytes: [UInt8]) -> (plain: [UInt8], offsets: [Int]) {
    var plain: [UInt8] = []
    var offsets = [Int](repeating: 0, count: bytes.count + 1)
    var p = 0
    func hex(_ range: Range<Int>) -> UInt32 { UInt32(String(decoding: bytes[range], as: UTF8.self), radix: 16)! }
    while p < bytes.count {
      let start = p
      let before = plain.count
      if bytes[p] == UInt8(ascii: "\\"), p + 1 < bytes.count {
        switch bytes[p + 1] {
        case UInt8(ascii: "r"): plain.append(0x0D); p += 2
        case UInt8(ascii: "n"): plain.append(0x0A); p += 2
        case UInt8(ascii: "t"): plain.append(0x09); p += 2
        case 0x0A: p += 2
        case UInt8(ascii: "x"):
          plain.append(UInt8(hex(p + 2..<p + 4)))
          p += 4
        case UInt8(ascii: "u"):
          let close = bytes[p...].firstIndex(of: UInt8(ascii: "}"))!
          plain += Array(String(Character(Unicode.Scalar(hex(p + 3..<close))!)).utf8)
          p = close + 1
        default: plain.append(bytes[p + 1]); p += 2
        }
      } else {
        plain.append(bytes[p])
        p += 1
      }
      for offset in start..<p { offsets[offset] = before }
    }
    offsets[bytes.count] = plain.count
    return (plain, offsets)
  }

  private func encode(_ bytes: [UInt8]) -> [UInt8] {
    let text = String(decoding: bytes, as: UTF8.self)
    if words.contains("utf16le") { return text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] } }
    if words.contains("utf16be") { return text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] } }
    if words.contains("utf32le") {
      return text.unicodeScalars.flatMap { scalar in (0..<4).map { UInt8(scalar.value >> UInt32($0 * 8) & 0xFF) } }
    }
    return bytes
  }
}
