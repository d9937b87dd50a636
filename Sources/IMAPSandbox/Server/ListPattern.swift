/// A pattern of LIST: `*` matches anything, `%` for anything without the delimiter (RFC 3501, section 6.3.8).
struct ListPattern {
  private let pattern: [UInt8]
  private let delimiter: UInt8

  init(_ pattern: [UInt8], delimiter: UInt8) {
    self.pattern = pattern
    self.delimiter = delimiter
  }

  /// What every name that fits begins with.
  var prefix: [UInt8] { Array(pattern.prefix { $0 != UInt8(ascii: "*") && $0 != UInt8(ascii: "%") }) }
  var hasWildcard: Bool { prefix.count < pattern.count }

  /// Linear in the pattern's length for each byte of the name: which places of the pattern have been reached.
  func matches(_ name: [UInt8]) -> Bool {
    var reached = [Bool](repeating: false, count: pattern.count + 1)
    reached[0] = true
    skipWildcards(&reached)
    for byte in name {
      var next = [Bool](repeating: false, count: pattern.count + 1)
      for (place, sign) in pattern.enumerated() where reached[place] {
        switch sign {
        case UInt8(ascii: "*"): next[place] = true
        case UInt8(ascii: "%"): if byte != delimiter { next[place] = true }
        default: if sign == byte { next[place + 1] = true }
        }
      }
      skipWildcards(&next)
      reached = next
    }
    return reached[pattern.count]
  }

  /// A wildcard also matches the empty text.
  private func skipWildcards(_ reached: inout [Bool]) {
    for (place, sign) in pattern.enumerated()
    where reached[place] && (sign == UInt8(ascii: "*") || sign == UInt8(ascii: "%")) { reached[place + 1] = true }
  }
}
