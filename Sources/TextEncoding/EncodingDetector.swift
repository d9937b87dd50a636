/// Finds out what encoding a list of names is in.
///
/// Every candidate turns the same bytes into other words. The words that are likeliest in a language that is
/// written in the encoding win; a word here and there may be of another of its languages.
public struct EncodingDetector {
  /// What was found, and how sure that is, from 0 (nothing speaks for it) to 99.
  public struct Verdict: Sendable {
    public var encoding: TextEncoding
    public var confidence: Int
    /// The names of the likeliest encodings, the best one first, at most three.
    public var candidates: [String] = []
  }

  /// An encoding, how many bits rarer it is than the usual one, and the languages that are written in it.
  private struct Candidate {
    var encoding: TextEncoding
    var rarity: Float
    var languages: [String]
  }

  private static let table = """
    windows-1252 0 de fr es it pt nl sv da nb fi ca is
    windows-1250 1 pl cs hu sk ro hr sl de
    windows-1251 1 ru uk bg sr mk be
    windows-1253 1 el
    windows-1254 1 tr de fr
    windows-1255 1 he
    windows-1256 1 ar fa
    windows-1257 2 lt lv et
    windows-1258 3 vi
    windows-874 2 th
    ISO-8859-2 4 pl cs hu sk ro hr sl de
    ISO-8859-4 8 lt lv et
    ISO-8859-5 6 ru uk bg sr
    ISO-8859-6 6 ar
    ISO-8859-7 4 el
    ISO-8859-8 4 he
    ISO-8859-13 5 lt lv et
    ISO-8859-15 5 fr de fi es
    KOI8-R 3 ru bg
    KOI8-U 4 uk ru
    macintosh 5 de fr es it pt nl sv da nb
    x-mac-centraleurroman 8 pl cs hu sk
    x-mac-cyrillic 9 ru uk bg
    x-mac-greek 12 el
    x-mac-turkish 12 tr
    IBM850 5 de fr es it pt nl sv da nb
    IBM437 6 de fr es it sv
    IBM852 6 pl cs hu sk ro hr sl
    IBM857 9 tr
    IBM866 5 ru uk bg
    IBM855 9 ru bg sr mk
    IBM737 6 el
    IBM869 9 el
    IBM862 6 he
    IBM775 8 lt lv et
    IBM865 8 nb da
    Shift_JIS 1
    EUC-JP 4
    GB18030 1
    Big5 1
    EUC-KR 1
    """

  /// The languages of Latin letters, and how many bits rarer each is among lists of users.
  private static let latin: KeyValuePairs<String, Float> = [
    "de": 0, "fr": 0, "es": 0, "it": 0, "pt": 0, "pl": 0, "cs": 0, "hu": 0, "tr": 0, "nl": 1, "sv": 1, "da": 1, "nb": 1,
    "fi": 1, "ro": 1, "sk": 1, "hr": 1, "sl": 1, "lt": 1, "lv": 1, "ca": 3, "vi": 3, "is": 4, "et": 4,
  ]
  /// The same of the other languages, where they are not alone in their script.
  private static let others: [String: Float] = ["uk": 1, "bg": 1, "sr": 3, "mk": 4, "be": 4, "fa": 3]
  /// Bits of a word in another language than the rest.
  private static let otherLanguage: Float = 3
  /// So many bits behind the best one, a candidate is given up.
  private static let hopeless: Float = 400

  /// From this confidence on an encoding is probable, and reported so.
  public static let probable = 50
  /// From this confidence on an encoding is certain.
  public static let certain = 70
  /// By so many bits another encoding must be likelier for a handful of letters to speak against windows-1252.
  private static let contrary: Float = 14

  /// Lines that end with CR alone were written on a Macintosh: bits in favour of its encodings.
  private static let macintoshLines: Float = 10

  private let sample: EncodingSample
  private var models: [String: LetterModel] = [:]

  /// The encoding of a text that is in one compatible with ASCII and not in UTF-8.
  public static func detect(_ bytes: UnsafeRawBufferPointer) -> Verdict {
    var detector = EncodingDetector(sample: EncodingSample(bytes))
    return detector.verdict()
  }

  private init(sample: EncodingSample) { self.sample = sample }

  private mutating func verdict() -> Verdict {
    var found: [(encoding: TextEncoding, bits: Float, rarity: Float, upperHalf: [Unicode.Scalar])] = []
    for candidate in EncodingDetector.candidates() {
      let limit = (found.map(\.bits).min() ?? .infinity) + EncodingDetector.hopeless
      if candidate.languages.isEmpty {
        guard !sample.hasLoneBytesOnly, let bits = eastAsianBits(candidate, limit) else { continue }
        found.append((candidate.encoding, bits, candidate.rarity, []))
      } else {
        // A letter of another script has its like beside it.
        guard !sample.hasLoneBytesOnly || isLatin(candidate) else { continue }
        let reading = SingleByteReading(candidate.encoding)
        guard let bits = bits(candidate, reading, limit) else { continue }
        found.append((candidate.encoding, bits, candidate.rarity, reading.upperHalf))
      }
    }
    if sample.endsLinesWithCR {
      for index in found.indices where found[index].encoding.name.lowercased().contains("mac") {
        found[index].bits -= EncodingDetector.macintoshLines
      }
    }
    guard let best = found.min(by: { $0.bits < $1.bits }) else {
      return Verdict(encoding: .named("windows-1252")!, confidence: 0)
    }
    let others = found.filter { !isSame($0.upperHalf, best.upperHalf) && $0.encoding != best.encoding }
    let usual = found.filter { isSame($0.upperHalf, best.upperHalf) }.min { $0.rarity < $1.rarity } ?? best
    var verdict = Verdict(
      encoding: usual.encoding, confidence: confidence(best.bits, rival: others.map(\.bits).min() ?? .infinity))
    verdict.candidates = found.sorted { $0.bits < $1.bits }.prefix(3).map { $0.encoding.name.lowercased() }
    if let western = found.first(where: { $0.encoding == .named("windows-1252") }),
      // A word processor's quote or dash says less still.
      verdict.confidence < (sample.hasPunctuationOnly ? EncodingDetector.certain : EncodingDetector.probable),
      sample.isShortWestern,
      western.bits - best.bits < EncodingDetector.contrary
    {
      verdict.encoding = western.encoding
      verdict.confidence = EncodingDetector.probable
      verdict.candidates.removeAll { $0 == western.encoding.name.lowercased() }
      verdict.candidates = [western.encoding.name.lowercased()] + verdict.candidates.prefix(2)
    }
    return verdict
  }

