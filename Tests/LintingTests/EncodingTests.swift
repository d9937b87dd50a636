import Layout
import TextEncoding
import Linting
import TestSupport
import Testing

@Suite("Encodings")
struct EncodingTests {
  /// The document of bytes that live as long as the call.
  private func read<Result>(_ bytes: [UInt8], _ encoding: TextEncoding? = nil, _ body: (Document) -> Result) -> Result {
    bytes.withUnsafeBytes { body(Document($0, owner: nil, encoding: encoding)) }
  }

  private func bytes(_ hex: String) -> [[UInt8]] {
    hex.split(separator: " ").map { word in
      let digits = Array(word)
      return stride(from: 0, to: digits.count, by: 2).map { UInt8(String(digits[$0...$0 + 1]), radix: 16)! }
    }
  }

  private func roster(_ words: [[UInt8]]) -> [UInt8] {
    words.enumerated().reduce(Array("EmailAddress,UserName,Password\r\n".utf8)) { file, word in
      file + Array("user\(word.offset)@contoso.com,".utf8) + word.element + Array(",Wren-4821\r\n".utf8)
    }
  }

  @Test(
    "A letter that many passwords have proves no encoding",
    arguments: ["windows-1252", "windows-1250", "macintosh", "IBM850"], ["N@", "@N", "x@yN", "N@!"])
  func repeatedLetter(name: String, shape: String) throws {
    let encoding = try #require(TextEncoding.named(name))
    for letter in "ßöàèçüéñäêłőž" {
      guard let byte = (0x80...0xFF).first(where: { decoded($0, encoding) == letter }) else { continue }
      let passwords = (10..<40).map { number in
        shape.replacing("N", with: "\(number)").utf8.map { $0 == UInt8(ascii: "@") ? UInt8(byte) : $0 }
      }
      let rows = passwords.flatMap { Array("ada@contoso.com,ada,".utf8) + $0 + Array("\r\n".utf8) }
      let verdict = rows.withUnsafeBytes { EncodingDetector.detect($0) }
      let isRight = decoded(byte, verdict.encoding) == letter
      #expect(isRight || verdict.confidence < EncodingDetector.certain, "\(letter): \(verdict)")
    }
  }

  private func decoded(_ byte: Int, _ encoding: TextEncoding) -> Character? {
    read([UInt8(byte)], encoding) { String(decoding: $0.text, as: UTF8.self).first }
  }

  static let samples: [(name: String, words: String, hex: String)] = [
    ("windows-1252", "Müller Strauß Käthe", "4dfc6c6c6572 5374726175df 4be4746865"),
    ("windows-1252", "Lefèvre François Benoît", "4c6566e8767265 4672616ee76f6973 42656e6fee74"),
    ("windows-1252", "Muñoz García", "4d75f16f7a 47617263ed61"),
    ("windows-1250", "Wiśniewski Gołąb Łukasz", "57699c6e696577736b69 476fb3b962 a3756b61737a"),
    ("windows-1250", "Dvořák Růžička", "44766ff8e16b 52f99e69e86b61"),
    ("windows-1250", "Erdős Szűcs Győző", "457264f573 537afb6373 4779f57af5"),
    ("windows-1251", "Иванов Петрова", "c8e2e0edeee2 cfe5f2f0eee2e0"),
    ("koi8-r", "Иванов Петрова", "e9d7c1cecfd7 f0c5d4d2cfd7c1"),
    ("windows-1253", "Παπαδόπουλος Ελένη", "d0e1f0e1e4fcf0eff5ebeff2 c5ebddede7"),
    ("windows-1254", "Yıldırım Şahin Çağlar", "59fd6c64fd72fd6d de6168696e c761f06c6172"),
    ("shift_jis", "佐藤 花子 さくら", "8db293a1 89d48e71 82b382ad82e7"),
    ("gb18030", "王芳 李伟", "cdf5b7bc c0eeceb0"),
    ("euc-kr", "김민준 박서연", "b1e8b9cec1d8 b9dabcadbfac"),
    ("big5", "陳美玲 黃俊傑", "b3afacfcacc2 b6c0ab54b3c7"),
    ("windows-1255", "כהן משה שרה לוי", "ebe4ef eef9e4 f9f8e4 ece5e9"),
    ("macintosh", "Müller Schäfer Groß", "4d9f6c6c6572 5363688a666572 47726fa7"),
    ("ibm850", "Müller Schäfer Groß", "4d816c6c6572 53636884666572 47726fe1"),
  ]

