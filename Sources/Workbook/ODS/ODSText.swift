/// Collects the text of a cell: paragraphs are lines, runs of white space are one space, as OpenDocument 1.3 part 3,
/// 6.1.2 has it; a final space stays, as LibreOffice writes it.
struct ODSText {
  private var isAfterSpace = true
  private var paragraphs = 0

  mutating func beginCell() { paragraphs = 0 }

  mutating func beginParagraph(_ builder: inout RowBuilder) {
    if paragraphs > 0 { builder.append(byte: UInt8(ascii: "\n")) }
    paragraphs += 1
    isAfterSpace = true
  }

  mutating func append(_ bytes: UnsafeRawBufferPointer, to builder: inout RowBuilder) {
    var start = 0
    for (index, byte) in bytes.enumerated() {
      guard byte <= 0x20 else {
        isAfterSpace = false
        continue
      }
      builder.append(text: UnsafeRawBufferPointer(rebasing: bytes[start..<index]))
      start = index + 1
      if !isAfterSpace { builder.append(byte: 0x20) }
      isAfterSpace = true
    }
    builder.append(text: UnsafeRawBufferPointer(rebasing: bytes[start...]))
  }

  /// Spaces, tabs and line breaks that an element represents.
  mutating func append(_ byte: UInt8, count: Int, to builder: inout RowBuilder) {
    for _ in 0..<max(1, min(count, WorkbookLimits.rowSize + 1)) { builder.append(byte: byte) }
    isAfterSpace = false
  }
}
