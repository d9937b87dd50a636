/// Finds where a client's commands end: at a line end that no literal's length precedes (RFC 3501, section 4.3;
/// RFC 7888). Bounded: a command is no longer than the limit, its literals included.
struct CommandReader {
  enum Event: Equatable {
    /// A whole command without its last line end; `unasked`: the greatest of its literals that were not waited for.
    case command([UInt8], unasked: Int?)
    /// The client waits to be asked for its literal.
    case literalAwaited
    case more
    case tooLong
  }

  private let limit: Int
  private var bytes: [UInt8] = []
  /// Where the command begins.
  private var start = 0
  /// Where the line begins that is read: behind the last literal.
  private var line = 0
  private var scanned = 0
  private var unasked: Int?

  init(limit: Int) { self.limit = limit }

  mutating func append(_ more: some Sequence<UInt8>) { bytes.append(contentsOf: more) }

  /// Bytes that no event has taken.
  var pending: Int { bytes.count - start }

  mutating func discard() { self = CommandReader(limit: limit) }

  mutating func next() -> Event {
    while line <= bytes.count {
      guard let end = bytes[max(line, scanned)...].firstIndex(of: 0x0A) else {
        scanned = bytes.count
        return pending > limit ? .tooLong : .more
      }
      let textEnd = end > line && bytes[end - 1] == 0x0D ? end - 1 : end
      guard let literal = CommandReader.literal(endingIn: bytes[line..<textEnd]) else {
        return textEnd - start > limit ? .tooLong : command(to: textEnd, next: end + 1)
      }
      guard end + 1 - start + literal.count <= limit else { return .tooLong }
      line = end + 1 + literal.count
      scanned = line
      if literal.isAwaited { return .literalAwaited }
      unasked = max(unasked ?? 0, literal.count)
    }
    return .more
  }

  private mutating func command(to end: Int, next: Int) -> Event {
    let command = Event.command(Array(bytes[start..<end]), unasked: unasked)
    unasked = nil
    start = next
    if start == bytes.count {
      bytes.removeAll(keepingCapacity: bytes.capacity <= 4096)
      start = 0
    } else if start > 4096 {
      bytes.removeFirst(start)
      start = 0
    }
    line = start
    scanned = start
    return command
  }

  /// `{5}` or `{5+}` at a line's end. A length of more digits than an offset has counts as the greatest one.
  static func literal(endingIn line: ArraySlice<UInt8>) -> (count: Int, isAwaited: Bool)? {
    guard line.last == UInt8(ascii: "}"), let open = line.lastIndex(of: UInt8(ascii: "{")) else { return nil }
    var digits = line[(open + 1)..<(line.endIndex - 1)]
    let isAwaited = digits.last != UInt8(ascii: "+")
    if !isAwaited { digits.removeLast() }
    guard !digits.isEmpty, digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    return (digits.count > 12 ? 1 << 48 : digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }, isAwaited)
  }
}