  @Test(
    "A letter in one password is never enough to be certain of the encoding", arguments: ["e9", "f3", "80", "a4", "8e"])
  func onePassword(byte: String) {
    let file =
      Array("EmailAddress,UserName,Password\r\nanna@contoso.com,anna,Wren48".utf8) + bytes(byte)[0]
      + Array("k2\r\n".utf8)
    read(file) { document in
      guard case .legacy(_, let confidence?) = document.encoding else {
        return _ = Issue.record("\(document.encoding)")
      }
      #expect(confidence < EncodingDetector.certain, "\(document.encodingName)")
    }
  }

  @Test(
    "A file that was converted is UTF-8, whatever it was named",
    arguments: ["windows-1252", "koi8-r", "ibm850", "shift_jis"])
  func namedWrong(name: String) {
    let text = roster(["Müller", "Юрий", "花子"].map { Array($0.utf8) })
    read(text, TextEncoding.named(name)) { #expect($0.encoding == .utf8) }
  }

  @Test("Two or three names show what a file is in", arguments: samples)
  func detection(sample: (name: String, words: String, hex: String)) {
    read(roster(bytes(sample.hex))) { document in
      #expect(document.encodingName == sample.name)
      #expect(document.text.elementsEqual(roster(sample.words.split(separator: " ").map { Array($0.utf8) })))
    }
  }

  @Test("The name that the user gives goes before what the bytes look like, and a byte order mark before both")
  func named() {
    let file = roster([[0x4D, 0xFC, 0x6C, 0x6C, 0x65, 0x72]])
    read(file, .named("CP1251")) { #expect($0.encoding == .legacy("windows-1251", confidence: nil)) }
    read(file, .named("utf-8")) { #expect($0.encoding == .mixed) }
    read([0xEF, 0xBB, 0xBF] + roster([Array("Müller".utf8)]), .named("windows-1251")) { #expect($0.encoding == .utf8) }
    read(roster([Array("Muller".utf8)]), .named("windows-1251")) { #expect($0.encoding == .utf8) }
    read(Array("a\0b\0".utf8), .named("utf-16")) { #expect($0.encoding == .wide("UTF-16LE", isMarked: false)) }
  }

  @Test("ISO-8859-1 means Windows-1252, whose bytes from 0x80 to 0x9F are characters")
  func latin1() {
    read(roster([[0x80]]), .named("ISO-8859-1")) { document in
      #expect(document.text.elementsEqual(roster([Array("€".utf8)])))
    }
  }

  @Test("Every name and alias is found, and none means two encodings")
  func names() {
    for encoding in TextEncoding.all { #expect(TextEncoding.named(encoding.name.uppercased()) == encoding) }
    #expect(TextEncoding.named("Shift-JIS")?.name == "Shift_JIS")
    #expect(TextEncoding.named("latin1")?.name == "windows-1252")
    #expect(TextEncoding.named("windows-1260") == nil)
  }

  @Test("Every place of a converted text has its place in the file", arguments: ["Shift_JIS", "windows-1252"])
  func places(name: String) {
    let isJapanese = name == "Shift_JIS"
    let word: [UInt8] = isJapanese ? [0x8D, 0xB2, 0x93, 0xA1] : [0x4D, 0xFC]
    let characters = isJapanese ? [(2, 3), (2, 3)] : [(1, 1), (1, 2)]
    var file: [UInt8] = []
    var places: [(original: Int, utf8: Int)] = []
    var utf8 = 0
    for number in 0..<700 {
      let gap = number % 7 == 0 ? 900 : number % 5
      for _ in 0..<gap {
        places.append((file.count, utf8))
        file.append(0x61)
        utf8 += 1
      }
      var offset = file.count
      for (length, width) in characters {
        places.append((offset, utf8))
        offset += length
        utf8 += width
      }
      file += word
    }
    read(file, .named(name)) { document in
      #expect(document.text.count == utf8)
      let wrong = places.enumerated().filter {
        $0.offset % 13 == 0 && document.originalOffset(of: $0.element.utf8) != $0.element.original
      }
      #expect(wrong.map(\.element.utf8) == [])
      #expect(document.originalOffset(of: utf8) == file.count)
    }
  }

  @Test(
    "A line of megabytes in any encoding is read to its end", .timeLimit(.minutes(2)),
    arguments: zip([0x61, 0x22, 0xFC] as [UInt8], [10_000_000, 10_000_000, 1_000_000]))
  func longLine(byte: UInt8, count: Int) throws {
    let file =
      Array("EmailAddress,UserName,Password\nalberta@contoso.com,alberta,".utf8)
      + [UInt8](repeating: byte, count: count)
    let report = try LintSample(file).lint()
    #expect(!report.findings.isEmpty)
    #expect(report.rows <= 1)
  }
}

@Suite("Damaged text")
struct DamagedTextTests {
  private func repaired(_ text: String) -> String? {
    Mojibake.repaired(Array(text.utf8)).map { String(decoding: $0, as: UTF8.self) }
  }

  @Test(
    "Damaged letters are turned back, however often they were damaged",
    arguments: [
      ("MÃ¼ller", "Müller"), ("MÃƒÂ¼ller", "Müller"), ("MĂĽller", "Müller"), ("Ğ˜Ğ²Ğ°Ğ½", "Иван"), ("РџС‘С‚СЂ", "Пётр"),
      ("Oâ€™Neil", "O’Neil"),
      ("佐".utf8.map { byte in [0x4D: "", 0xE4: "ä", 0xBD: "½", 0x90: "\u{90}"][byte]! }.joined(), "佐"),
      ("StraÃ\u{9F}e", "Straße"), ("StraÃŸe", "Straße"), ("l\u{C3}\u{A0}porte", "làporte"),
    ])
  func repair(damaged: String, sound: String) {
    #expect(repaired(damaged) == sound)
  }

  @Test(
    "Sound text is left alone",
    arguments: [
      "", "Müller", "JOÃO", "São Paulo", "Âge", "RĂŞINARI", "Căşuţ", "Ayşe Gül", "Пётр Ильич", "ВІКТОРІЯ", "Ђорђе",
      "Žofie Šťastná",
      "Łódź", "Ółłś", "Ñandú", "ÉÈÊË", "Ελένη", "佐藤", "ÄÖÜ§", "£5 €", "Ã", "naïve—“quoted”",
    ])
  func sound(text: String) {
    #expect(repaired(text) == nil)
  }

  @Test("Text is put into NFC, and only where it is another")
  func normalForm() {
    func normalized(_ text: String) -> String? {
      Array(text.utf8).withUnsafeBufferPointer { Characters.normalized($0).map { String(decoding: $0, as: UTF8.self) } }
    }
    #expect(normalized("e\u{301}")?.unicodeScalars.map(\.value) == [0xE9])
    #expect(normalized("\u{1112}\u{1161}\u{11AB}")?.unicodeScalars.map(\.value) == [0xD55C])
    // One of the characters that become longer: three code points for one.
    #expect(normalized("\u{FB2C}")?.unicodeScalars.map(\.value) == [0x5E9, 0x5BC, 0x5C1])
    #expect(normalized("\u{1D160}")?.utf8.count == 12)
    #expect(normalized("é") == nil)
    #expect(normalized("") == nil)
  }
}
