/// The parts of a file that show its encoding: the different words with bytes beyond ASCII, from all over the file.
struct EncodingSample {
  /// Each from a separator to the next one; separators are bytes below 0x30 and `:` to `?`, which are never a part of
  /// a character in an encoding that is compatible with ASCII.
  private(set) var words: [ArraySlice<UInt8>] = []
  /// Which bytes from 0x80 on there are.
  private(set) var used = [Bool](repeating: false, count: 128)

  /// So many different words from each of so many parts of the file are enough.
  private static let wordsOfPart = 16, parts = 64
  private static let longestWord = 48

  init(_ bytes: UnsafeRawBufferPointer) {
    var seen: Set<ArraySlice<UInt8>> = []
    let part = max(bytes.count / EncodingSample.parts, 4096)
    for begin in stride(from: 0, to: bytes.count, by: part) {
      let end = min(begin + part, bytes.count)
      var p = begin
      var left = EncodingSample.wordsOfPart
      while left > 0, p < end, let found = EncodingSample.firstBeyondASCII(bytes, p..<end) {
        var low = found
        while low > 0, found - low < EncodingSample.longestWord, !EncodingSample.isSeparator(bytes[low - 1]) { low -= 1 }
        var high = found
        while high < bytes.count, high - found < EncodingSample.longestWord, !EncodingSample.isSeparator(bytes[high]) { high += 1 }
        p = high
        let word = Array(bytes[low..<high])[...]
        if seen.insert(word).inserted {
          left -= 1
          words.append(word)
          for byte in word where byte >= 0x80 { used[Int(byte & 0x7F)] = true }
        }
      }
    }
  }

  private static func isSeparator(_ byte: UInt8) -> Bool { byte < 0x30 || (0x3A...0x3F).contains(byte) }

  private static func firstBeyondASCII(_ bytes: UnsafeRawBufferPointer, _ range: Range<Int>) -> Int? {
    var p = range.lowerBound
    while p &+ 8 <= range.upperBound, bytes.loadUnaligned(fromByteOffset: p, as: UInt64.self) & 0x8080_8080_8080_8080 == 0 { p &+= 8 }
    while p < range.upperBound, bytes[p] < 0x80 { p &+= 1 }
    return p < range.upperBound ? p : nil
  }
}
