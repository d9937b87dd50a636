import Linting

/// Makes an edit say no more than it must: what stays is not written anew.
///
/// The texts are taken apart at what separates values; of what both have in the same order, as much as possible stays
/// where it is, before all else the secrets.
enum MinimalEdits {
  /// More pairs of tokens than this are not compared one by one.
  private static let mostPairs = 1 << 14

  /// The same edit in smaller pieces, ascending; each replaces whole values, and may still be ``trimmed(_:_:)``.
  ///
  /// - Parameter weight: how important it is that a part of the old text, given by its byte offsets, stays.
  static func pieces(of edit: Fix.Edit, in text: UnsafeRawBufferPointer, weight: (Range<Int>) -> Int) -> [Fix.Edit] {
    guard !edit.range.isEmpty, !edit.text.isEmpty else { return [edit] }
    let old = tokens(Array(text[edit.range]))
    let new = tokens(edit.text)
    guard old.count * new.count <= mostPairs else { return [edit] }
    let starts = old.reduce(into: [edit.range.lowerBound]) { $0.append($0[$0.count - 1] + $1.count) }
    let weights = old.indices.map { weight(starts[$0]..<starts[$0 + 1]) }
    var pieces: [Fix.Edit] = []
    func flush(_ range: Range<Int>, _ text: [UInt8]) {
      if !range.isEmpty || !text.isEmpty { pieces.append(Fix.Edit(range, text)) }
    }
    var from = 0
    var inserted: [UInt8] = []
    var next = 0
    for (index, other) in common(old, new, weights) {
      inserted += new[next..<other].joined()
      flush(starts[from]..<starts[index], inserted)
      inserted = []
      (from, next) = (index + 1, other + 1)
    }
    inserted += new[next...].joined()
    flush(starts[from]..<edit.range.upperBound, inserted)
    return pieces
  }

  /// The edit without what its text has in common with the old one at both ends; nil where nothing is left.
  static func trimmed(_ edit: Fix.Edit, _ text: UnsafeRawBufferPointer) -> Fix.Edit? {
    let old = text[edit.range]
    let most = min(old.count, edit.text.count)
    var head = 0
    while head < most, old[old.startIndex + head] == edit.text[head] { head += 1 }
    var tail = 0
    while tail < most - head, old[old.endIndex - 1 - tail] == edit.text[edit.text.count - 1 - tail] { tail += 1 }
    // Whole characters.
    func cuts(_ bytes: [UInt8], _ index: Int) -> Bool { index < bytes.count && bytes[index] & 0xC0 == 0x80 }
    let bytes = Array(old)
    while head > 0, cuts(bytes, head) || cuts(edit.text, head) { head -= 1 }
    while tail > 0, cuts(bytes, bytes.count - tail) || cuts(edit.text, edit.text.count - tail) { tail -= 1 }
    let piece = Fix.Edit(old.startIndex + head..<old.endIndex - tail, Array(edit.text[head..<edit.text.count - tail]))
    return piece.range.isEmpty && piece.text.isEmpty ? nil : piece
  }

  /// A text as values and the text between them.
  static func tokens(_ text: [UInt8]) -> [ArraySlice<UInt8>] {
    var tokens: [ArraySlice<UInt8>] = []
    var start = 0
    for (index, byte) in text.enumerated() where isStructural(byte) {
      if start < index { tokens.append(text[start..<index]) }
      tokens.append(text[index...index])
      start = index + 1
    }
    if start < text.count { tokens.append(text[start...]) }
    return tokens
  }

  /// Quotes, delimiters, spaces and line ends: they are never part of a secret.
  static func isStructural(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "|"), 0x09, 0x0A, 0x0D, 0x20: true
    default: false
    }
  }

  /// The heaviest common subsequence, as pairs of indices.
  private static func common(_ old: [ArraySlice<UInt8>], _ new: [ArraySlice<UInt8>], _ weights: [Int]) -> [(Int, Int)] {
    let width = new.count + 1
    var best = [Int](repeating: 0, count: (old.count + 1) * width)
    for i in old.indices.reversed() {
      for j in new.indices.reversed() {
        let skip = max(best[(i + 1) * width + j], best[i * width + j + 1])
        best[i * width + j] = old[i] == new[j] ? max(skip, best[(i + 1) * width + j + 1] + weights[i]) : skip
      }
    }
    var pairs: [(Int, Int)] = []
    var (i, j) = (0, 0)
    while i < old.count, j < new.count {
      let value = best[i * width + j]
      if old[i] == new[j], value == best[(i + 1) * width + j + 1] + weights[i] {
        pairs.append((i, j))
        (i, j) = (i + 1, j + 1)
      } else if value == best[(i + 1) * width + j] {
        i += 1
      } else {
        j += 1
      }
    }
    return pairs
  }
}
