extension Address {
  /// What surrounds an address that should be alone.
  public enum Decoration: Sendable, Equatable {
    /// `Alberta Adams <alberta@contoso.com>`: name-addr, RFC 5322 section 3.4.
    case displayName
    /// `<alberta@contoso.com>`: angle-addr, RFC 5322 section 3.4.
    case angleBrackets
    /// `mailto:alberta@contoso.com`: RFC 6068.
    case mailto
    /// `SMTP:alberta@contoso.com`, as Exchange's directory writes proxy addresses.
    case proxyType
    /// `- alberta@contoso.com`, `1. alberta@contoso.com`, `> alberta@contoso.com`: CommonMark sections 5.1 and 5.2.
    case listMarker
    /// `<a href="mailto:alberta@contoso.com">alberta@contoso.com</a>`: HTML section 4.5.1.
    case webLink
    /// `[alberta@contoso.com](mailto:alberta@contoso.com)`: CommonMark section 6.3.
    case markdownLink
    /// Two addresses or more, separated by commas, semicolons, slashes or blanks.
    case severalAddresses
  }

  /// What decorates an address, and where the address itself is (of several, the first one); nil for an address
  /// that ``parse(_:)`` accepts as it is, and for a text in which no right address is found.
  public static func undecorated(
    _ bytes: UnsafeBufferPointer<UInt8>
  ) -> (reason: Decoration, address: Range<Int>)? {
    let text = DecoratedText(bytes: bytes)
    let whole = text.trimmed(bytes.indices)
    guard !whole.isEmpty, !text.isAddress(bytes.indices), !text.isAddress(whole) else { return nil }
    if let first = text.first(of: whole, separators: .semicolons) ?? text.first(of: whole, separators: .commas) {
      return (.severalAddresses, first)
    }
    if let single = text.single(whole) { return single }
    if let first = text.first(of: whole, separators: .slashes) { return (.severalAddresses, first) }
    if let rest = text.behindListMarker(whole), let address = text.isAddress(rest) ? rest : text.single(rest)?.address {
      return (.listMarker, address)
    }
    if let first = text.first(of: whole, separators: .blanks) { return (.severalAddresses, first) }
    return nil
  }
}

private struct DecoratedText {
  enum Separators: Int { case semicolons, commas, slashes, blanks }

  let bytes: UnsafeBufferPointer<UInt8>

  func isAddress(_ range: Range<Int>) -> Bool {
    guard case .success = Address.parse(UnsafeBufferPointer(rebasing: bytes[range])) else { return false }
    return true
  }

  /// One address with a name, brackets or a scheme around it.
  func single(_ range: Range<Int>) -> (reason: Address.Decoration, address: Range<Int>)? {
    if let rest = withoutScheme(range) {
      guard let address = target(rest) ?? inBrackets(rest)?.address else { return nil }
      return (.mailto, address)
    }
    if let rest = withoutScheme(range, "smtp:"), isAddress(rest) { return (.proxyType, rest) }
    if let address = linked(range) { return (.markdownLink, address) }
    if let address = webLinked(range) { return (.webLink, address) }
    return inBrackets(range)
  }

  /// The address that an HTML link shows.
  private func webLinked(_ range: Range<Int>) -> Range<Int>? {
    let text = bytes[range]
    guard range.count > 12, withoutScheme(range, "<a ") != nil,
      let open = text.firstIndex(of: UInt8(ascii: ">")),
      let close = text[open...].firstIndex(of: UInt8(ascii: "<")),
      withoutScheme(close..<range.upperBound, "</a") != nil
    else { return nil }
    let shown = trimmed(open + 1..<close)
    return isAddress(shown) ? shown : nil
  }

  /// What follows the marker of a list or of a quotation: `- `, `* `, `• `, `> `, `1. `, `1) `.
  func behindListMarker(_ range: Range<Int>) -> Range<Int>? {
    let text = bytes[range]
    let bullet: [UInt8] = [0xE2, 0x80, 0xA2]
    var end = text.prefix { $0 &- 0x30 < 10 }.endIndex
    if end > range.lowerBound {
      guard end < range.upperBound, ".)".utf8.contains(bytes[end]) else { return nil }
      end += 1
    } else if text.starts(with: bullet) {
      end += bullet.count
    } else if let first = text.first, "-*>".utf8.contains(first) {
      end += 1
    } else {
      return nil
    }
    guard end < range.upperBound, isBlank(bytes[end]) else { return nil }
    return trimmed(end..<range.upperBound)
  }

