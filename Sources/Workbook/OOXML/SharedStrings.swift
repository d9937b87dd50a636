/// The strings that cells refer to by number, from `xl/sharedStrings.xml`: one run of bytes.
final class SharedStrings: XMLHandler {
  /// Where a string is.
  struct Place {
    let start: Int
    let length: Int32
  }

  private var bytes = ByteBuffer(capacity: 1 << 16)
  private var ends: [UInt32] = []
  private var isInText = false
  private var textStart = 0
  private var phoneticDepth = 0

  /// The bytes of all strings; the address holds once all are read.
  var text: UnsafeRawPointer { bytes.start }

  /// The string of a number; nil beyond the last one.
  func place(_ index: Int) -> Place? {
    guard index >= 0, index < ends.count else { return nil }
    let start = index == 0 ? 0 : Int(ends[index - 1])
    return Place(start: start, length: Int32(Int(ends[index]) - start))
  }

  override func start(_ name: XMLName, _ attributes: XMLAttributes) {
    if name.isOneByte {
      isInText = name.firstByte == UInt8(ascii: "t") && phoneticDepth == 0
      textStart = bytes.count
    } else if name == "rPh" {
      phoneticDepth += 1
    }
  }

  override func end(_ name: XMLName) {
    if name.isOneByte {
      if isInText { EscapeScanner.resolve(&bytes, from: textStart) }
      isInText = false
    } else if name == "si" {
      ends.append(UInt32(bytes.count))
      if ends.count > WorkbookLimits.sharedStrings { fail(.limit(.sharedStrings)) }
    } else if name == "rPh" {
      phoneticDepth -= 1
    }
  }

  override func text(_ text: UnsafeRawBufferPointer) {
    guard isInText else { return }
    bytes.append(text)
    if bytes.count > WorkbookLimits.sharedStringsSize { fail(.limit(.sharedStrings)) }
  }
}
