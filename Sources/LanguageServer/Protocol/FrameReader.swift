/// Takes a stream of bytes apart into messages (LSP 3.17, Base Protocol): a header part, an empty line, a content.
///
/// What is no header is skipped up to the next line that begins as one does; so after any nonsense the stream is
/// found again.
struct FrameReader {
  enum Event: Equatable {
    /// A message's content, as a range of the bytes that were given last.
    case content(Range<Int>)
    /// Something that is no message; it is reported to the client.
    case refused(String)
  }

  /// A header part, in bytes.
  static let mostHeader = 8192
  /// A message, in bytes: a good deal more than any migration file.
  static let mostContent = 1 << 28

  /// Bytes of a message that is too large still to be skipped.
  private var toSkip = 0
  private var isLost = false

  /// The next event of the bytes from an offset on, which is moved behind it; nil where more bytes are needed.
  mutating func next(_ bytes: UnsafeRawBufferPointer, _ offset: inout Int) -> Event? {
    while true {
      if toSkip > 0 {
        let step = min(toSkip, bytes.count - offset)
        offset += step
        toSkip -= step
        if toSkip > 0 { return nil }
      }
      let start = offset
      guard let header = header(bytes, from: start) else {
        guard bytes.count - start > FrameReader.mostHeader else { return nil }
        if lose(bytes, &offset) { return .refused(FrameReader.noLength) }
        continue
      }
      guard let length = header.length else {
        if lose(bytes, &offset) { return .refused(header.problem) }
        continue
      }
      guard length <= FrameReader.mostContent else {
        offset = header.end
        toSkip = length
        isLost = false
        return .refused("message larger than \(FrameReader.mostContent) bytes")
      }
      guard bytes.count - header.end >= length else { return nil }
      offset = header.end + length
      isLost = false
      return .content(header.end..<header.end + length)
    }
  }

  /// How many bytes from an offset on the next message takes, as far as that is known.
  static func expected(_ bytes: UnsafeRawBufferPointer, from offset: Int) -> Int? {
    guard let header = FrameReader().header(bytes, from: offset), let length = header.length, length <= mostContent
    else { return nil }
    return header.end - offset + length
  }

  private static let noLength = "missing Content-Length"

  /// Skips to what may be the next header; true if this has not been reported to the client yet.
  private mutating func lose(_ bytes: UnsafeRawBufferPointer, _ offset: inout Int) -> Bool {
    let name = Array("content-length:".utf8)
    offset += 1
    while offset < bytes.count, !zip(bytes[offset...], name).allSatisfy({ $0 | 0x20 == $1 | 0x20 }) { offset += 1 }
    defer { isLost = true }
    return !isLost
  }

  private struct Header {
    /// Behind the empty line.
    var end: Int
    /// Nil where it does not say.
    var length: Int?
    var problem = FrameReader.noLength
  }

  /// A whole header part; nil where its end is not there yet.
  private func header(_ bytes: UnsafeRawBufferPointer, from start: Int) -> Header? {
    var header = Header(end: start)
    var p = start
    while p < bytes.count, p - start <= FrameReader.mostHeader {
      guard let end = bytes[p...].prefix(FrameReader.mostHeader).firstIndex(of: 0x0A) else { return nil }
      let line = bytes[p..<(end > p && bytes[end - 1] == 0x0D ? end - 1 : end)]
      p = end + 1
      if line.isEmpty {
        header.end = p
        return header
      }
      let text = String(decoding: line, as: UTF8.self)
      guard let colon = text.firstIndex(of: ":") else {
        header.length = nil
        header.end = p
        return header
      }
      let value = text[text.index(after: colon)...].split(whereSeparator: { $0 == " " || $0 == "\t" }).joined(
        separator: " ")
      switch text[..<colon].lowercased() {
      case "content-length":
        guard header.length == nil, value.utf8.count <= 15, value.utf8.allSatisfy({ $0 &- 0x30 < 10 }),
          let length = Int(value)
        else {
          return Header(end: p, length: nil, problem: "invalid Content-Length")
        }
        header.length = length
      case "content-type":
        let type = value.lowercased()
        if type.contains("charset"), !type.contains("utf-8"), !type.contains("utf8") {
          return Header(end: p, length: nil, problem: "only UTF-8 is supported")
        }
      default: break
      }
    }
    return nil
  }
}