  /// The address that a Markdown link shows, or else the one that it leads to.
  private func linked(_ range: Range<Int>) -> Range<Int>? {
    guard range.count > 4, bytes[range.lowerBound] == UInt8(ascii: "["),
      bytes[range.upperBound - 1] == UInt8(ascii: ")"),
      let close = bytes[range].firstIndex(of: UInt8(ascii: "]")), bytes[close + 1] == UInt8(ascii: "(")
    else { return nil }
    let shown = trimmed(range.lowerBound + 1..<close)
    let linked = trimmed(close + 2..<range.upperBound - 1)
    return isAddress(shown) ? shown : withoutScheme(linked).flatMap(target) ?? (isAddress(linked) ? linked : nil)
  }

  /// `<address>` at the end, with or without a name before it.
  private func inBrackets(_ range: Range<Int>) -> (reason: Address.Decoration, address: Range<Int>)? {
    guard range.count > 2, bytes[range.upperBound - 1] == UInt8(ascii: ">"), let open = openBracket(range) else {
      return nil
    }
    let inner = trimmed(open + 1..<range.upperBound - 1)
    let address = withoutScheme(inner).flatMap(target) ?? (isAddress(inner) ? inner : nil)
    guard let address else { return nil }
    return (open == range.lowerBound ? .angleBrackets : .displayName, address)
  }

  /// The first `<` that is not inside quotes.
  private func openBracket(_ range: Range<Int>) -> Int? {
    var quoted = false
    var offset = range.lowerBound
    while offset < range.upperBound {
      switch bytes[offset] {
      case UInt8(ascii: "\""): quoted.toggle()
      case UInt8(ascii: "\\") where quoted: offset += 1
      case UInt8(ascii: "<") where !quoted: return offset
      default: break
      }
      offset += 1
    }
    return nil
  }

  /// What follows `mailto:` or another beginning, in any letter case.
  private func withoutScheme(_ range: Range<Int>, _ scheme: StaticString = "mailto:") -> Range<Int>? {
    let length = scheme.utf8CodeUnitCount
    guard range.count > length else { return nil }
    for index in 0..<length {
      let byte = bytes[range.lowerBound + index]
      let lower = byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte
      guard lower == scheme.utf8Start[index] else { return nil }
    }
    return trimmed(range.lowerBound + length..<range.upperBound)
  }

  /// The address of a `mailto:`, without the header fields that may follow its `?`.
  private func target(_ range: Range<Int>) -> Range<Int>? {
    if isAddress(range) { return range }
    guard let at = bytes[range].firstIndex(of: UInt8(ascii: "@")),
      let query = bytes[at..<range.upperBound].firstIndex(of: UInt8(ascii: "?")),
      isAddress(range.lowerBound..<query)
    else { return nil }
    return range.lowerBound..<query
  }

  // MARK: Several

  /// The first address of a list, when it has at least two entries and each is an address, decorated or not.
  func first(of range: Range<Int>, separators: Separators) -> Range<Int>? {
    var first: Range<Int>?
    var count = 0
    var offset = range.lowerBound
    while offset < range.upperBound {
      let end = entryEnd(offset..<range.upperBound, separators)
      let entry = trimmed(offset..<end)
      offset = end + 1
      if entry.isEmpty { continue }
      guard let address = isAddress(entry) ? entry : single(entry)?.address else { return nil }
      if first == nil { first = address }
      count += 1
    }
    return count > 1 ? first : nil
  }

  /// Where the next separator is that is neither quoted nor inside a comment.
  private func entryEnd(_ range: Range<Int>, _ separators: Separators) -> Int {
    var quoted = false
    var depth = 0
    var offset = range.lowerBound
    while offset < range.upperBound {
      switch bytes[offset] {
      case UInt8(ascii: "\\") where quoted || depth > 0: offset += 1
      case UInt8(ascii: "\"") where depth == 0: quoted.toggle()
      case UInt8(ascii: "(") where !quoted: depth += 1
      case UInt8(ascii: ")") where !quoted && depth > 0: depth -= 1
      case let byte where !quoted && depth == 0 && isSeparator(byte, separators): return offset
      default: break
      }
      offset += 1
    }
    return range.upperBound
  }

  private func isSeparator(_ byte: UInt8, _ separators: Separators) -> Bool {
    switch byte {
    case UInt8(ascii: ";"): true
    case UInt8(ascii: ","): separators != .semicolons
    case UInt8(ascii: "/"): separators == .slashes
    default: separators == .blanks && isBlank(byte)
    }
  }

  private func isBlank(_ byte: UInt8) -> Bool {
    AddressByte.isBlank(byte) || byte == 0x0D || byte == 0x0A
  }

  func trimmed(_ range: Range<Int>) -> Range<Int> {
    var start = range.lowerBound
    var end = range.upperBound
    while start < end, isBlank(bytes[start]) { start += 1 }
    while end > start, isBlank(bytes[end - 1]) { end -= 1 }
    return start..<end
  }
}
