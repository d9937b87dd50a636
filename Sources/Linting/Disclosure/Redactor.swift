import CSV
import Layout
import Migration
import TextEncoding

extension LintResult {
  /// A copy of the file in which every word and number is replaced by a random one of the same shape.
  ///
  /// Delimiters, quotes, line endings, the encoding, lengths and the classes of characters stay, and equal words stay equal,
  /// so that the linter reports the same. The header row, domains of mailbox providers and the values that a column's
  /// documentation lists stay as they are. Nil where the file is no text.
  public func redacted() -> [UInt8]? {
    guard context.layout.isReadable, context.layout.document.origin == nil else { return nil }
    let isWide = if case .wide = context.layout.document.encoding { true } else { false }
    var redactor = Redactor(text: context.layout.document.text, kept: keptRanges, isWide: isWide)
    var list = EditList()
    let edits = redactor.edits()
    if !edits.isEmpty { _ = list.take([Fix("Redact", isSafe: true, edits)]) }
    return context.layout.document.rewritten(list, asUTF8: false)
  }

  /// What identifies the file and nobody: its first lines, its header row, and values from a documented list.
  private var keptRanges: [Range<Int>] {
    let layout = context.layout
    var kept = [layout.preamble.separatorLine, layout.preamble.typeLine].compactMap(\.self)
    kept += layout.preamble.linesAbove.map(\.range)
    kept += layout.evidence.bounds.below.map(\.range).filter {
      TableBounds.isMark(UnsafeRawBufferPointer(rebasing: layout.document.text[$0]))
    }
    // A cell that may be no column's name is a value like any other.
    if let header = layout.header { kept += header.cells.indices.filter(header.isName).map { header.cells[$0].range } }
    guard let place = context.rowCount > 0 ? context.rowIndex.place(ofRow: 1) : nil else { return kept }
    let repeated = RepeatedHeader(layout)
    var reader = layout.reader(at: place)
    while reader.next() {
      if let repeated, repeated.isRepeated(reader) {
        kept.append(reader.start..<reader.end)
        continue
      }
      for index in 0..<min(reader.count, layout.columns.count) {
        guard let column = layout.columns[index].known, column.role == .text else { continue }
        let value = reader.fields[index].value
        let text = String(decoding: layout.document.text[value], as: UTF8.self)
        if Redactor.isListed(text, in: column) { kept.append(value) }
      }
    }
    return kept
  }
}

/// Replaces the words of a text by random ones of the same shape.
struct Redactor {
  private let text: UnsafeRawBufferPointer
  /// Ascending byte ranges that stay as they are.
  private let kept: [Range<Int>]
  /// Characters whose two bytes may be ASCII text that the encoding does not fit.
  private let hidesASCII: Bool
  /// Replacements by word in lower case, so that equal words stay equal whatever their case.
  private var words: [[UInt8]: [UInt8]] = [:]
  private var used: Set<[UInt8]> = []
  /// Letters outside ASCII, exchanged among those of the file, which its encoding has for certain.
  private var letters: [Unicode.Scalar: Unicode.Scalar] = [:]

  /// Spreadsheets' error values, and schemes of addresses: shapes, not content.
  private static let fixedWords: Set<String> = ["mailto", "smtp", "http", "https", "ipv6"]
  private static let errors = ["#n/a", "#name?", "#ref!", "#value!", "#div/0!", "#num!", "#null!"].map {
    Array($0.utf8)
  }

  /// - Parameters:
  ///   - kept: byte ranges that stay as they are.
  ///   - isWide: the file is UTF-16 or UTF-32.
  init(text: UnsafeRawBufferPointer, kept: [Range<Int>], isWide: Bool = false) {
    self.text = text
    hidesASCII = isWide
    self.kept = kept.sorted { $0.lowerBound < $1.lowerBound }
    letters = exchangedLetters()
  }

  /// Whether a value is one that its column's documentation lists, or a plain number of a column of numbers.
  static func isListed(_ text: String, in column: Kind.Column) -> Bool {
    let permitted = [column.permitted] + column.conditions.map(\.permitted)
    return permitted.contains { permitted in
      permitted.values.contains { $0.lowercased() == text.lowercased() }
        || permitted.instead.contains { $0.wrong.lowercased() == text.lowercased() }
        || (permitted.numbers != nil || permitted.bounds != nil) && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
    }
  }

  mutating func edits() -> [Fix.Edit] {
    var edits: [Fix.Edit] = []
    var next = 0
    var p = 0
    while p < text.count {
      while next < kept.count, kept[next].upperBound <= p { next += 1 }
      if next < kept.count, kept[next].lowerBound <= p {
        p = kept[next].upperBound
        continue
      }
      let limit = next < kept.count ? kept[next].lowerBound : text.count
      if let end = endOfFixedText(p, limit) {
        p = end
      } else if Redactor.isWord(text[p]) {
        let start = p
        while p < limit, Redactor.isWord(text[p]) { p += 1 }
        let word = start..<p
        if !isFollowedByMark(p) { edits.append(Fix.Edit(word, replacement(word))) }
      } else if text[p] >= 0x80 {
        let start = p
        p = endOfLetters(p, limit)
        edits.append(Fix.Edit(start..<p, exchanged(start..<p)))
      } else {
        p += 1
      }
    }
    return edits
  }

  private func endOfLetters(_ start: Int, _ limit: Int) -> Int {
    var p = start
    while p < limit, text[p] >= 0x80 { p += max(UTF8Survey.sequenceLength(text, at: p), 1) }
    return min(p, limit)
  }

