/// Address literals: RFC 5321 section 4.1.3.
extension AddressParser {
  /// Reads a bracketed domain and what may follow it, to the end; returns its octets.
  mutating func literalDomain() throws(Address.Failure) -> Int {
    let open = position
    guard let close = bytes[open...].firstIndex(of: UInt8(ascii: "]")) else {
      throw failure(.unclosedLiteral, at: open)
    }
    let content = open + 1..<close
    if let colon = bytes[content].firstIndex(of: UInt8(ascii: ":")) {
      guard isIPv6Tag(open + 1..<colon) else {
        let length = max(1, colon - open - 1)
        throw Address.Failure(defect: .unknownLiteralTag, offset: open + 1, length: length)
      }
      if let wrong = faultInIPv6(colon + 1..<close) { throw literalFailure(.badIPv6, wrong) }
    } else if let wrong = faultInIPv4(content) {
      throw literalFailure(.badIPv4, wrong)
    }
    traits.insert(.addressLiteral)
    position = close + 1
    try skipComments(bare: .spaceInDomain)
    if let byte = current {
      throw byte == UInt8(ascii: "@")
        ? failure(.secondAt, at: position) : failure(.textAfterLiteral, at: position)
    }
    return close + 1 - open
  }

  private func literalFailure(_ defect: Address.Defect, _ wrong: Range<Int>) -> Address.Failure {
    if wrong.count <= 1 {
      let control = AddressByte.isControl(bytes[wrong.lowerBound])
      return failure(control ? .control : defect, at: wrong.lowerBound)
    }
    return Address.Failure(defect: defect, offset: wrong.lowerBound, length: wrong.count)
  }

  private func isIPv6Tag(_ range: Range<Int>) -> Bool {
    guard range.count == 4 else { return false }
    let start = range.lowerBound
    return bytes[start] | 0x20 == UInt8(ascii: "i") && bytes[start + 1] | 0x20 == UInt8(ascii: "p")
      && bytes[start + 2] | 0x20 == UInt8(ascii: "v") && bytes[start + 3] == UInt8(ascii: "6")
  }

  /// IPv4-address-literal: four numbers of one to three digits, 255 at most. The bytes that are wrong; one byte,
  /// which may be the closing bracket, where something is missing.
  private func faultInIPv4(_ range: Range<Int>) -> Range<Int>? {
    var offset = range.lowerBound
    for number in 0..<4 {
      if number > 0 {
        guard offset < range.upperBound, bytes[offset] == UInt8(ascii: ".") else { return offset..<offset + 1 }
        offset += 1
      }
      let start = offset
      var value = 0
      while offset < range.upperBound, case UInt8(ascii: "0")...UInt8(ascii: "9") = bytes[offset] {
        if offset - start < 3 { value = value * 10 + Int(bytes[offset] - UInt8(ascii: "0")) }
        offset += 1
      }
      if offset == start { return offset..<offset + 1 }
      if offset - start > 3 || value > 255 { return start..<offset }
    }
    return offset == range.upperBound ? nil : offset..<offset + 1
  }

  /// IPv6-addr: eight groups, the last two perhaps as an IPv4 address; or six at most and `::`, which replaces
  /// two groups or more.
  private func faultInIPv6(_ range: Range<Int>) -> Range<Int>? {
    let end = range.upperBound
    var offset = range.lowerBound
    var groups = 0
    var compressed = false
    var limit: Int { compressed ? 6 : 8 }

    if startsWith("::", at: offset, before: end) {
      compressed = true
      offset += 2
      if offset == end { return nil }
    }
    while true {
      let start = offset
      while offset < end, isHexDigit(bytes[offset]) { offset += 1 }
      if offset == start { return offset..<offset + 1 }
      if offset < end, bytes[offset] == UInt8(ascii: ".") {
        if let wrong = faultInIPv4(start..<end) { return wrong }
        groups += 2
        offset = end
      } else {
        groups += 1
        if offset - start > 4 { return start..<offset }
      }
      if groups > limit { return start..<offset }
      if offset == end { break }
      guard bytes[offset] == UInt8(ascii: ":") else { return offset..<offset + 1 }
      if startsWith("::", at: offset, before: end) {
        if compressed { return offset..<offset + 2 }
        compressed = true
        if groups > limit { return offset..<offset + 2 }
        offset += 2
        if offset == end { break }
      } else {
        offset += 1
        if offset == end { return offset - 1..<offset }
      }
    }
    return compressed || groups == 8 ? nil : end..<end + 1
  }

  private func startsWith(_ text: StaticString, at offset: Int, before end: Int) -> Bool {
    guard text.utf8CodeUnitCount <= end - offset else { return false }
    for index in 0..<text.utf8CodeUnitCount where bytes[offset + index] != text.utf8Start[index] { return false }
    return true
  }

  private func isHexDigit(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
      UInt8(ascii: "A")...UInt8(ascii: "F"):
      true
    default: false
    }
  }
}
