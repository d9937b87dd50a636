import Platform

/// Finds the responses in a stream of bytes, whatever pieces it comes in.
///
/// It holds one response at most, and never more than the limit.
public struct ResponseReader: Sendable {
  /// The response that is not whole yet.
  public private(set) var partial: [UInt8] = []
  private let limit: Int
  private var tally = SearchTally()
  private var lineStart = 0
  private var literalRest = 0

  /// - Parameter limit: octets of a response, its literals included.
  public init(limit: Int) { self.limit = limit }

  /// The next response, and takes its bytes from the input; nil when the input is used up.
  ///
  /// - Throws: `responseTooLong` or `literalTooLong`; the reader is of no use after that.
  public mutating func next(_ input: inout UnsafeRawBufferPointer) throws(ProtocolError) -> Response? {
    while !input.isEmpty {
      if literalRest > 0 {
        let count = min(literalRest, input.count)
        take(count, from: &input)
        literalRest -= count
        continue
      }
      let line = memchr(input.baseAddress!, 0x0A, input.count).map { input.baseAddress!.distance(to: $0) + 1 }
      try takeLine(line ?? input.count, from: &input)
      guard line != nil else { return nil }
      guard let literal = announcedLiteral() else { return finish() }
      guard literal <= UInt64(max(0, limit - partial.count)) else {
        throw .literalTooLong(announced: literal, limit: limit)
      }
      literalRest = Int(literal)
      lineStart = partial.count + literalRest
    }
    return nil
  }

  private mutating func take(_ count: Int, from input: inout UnsafeRawBufferPointer) {
    partial += input[..<count]
    input = UnsafeRawBufferPointer(rebasing: input[count...])
  }

  private mutating func takeLine(_ count: Int, from input: inout UnsafeRawBufferPointer) throws(ProtocolError) {
    var rest = count
    while rest > 0 {
      if partial.count >= limit { tally.fold(&partial) }
      let room = limit - partial.count
      guard room > 0 else { throw .responseTooLong(limit: limit) }
      take(min(rest, room), from: &input)
      rest -= min(rest, room)
    }
  }

  private mutating func finish() -> Response {
    var end = partial.count - 1
    if end > 0, partial[end - 1] == 0x0D { end -= 1 }
    var response = ResponseParser.parse(partial[..<end])
    if case .data(.found(let count)) = response { response = .data(.found(count + tally.count)) }
    tally = SearchTally()
    lineStart = 0
    // A long one is rare, and the memory of hundreds of sessions adds up.
    partial.removeAll(keepingCapacity: partial.capacity <= 4096)
    return response
  }

  /// The octets that are announced at the line's end. A status ends in text, which announces nothing.
  private func announcedLiteral() -> UInt64? {
    var end = partial.count - 1
    if end > lineStart, partial[end - 1] == 0x0D { end -= 1 }
    guard end > lineStart, partial[end - 1] == UInt8(ascii: "}"), partial[0] == UInt8(ascii: "*"), !isStatus else {
      return nil
    }
    end -= 1
    if end > lineStart, partial[end - 1] == UInt8(ascii: "+") { end -= 1 }
    var start = end
    while start > lineStart, partial[start - 1].isDigit { start -= 1 }
    guard start < end, start > lineStart, partial[start - 1] == UInt8(ascii: "{") else { return nil }
    return UInt64(String(decoding: partial[start..<end], as: UTF8.self)) ?? .max
  }

  private var isStatus: Bool {
    if case .untagged = ResponseParser.parse(partial[..<min(partial.count, 16)]) { true } else { false }
  }
}

/// Counts the numbers of a SEARCH that is too long to be held: of half a million messages it has four megabytes.
struct SearchTally: Sendable {
  private(set) var count = 0
  private static let name = Array("* SEARCH ".utf8)

  /// Counts the whole numbers of an unfinished response and takes them out; anything but a SEARCH stays as it is.
  mutating func fold(_ response: inout [UInt8]) {
    guard response.count > Self.name.count, zip(response, Self.name).allSatisfy({ $0.uppercasedASCII == $1 }),
      let end = response.lastIndex(of: UInt8(ascii: " ")), end >= Self.name.count
    else { return }
    count += Self.count(response[Self.name.count..<end])
    response.removeSubrange(Self.name.count...end)
  }

  /// The numbers in `1 2 3 (MODSEQ 917)`.
  static func count(_ text: ArraySlice<UInt8>) -> Int {
    text.prefix { $0 != UInt8(ascii: "(") }.split(separator: UInt8(ascii: " ")).count { $0.allSatisfy(\.isDigit) }
  }
}