  /// A run of characters outside ASCII with its letters exchanged; next to ASCII letters they stay, as there what is wrong
  /// with the word depends on them.
  private func exchanged(_ run: Range<Int>) -> [UInt8] {
    let isPartOfWord =
      run.lowerBound > 0 && Redactor.isWord(text[run.lowerBound - 1])
      || run.upperBound < text.count && Redactor.isWord(text[run.upperBound])
    var result: [UInt8] = []
    forEachScalar(in: run) { scalar, range in
      if hidesASCII, let scalar, Redactor.isASCIIPair(scalar) {
        result += Array("一".utf8)
      } else if !isPartOfWord, let scalar, let other = letters[scalar] {
        result += Array(String(Character(other)).utf8)
      } else {
        result += text[range]
      }
    }
    return result
  }

  private static func isASCIIPair(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value <= 0xFFFF && [scalar.value >> 8, scalar.value & 0xFF].allSatisfy { $0 &- 0x20 < 0x5F }
  }

  /// Calls with each character outside ASCII and its bytes; nil where they are not UTF-8.
  private func forEachScalar(in run: Range<Int>, _ body: (Unicode.Scalar?, Range<Int>) -> Void) {
    var p = run.lowerBound
    while p < run.upperBound {
      let length = UTF8Survey.sequenceLength(text, at: p)
      let range = p..<min(p + max(length, 1), run.upperBound)
      body(length > 1 ? CharacterClassifier.scalar(text, p, length) : nil, range)
      p = range.upperBound
    }
  }

  /// A random permutation of the file's letters within each alphabet, case and length.
  private func exchangedLetters() -> [Unicode.Scalar: Unicode.Scalar] {
    struct Sort: Hashable {
      var block: UInt32
      var category: Unicode.GeneralCategory
    }
    var sorts: [Sort: Set<Unicode.Scalar>] = [:]
    var p = 0
    while p < text.count {
      guard text[p] >= 0x80 else {
        p += 1
        continue
      }
      let end = endOfLetters(p, text.count)
      forEachScalar(in: p..<end) { scalar, _ in
        if let scalar, scalar.properties.isAlphabetic {
          sorts[Sort(block: scalar.value >> 7, category: scalar.properties.generalCategory), default: []].insert(scalar)
        }
      }
      p = end
    }
    var exchanged: [Unicode.Scalar: Unicode.Scalar] = [:]
    for letters in sorts.values {
      for (old, new) in zip(letters, letters.shuffled()) { exchanged[old] = new }
    }
    return exchanged
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
  }

  /// Where an error value, a fixed word or a provider's domain ends that begins here; nil where none does.
  private func endOfFixedText(_ p: Int, _ limit: Int) -> Int? {
    if text[p] == UInt8(ascii: "#") {
      return Redactor.errors.first { matches($0, at: p, limit) }.map { p + $0.count }
    }
    guard Redactor.isWord(text[p]), p == 0 || !Redactor.isWord(text[p - 1]) else { return nil }
    var end = p
    while end < limit, Redactor.isWord(text[end]) { end += 1 }
    if end < limit, text[end] == UInt8(ascii: ":"), Redactor.fixedWords.contains(lowercased(p..<end)) { return end }
    guard p > 0, text[p - 1] == UInt8(ascii: "@") else { return nil }
    while end < limit, Redactor.isWord(text[end]) || text[end] == UInt8(ascii: ".") || text[end] == UInt8(ascii: "-") {
      end += 1
    }
    return ConsumerDomains.contains(lowercased(p..<end)) ? end : nil
  }

  private func matches(_ word: [UInt8], at p: Int, _ limit: Int) -> Bool {
    p + word.count <= limit
      && word.indices.allSatisfy {
        text[p + $0] == word[$0] || (Redactor.isWord(word[$0]) && text[p + $0] | 0x20 == word[$0])
      }
  }

  private func lowercased(_ range: Range<Int>) -> String { String(decoding: text[range], as: UTF8.self).lowercased() }

  /// Whether a combining mark of UTF-8 (U+0300 to U+036F) follows: with another letter it would not compose.
  private func isFollowedByMark(_ p: Int) -> Bool {
    p + 1 < text.count && (text[p] == 0xCC || text[p] == 0xCD && text[p + 1] < 0xB0)
  }

  private mutating func replacement(_ range: Range<Int>) -> [UInt8] {
    let lower = text[range].map { byte in byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte }
    if words[lower] == nil {
      var made = Redactor.random(like: lower)
      // Different words stay different: as many tries as make it certain for all but the shortest words.
      for _ in 0..<1000 where used.contains(made) { made = Redactor.random(like: lower) }
      used.insert(made)
      words[lower] = made
    }
    return zip(words[lower]!, text[range]).map { new, old in old >= 0x41 && old <= 0x5A ? new & ~0x20 : new }
  }

  /// Letters become letters and digits digits; hexadecimal ones stay hexadecimal, zero and the sign of an exponent stay.
  private static func random(like word: [UInt8]) -> [UInt8] {
    let isNumber = word.dropLast().allSatisfy { $0 < 0x3A } && word.count > 1
    return word.enumerated().map { index, byte in
      switch byte {
      case UInt8(ascii: "0"): byte
      case UInt8(ascii: "1")...UInt8(ascii: "9"): UInt8.random(in: UInt8(ascii: "1")...UInt8(ascii: "9"))
      case UInt8(ascii: "e") where isNumber && index == word.count - 1: byte
      case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt8.random(in: UInt8(ascii: "a")...UInt8(ascii: "f"))
      default: UInt8.random(in: UInt8(ascii: "g")...UInt8(ascii: "z"))
      }
    }
  }
}
