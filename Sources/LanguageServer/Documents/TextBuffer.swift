import Platform

/// A document's text as UTF-8, with its lines: edited in place, so that a keystroke costs a move of memory.
///
/// Lines end with LF, CRLF or CR (LSP 3.17, Text Documents).
final class TextBuffer {
  private var memory: UnsafeMutableRawBufferPointer
  private var count: Int
  /// The byte offset of each line's beginning.
  private var lineStarts: [Int] = []

  init(_ text: String) {
    count = text.utf8.count
    memory = .allocate(byteCount: count + count / 8 + 64, alignment: 16)
    memory.copyBytes(from: text.utf8)
    lineStarts = [0] + starts(in: 0..<count)
  }

  deinit { memory.deallocate() }

  /// The text; until the next edit.
  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: memory[..<count]) }

  var lineCount: Int { lineStarts.count }

  /// Puts a text in the place of a part.
  func replace(_ range: Range<Int>, with text: String) {
    let added = text.utf8.count
    let grown = added - range.count
    if count + grown > memory.count {
      let larger = UnsafeMutableRawBufferPointer.allocate(byteCount: (count + grown) * 9 / 8 + 64, alignment: 16)
      larger.copyMemory(from: bytes)
      memory.deallocate()
      memory = larger
    }
    let base = memory.baseAddress!
    memmove(base + range.lowerBound + added, base + range.upperBound, count - range.upperBound)
    UnsafeMutableRawBufferPointer(start: base + range.lowerBound, count: added).copyBytes(from: text.utf8)
    count += grown
    // A line end at the edge may have lost its other half, or found one: lines are sought anew from the one before on.
    let first = max(line(at: range.lowerBound) - 1, 0)
    let behind = firstLine(from: range.upperBound + 1)
    let from = lineStarts[first]
    let to = behind < lineStarts.count ? lineStarts[behind] + grown : count
    let kept = lineStarts.count - behind
    lineStarts.replaceSubrange(
      first + 1..<behind, with: starts(in: from..<to).filter { behind == lineStarts.count || $0 < to })
    if grown != 0 {
      lineStarts.withUnsafeMutableBufferPointer { starts in
        for index in starts.count - kept..<starts.count { starts[index] += grown }
      }
    }
  }

  /// The beginnings of lines behind the line ends of a part.
  private func starts(in range: Range<Int>) -> [Int] {
    var found: [Int] = []
    var p = range.lowerBound
    while p < range.upperBound {
      let byte = memory[p]
      p += 1
      guard byte == 0x0A || byte == 0x0D else { continue }
      if byte == 0x0D, p < count, memory[p] == 0x0A { p += 1 }
      found.append(p)
    }
    return found
  }

  /// The line that a byte offset is in.
  func line(at offset: Int) -> Int { firstLine(from: offset + 1) - 1 }

  /// The first line that begins at an offset or behind it.
  private func firstLine(from offset: Int) -> Int {
    var low = 0
    var high = lineStarts.count
    while low < high {
      let middle = (low + high) / 2
      if lineStarts[middle] < offset { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Byte offsets of a line without its end.
  func content(ofLine line: Int) -> Range<Int> {
    let start = lineStarts[line]
    guard line + 1 < lineStarts.count else { return start..<count }
    var end = lineStarts[line + 1]
    if memory[end - 1] == 0x0A { end -= 1 }
    if end > start, memory[end - 1] == 0x0D { end -= 1 }
    return start..<end
  }

  /// The byte offset of a place. One behind a line's end is the line's end, one behind the last line the text's end.
  func offset(of position: TextPosition, _ encoding: PositionEncoding) -> Int {
    guard position.line < lineStarts.count else { return count }
    let line = content(ofLine: max(position.line, 0))
    return line.lowerBound + encoding.bytes(max(position.character, 0), of: bytes[line])
  }

  /// Byte offsets of a part; where the client exchanged its ends, they are put in order.
  func range(of range: TextRange, _ encoding: PositionEncoding) -> Range<Int> {
    let (a, b) = (offset(of: range.start, encoding), offset(of: range.end, encoding))
    return min(a, b)..<max(a, b)
  }

  /// The place of a byte offset.
  func position(of offset: Int, _ encoding: PositionEncoding) -> TextPosition {
    let offset = min(offset, count)
    let line = line(at: offset)
    let content = content(ofLine: line)
    return TextPosition(
      line: line, character: encoding.units(bytes[content.lowerBound..<min(offset, content.upperBound)]))
  }

  func range(of range: Range<Int>, _ encoding: PositionEncoding) -> TextRange {
    TextRange(start: position(of: range.lowerBound, encoding), end: position(of: range.upperBound, encoding))
  }
}
