/// The parts of a file that show its encoding: the different words with bytes beyond ASCII, from all over the file.
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

  /// A handful of letters beyond ASCII, all of which windows-1252 has: `À` to `ÿ`, `€`, `£`, `§`, `°`, `´`.
  var isShortWestern: Bool {
    let letters = words.reduce(0) { $0 + $1.count { $0 >= 0x80 } }
    return letters <= EncodingSample.fewLetters
      && words.allSatisfy { word in
        word.allSatisfy {
          $0 < 0x80 || $0 >= 0xC0 && $0 != 0xD7 && $0 != 0xF7 || [0x80, 0xA3, 0xA7, 0xB0, 0xB4].contains($0)
        }
      }
  }

  init(_ bytes: UnsafeRawBufferPointer) {
    let beginning = bytes.prefix(1 << 16)
    endsLinesWithCR = beginning.contains(0x0D) && !beginning.contains(0x0A)
    var seen: Set<ArraySlice<UInt8>> = []
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
      guard seen.insert(word).inserted else { continue }
      left -= 1
      words.append(word)
      for byte in word where byte >= 0x80 { used[Int(byte & 0x7F)] = true }
    }
  }

  private static func isSeparator(_ byte: UInt8) -> Bool { byte < 0x30 || (0x3A...0x3F).contains(byte) }
}
