/// The parts of a file that show its encoding: words with bytes beyond ASCII, from all over the file.
///
/// A letter between the same two neighbours is evidence once only: thirty passwords that end with a digit and `ß` show
/// no more than one of them.
struct EncodingSample {
  /// Each from a separator to the next one; separators are bytes below 0x30 and `:` to `?`, which are never a part of
  /// a character in an encoding that is compatible with ASCII.
  private(set) var words: [ArraySlice<UInt8>] = []
  /// Which bytes from 0x80 on there are.
  private(set) var used = [Bool](repeating: false, count: 128)

  /// So many different words from each of so many parts of the file are enough.
  private static let wordsOfPart = 8, parts = 64
  private static let longestWord = 48
  /// The lines end with CR alone.
  private(set) var endsLinesWithCR = false
  /// So few letters beyond ASCII show their encoding badly.
  private static let fewLetters = 6

  /// A handful of characters beyond ASCII, all of which windows-1252 has: `À` to `ÿ`, `€`, `£`, `§`, `°`, `´`, `’`,
  /// and the word processors' other quotes and dashes where they are not inside a word.
  var isShortWestern: Bool {
    let letters = words.reduce(0) { $0 + $1.count { $0 >= 0x80 } }
    return letters <= EncodingSample.fewLetters
      && words.allSatisfy { word in
        word.indices.allSatisfy { index in
          let byte = word[index]
          return byte < 0x80 || byte >= 0xC0 && byte != 0xD7 && byte != 0xF7
            || [0x80, 0x92, 0xA3, 0xA7, 0xB0, 0xB4].contains(byte)
            || [0x85, 0x91, 0x93, 0x94, 0x96, 0x97].contains(byte) && !EncodingSample.isInside(word, index)
        }
      }
  }

  /// No letters beyond ASCII, only the quotes, dashes and signs that windows-1252 has where other encodings have
  /// letters.
  var hasPunctuationOnly: Bool {
    words.allSatisfy { $0.allSatisfy { $0 < 0xC0 } }
  }

  private static func isInside(_ word: ArraySlice<UInt8>, _ index: Int) -> Bool {
    func isLetter(_ index: Int) -> Bool { word.indices.contains(index) && (word[index] | 0x20) &- 0x61 < 26 }
    return isLetter(index - 1) && isLetter(index + 1)
  }

  /// Every byte beyond ASCII is between bytes of ASCII, as a Latin letter in a name is and an East Asian word is not.
  var hasLoneBytesOnly: Bool {
    words.allSatisfy { word in !zip(word, word.dropFirst()).contains { $0 >= 0x80 && $1 >= 0x80 } }
  }

  init(_ bytes: UnsafeRawBufferPointer) {
    let beginning = bytes.prefix(1 << 16)
    endsLinesWithCR = beginning.contains(0x0D) && !beginning.contains(0x0A)
    var seen: Set<UInt32> = []
    let part = max(bytes.count / EncodingSample.parts, 256)
    var left = EncodingSample.wordsOfPart
    var end = part
    var p = 0
    while true {
      let found = bytes.asciiEnd(from: p)
      guard found < bytes.count else { return }
      p = found + 1
      if found >= end {
        end = found + part
        left = EncodingSample.wordsOfPart
      }
      // A byte that was not seen before always makes its word worth a look.
      guard left > 0 || !used[Int(bytes[found] & 0x7F)] else { continue }
      var low = found
      while low > 0, found - low < EncodingSample.longestWord, !EncodingSample.isSeparator(bytes[low - 1]) { low -= 1 }
      while p < bytes.count, p - found < EncodingSample.longestWord, !EncodingSample.isSeparator(bytes[p]) { p += 1 }
      let word = Array(bytes[low..<p])[...]
      let known = seen.count
      for index in word.indices where word[index] >= 0x80 { seen.insert(EncodingSample.surroundings(word, index)) }
      guard seen.count > known else { continue }
      left -= 1
      words.append(word)
      for byte in word where byte >= 0x80 { used[Int(byte & 0x7F)] = true }
    }
  }

  /// A byte beyond ASCII with the letters at its sides; what is no letter counts as nothing.
  private static func surroundings(_ word: ArraySlice<UInt8>, _ index: Int) -> UInt32 {
    func letter(_ index: Int) -> UInt32 {
      guard word.indices.contains(index), word[index] >= 0x80 || (word[index] | 0x20) &- 0x61 < 26 else { return 0 }
      return UInt32(word[index] < 0x80 ? word[index] | 0x20 : word[index])
    }
    return letter(index - 1) << 16 | UInt32(word[index]) << 8 | letter(index + 1)
  }

  private static func isSeparator(_ byte: UInt8) -> Bool { byte < 0x30 || (0x3A...0x3F).contains(byte) }
}
