import CSV
import TextEncoding
import Workbook

/// A file's bytes and their text: UTF-8 is read where it lies, anything else is converted first.
public final class Document {
  /// What the bytes turned out to be.
  public enum Encoding: Sendable, Equatable {
    case utf8
    /// UTF-8 with bytes of another encoding in it.
    case mixed
    /// UTF-16 or UTF-32; `isMarked`: it begins with a byte order mark.
    case wide(String, isMarked: Bool)
    /// An encoding of one byte a character or of East Asia, with how sure that is (0 to 99); nil where the user
    /// named it.
    case legacy(String, confidence: Int?)
  }

  /// The file as it is.
  public let original: UnsafeRawBufferPointer
  /// The text as UTF-8 (for `mixed`, nearly so); offsets of findings are offsets into it.
  public let text: UnsafeRawBufferPointer
  public let encoding: Encoding
  /// The byte offset of the first character behind a byte order mark.
  public let start: Int
  /// The encodings, by name, that are likeliest where the bytes do not show one clearly.
  package private(set) var encodingCandidates: [String] = []
  /// The text is ASCII altogether.
  public let isASCII: Bool
  /// The first byte that is not UTF-8, as an offset into the original.
  public let firstBadByte: Int?

  /// The sheet that the text was made from; nil for a file that is text itself.
  public let origin: SheetOrigin?
  /// Why a workbook could not be read.
  package internal(set) var workbookFailure: WorkbookError?

  /// A lone CR ends a line: no LF follows the first line. Every reader of the file must see the same lines.
  private let endsLinesWithCR: Bool
  private let owner: AnyObject?
  private let converted: ConvertedText?

  /// - Parameters:
  ///   - owner: what keeps the bytes alive.
  ///   - named: what the user says that the bytes are in; a byte order mark goes before it, and UTF-8 beyond ASCII
  /// does.
  public init(
    _ bytes: UnsafeRawBufferPointer, owner: AnyObject?, encoding named: TextEncoding? = nil, origin: SheetOrigin? = nil
  ) {
    original = bytes
    self.owner = owner
    self.origin = origin
    if let (name, marked) = Document.wideEncoding(bytes, named), let wide = TextEncoding.named(name),
      let converted = ConvertedText(bytes, encoding: wide)
    {
      self.converted = converted
      text = converted.utf8
      encoding = .wide(name, isMarked: marked)
      start = text.starts(with: Document.mark) ? 3 : 0
      isASCII = false
      firstBadByte = nil
      endsLinesWithCR = Document.endsLinesWithCR(text)
      return
    }
    start = bytes.starts(with: Document.mark) ? 3 : 0
    guard !Document.isBinary(bytes) else {
      // No text at all: not worth a look at each of perhaps many gigabytes.
      (text, encoding, isASCII, firstBadByte, converted, endsLinesWithCR) = (bytes, .utf8, false, nil, nil, false)
      return
    }
    let survey = UTF8Survey(bytes, from: start)
    isASCII = survey.isASCII
    firstBadByte = survey.firstBad
    let looksLegacy = survey.firstBad != nil && !survey.isMostlyUTF8
    let isNamedLegacy =
      start == 0 && !survey.isASCII
      && named.map { !$0.isUnicode && !Document.isUTF8(bytes, against: $0, survey) } == true
    guard named == nil ? looksLegacy : isNamedLegacy else {
      encoding = survey.firstBad == nil ? .utf8 : .mixed
      text = bytes
      converted = nil
      endsLinesWithCR = Document.endsLinesWithCR(text)
      return
    }
    let verdict = named == nil ? EncodingDetector.detect(bytes) : nil
    let found = named ?? verdict!.encoding
    encoding = .legacy(found.name, confidence: verdict?.confidence)
    encodingCandidates = verdict?.candidates ?? []
    converted = ConvertedText(bytes, encoding: found)
    text = converted?.utf8 ?? bytes
    endsLinesWithCR = Document.endsLinesWithCR(text)
  }

