import Layout
import TextEncoding

extension Document {
  /// The file's bytes with edits made in its own encoding, or all of it in UTF-8.
  ///
  /// What is not edited stays byte for byte as it is. Nil where the encoding has no bytes for a new character.
  func rewritten(_ list: EditList, asUTF8: Bool) -> [UInt8]? {
    let own: TextEncoding?
    switch encoding {
    case .utf8, .mixed: return list.applied(to: text)
    case .wide(let name, _), .legacy(let name, _): own = TextEncoding.named(name)
    }
    if asUTF8 { return Array(list.applied(to: text).dropFirst(start)) }
    guard let own else { return nil }
    // Often the same is put into many places.
    var last: (text: [UInt8], encoded: [UInt8]) = ([], [])
    var result: [UInt8] = []
    result.reserveCapacity(original.count)
    var offset = 0
    for edit in list.edits {
      let from = originalOffset(of: edit.range.lowerBound)
      if edit.text != last.text {
        guard let encoded = own.encode(edit.text) else { return nil }
        last = (edit.text, encoded)
      }
      result.append(contentsOf: original[offset..<from])
      result.append(contentsOf: last.encoded)
      offset = originalOffset(of: edit.range.upperBound)
    }
    result.append(contentsOf: original[offset...])
    return result
  }
}
