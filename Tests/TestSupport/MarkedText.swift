/// Text whose keycap emoji (1️⃣, 2️⃣ …) mark the places that a test expects; they are taken out.
public struct MarkedText: Sendable {
  /// The text without its marks, as UTF-8.
  public let bytes: [UInt8]
  /// Byte offsets of the marks, 1️⃣ first.
  public let marks: [Int]

  public init(_ text: String) {
    let raw = Array(text.utf8)
    let tail: [UInt8] = [0xEF, 0xB8, 0x8F, 0xE2, 0x83, 0xA3]
    var bytes: [UInt8] = []
    var marks: [(Int, UInt8)] = []
    var p = 0
    while p < raw.count {
      if (0x31...0x39).contains(raw[p]), raw[(p + 1)...].starts(with: tail) {
        marks.append((bytes.count, raw[p]))
        p += 1 + tail.count
      } else {
        bytes.append(raw[p])
        p += 1
      }
    }
    self.bytes = bytes
    self.marks = marks.sorted { $0.1 < $1.1 }.map(\.0)
  }
}