  private static func candidates() -> [Candidate] {
    table.split(separator: "\n").compactMap { line in
      let words = line.split(separator: " ")
      guard let encoding = TextEncoding.named(String(words[0])), let rarity = Float(words[1]) else { return nil }
      return Candidate(encoding: encoding, rarity: rarity, languages: words.dropFirst(2).map(String.init))
    }
  }

  /// Bits of the whole sample; nil where the candidate is given up.
  private mutating func bits(_ candidate: Candidate, _ reading: SingleByteReading, _ limit: Float) -> Float? {
    let languages = languages(candidate).map { name, rarity in
      let model = model(name)
      return (model: model, places: reading.places(model), rarity: rarity)
    }
    var totals = candidate.languages.indices.map { candidate.rarity + languages[$0].rarity }
    var costs = [Float](repeating: 0, count: languages.count)
    for word in sample.words {
      var least = Float.infinity
      for index in languages.indices {
        costs[index] = reading.bits(word, languages[index].model, languages[index].places)
        least = min(least, costs[index] + languages[index].rarity)
      }
      for index in totals.indices { totals[index] += min(costs[index], least + EncodingDetector.otherLanguage) }
      if totals.min()! > limit { return nil }
    }
    return totals.min()
  }

  /// The languages of a candidate, and after them those whose words may be among theirs.
  private func languages(_ candidate: Candidate) -> [(name: String, rarity: Float)] {
    let latin = EncodingDetector.latin.map { (name: $0.key, rarity: $0.value) }
    guard isLatin(candidate) else {
      return candidate.languages.map { ($0, EncodingDetector.others[$0] ?? 0) }
    }
    let own = candidate.languages.compactMap { name in latin.first { $0.name == name } }
    return own + latin.filter { !candidate.languages.contains($0.name) }
  }

  /// Languages of Latin letters are written in it.
  private func isLatin(_ candidate: Candidate) -> Bool {
    EncodingDetector.latin.contains { $0.key == candidate.languages.first }
  }

  private func eastAsianBits(_ candidate: Candidate, _ limit: Float) -> Float? {
    guard let reading = EastAsianReading(candidate.encoding) else { return nil }
    defer { reading.close() }
    var total = candidate.rarity
    for word in sample.words {
      total += reading.bits(word)
      if total > limit { return nil }
    }
    return total
  }

  private mutating func model(_ language: String) -> LetterModel {
    if let known = models[language] { return known }
    let model = LetterModel(
      table: Letters.tables[language] ?? "", isLatin: EncodingDetector.latin.contains { $0.key == language })
    models[language] = model
    return model
  }

  /// Whether two encodings of one byte a character make the same text of the file.
  private func isSame(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Bool {
    guard !a.isEmpty, !b.isEmpty else { return false }
    return sample.used.indices.allSatisfy { !sample.used[$0] || a[$0] == b[$0] }
  }

  /// From the lead before the next reading, how well the best one fits at all, and how much evidence there is.
  private func confidence(_ bits: Float, rival: Float) -> Int {
    var shown: Float = 0
    var plain: Float = 0
    for word in sample.words {
      for byte in word {
        if byte >= 0x80 { shown += 1 } else { plain += byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A ? 4.5 : 5 }
      }
    }
    let lead = rival.isInfinite ? 1 : 1 - 0.5 / (1 + (rival - bits) / 6)
    let mean = (bits - plain) / max(shown, 1)
    let evidence = sample.words.reduce(Float(0)) { $0 + EncodingDetector.evidence($1) }
    return Int(99 * lead * max(0, min(1, (22 - mean) / 8)) * evidence / (evidence + 0.4))
  }

  /// The weight of a word as evidence: as many as it has bytes beyond ASCII, and hardly any where it is no word at
  /// all but a password, in which any character may follow any other.
  private static func evidence(_ word: ArraySlice<UInt8>) -> Float {
    func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
    let letters = word[..<(word.lastIndex { !isDigit($0) } ?? word.startIndex)]
    let isBroken =
      letters.contains(where: isDigit)
      || zip(letters, letters.dropFirst()).contains { (0x61...0x7A).contains($0) && (0x41...0x5A).contains($1) }
    return isBroken ? 0.1 : Float(min(word.count { $0 >= 0x80 }, 4))
  }
}
