import CSV
import Layout
import Migration

/// A root that is no plain path.
struct RootPath: ValueRule, FixingRule {
  let info = RuleInfo(
    "root-path", .error, .roots, fixPriority: 370, traits: .systematic, help: "Write the path as `/folder/mailbox`.")
  let triggers: FieldFlags = [.unusualRoot, .edgeSpace, .doubledQuote]
  let roles: Set<Kind.ColumnRole>? = [.root]

  func check(_ value: Value, of row: Row, _ report: RuleReporter) {
    guard let (offset, length, message) = problem(value.bytes) else { return }
    report.add(message, at: value.range(offset..<min(offset + length, value.bytes.count)), of: value)
  }

  private func problem(_ bytes: UnsafeBufferPointer<UInt8>) -> (offset: Int, length: Int, message: Message)? {
    guard let first = bytes.first else { return nil }
    let slash = UInt8(ascii: "/")
    if let offset = bytes.firstIndex(of: UInt8(ascii: "\\")) {
      return (offset, 1, "backslash in a root; its parts are separated by `/`")
    }
    guard first == slash else { return (0, 1, "root without a leading `/`") }
    var start = 1
    for offset in 1..<max(bytes.count, 1) {
      let byte = bytes[offset]
      if byte == UInt8(ascii: "*") || byte == UInt8(ascii: "%") {
        return (offset, 1, "wildcard in a root")
      }
      if byte < 0x20 || byte == 0x7F { return (offset, 1, "control character in a root") }
      if byte == slash {
        if let found = part(bytes, start..<offset) { return found }
        start = offset + 1
      }
    }
    if start == bytes.count {
      return (bytes.count - 1, 1, bytes.count == 1 ? "root without a folder" : "trailing `/` in a root")
    }
    return part(bytes, start..<bytes.count)
  }

  private func part(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> (
    offset: Int, length: Int, message: Message
  )? {
    if range.isEmpty { return (range.lowerBound, 1, "empty part in a root: `//`") }
    let isDots = range.count <= 2 && range.allSatisfy { bytes[$0] == UInt8(ascii: ".") }
    return isDots ? (range.lowerBound, range.count, "`.` or `..` in a root") : nil
  }

  func fix(_ finding: Finding, _ fixer: Fixer) -> Fix? {
    guard let field = fixer.field(of: finding) else { return nil }
    var path: [UInt8] = []
    let slash = UInt8(ascii: "/")
    for byte in fixer.layout.content(field) {
      let byte = byte == UInt8(ascii: "\\") ? slash : byte
      if byte != slash || path.last != slash { path.append(byte) }
    }
    while path.count > 1, path.last == slash { path.removeLast() }
    guard path.withUnsafeBufferPointer({ problem($0) == nil }) else { return nil }
    return Fix("Normalize the path", isSafe: true, [fixer.edit(field, content: path)])
  }
}

extension FieldFlags {
  /// A root that is not a plain path.
  static var unusualRoot: FieldFlags { FieldFlags(.unusualRoot) }
}