  /// The offset in the file of an offset in the text.
  public func originalOffset(of offset: Int) -> Int {
    converted?.originalOffset(of: offset, in: original) ?? offset
  }

  /// A reader of the text that begins at a record.
  ///
  /// - Parameter end: the byte offset at which to stop; nil reads to the end of the text.
  package func reader(_ delimiter: UInt8, from offset: Int, line: Int = 1, upTo end: Int? = nil) -> Reader {
    let part = end.map { UnsafeRawBufferPointer(rebasing: text[..<$0]) } ?? text
    return Reader(part, delimiter: delimiter, from: offset, line: line, endsLinesWithCR: endsLinesWithCR)
  }

  /// The text's first byte; not to be read where the text is empty.
  var base: UnsafePointer<UInt8> {
    text.baseAddress.map { $0.assumingMemoryBound(to: UInt8.self) } ?? UnsafePointer(bitPattern: 1)!
  }

  /// The name that reports give: `utf-8`, `utf-16le`, `windows-1252`.
  public var encodingName: String {
    switch encoding {
    case .utf8, .mixed: "utf-8"
    case .wide(let name, _), .legacy(let name, _): name.lowercased()
    }
  }

  /// Zero bytes where a text has none, and in another pattern than UTF-16's and UTF-32's.
  static func isBinary(_ bytes: UnsafeRawBufferPointer) -> Bool {
    let sample = bytes.prefix(1 << 16)
    let zeros = sample.count { $0 == 0 }
    return zeros * 10 > sample.count
  }

  /// UTF-8 beyond doubt, whatever it was named: such as a file that was converted and is fixed again.
  ///
  /// Two bytes of an East Asian encoding may be one character of UTF-8 by chance.
  private static func isUTF8(_ bytes: UnsafeRawBufferPointer, against named: TextEncoding, _ survey: UTF8Survey) -> Bool
  {
    survey.firstBad == nil && (!named.isEastAsian || bytes.contains { $0 >= 0xE0 })
  }

  private static func endsLinesWithCR(_ text: UnsafeRawBufferPointer) -> Bool {
    let firstEnd = text.firstIndex { $0 == 0x0A || $0 == 0x0D } ?? text.count
    return Reader.endsLinesWithCR(text, from: FilePreamble.endOfLine(text, firstEnd))
  }

  private static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// UTF-16 and UTF-32, by their byte order mark, by the user's word, or by where the zero bytes of ASCII
  /// characters stand.
  private static func wideEncoding(_ bytes: UnsafeRawBufferPointer, _ named: TextEncoding?) -> (
    name: String, isMarked: Bool
  )? {
    if bytes.starts(with: [0xFF, 0xFE, 0, 0]) { return ("UTF-32LE", true) }
    if bytes.starts(with: [0, 0, 0xFE, 0xFF]) { return ("UTF-32BE", true) }
    if bytes.starts(with: [0xFF, 0xFE]) { return ("UTF-16LE", true) }
    if bytes.starts(with: [0xFE, 0xFF]) { return ("UTF-16BE", true) }
    if let named { return named.isUnicode && named.name != "UTF-8" ? (named.name, false) : nil }
    let sample = bytes.prefix(4096)
    guard sample.count >= 8, sample.contains(0) else { return nil }
    var zeros = [0, 0, 0, 0]
    for (index, byte) in sample.enumerated() where byte == 0 { zeros[index % 4] += 1 }
    let quarter = sample.count / 4
    func mostly(_ lane: Int) -> Bool { zeros[lane] * 10 >= quarter * 8 }
    func hardly(_ lane: Int) -> Bool { zeros[lane] * 10 <= quarter }
    switch (mostly(0), mostly(1), mostly(2), mostly(3)) {
    case (false, true, true, true) where hardly(0): return ("UTF-32LE", false)
    case (true, true, true, false) where hardly(3): return ("UTF-32BE", false)
    case (false, true, false, true) where hardly(0) && hardly(2): return ("UTF-16LE", false)
    case (true, false, true, false) where hardly(1) && hardly(3): return ("UTF-16BE", false)
    default: return nil
    }
  }
}
