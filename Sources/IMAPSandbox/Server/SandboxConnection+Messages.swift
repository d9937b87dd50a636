import NIOCore

/// SEARCH and FETCH, as far as sizes go.
extension SandboxConnection {
  func search(_ command: Command) {
    guard let folder = selected else { return fail(command.tag, .badCommand, names(of: command)) }
    var arguments = command.arguments[...]
    var results: [String]?
    if arguments.first?.word == "RETURN", offers("ESEARCH") {
      arguments.removeFirst()
      guard case .list(let options)? = arguments.popFirst() else {
        return fail(command.tag, .badArguments, names(of: command))
      }
      results = options.isEmpty ? ["ALL"] : options.map(\.word)
    }
    guard let range = sizes(Array(arguments)) else { return fail(command.tag, .badArguments, names(of: command)) }
    let found = folder.messages > 0 ? (1...folder.messages).filter { range.contains(folder.size($0)) } : []
    if let results {
      var text = "* ESEARCH (TAG \"\(command.tag)\")" + (command.name.hasPrefix("UID") ? " UID" : "")
      for result in results {
        switch result {
        case "COUNT": text += " COUNT \(found.count)"
        case "MIN": if let first = found.first { text += " MIN \(first)" }
        case "MAX": if let last = found.last { text += " MAX \(last)" }
        case "ALL": if !found.isEmpty { text += " ALL \(set(found))" }
        default: return fail(command.tag, .badArguments, names(of: command))
        }
      }
      send(text + "\r\n")
    } else {
      send("* SEARCH" + found.map { " \($0)" }.joined() + "\r\n")
    }
    complete(command)
  }

  /// The sizes that are looked for: `LARGER n`, `SMALLER n`, `ALL`, or several of them; nil for other keys.
  private func sizes(_ keys: [Command.Argument]) -> ClosedRange<Int>? {
    var (low, high) = (0, Int.max)
    var rest = keys[...]
    guard !rest.isEmpty else { return nil }
    while let key = rest.popFirst() {
      switch key.word {
      case "ALL": continue
      case "LARGER":
        guard let size = rest.popFirst().flatMap({ Int($0.word) }), size < Int.max else { return nil }
        low = max(low, size + 1)
      case "SMALLER":
        guard let size = rest.popFirst().flatMap({ Int($0.word) }), size > 0 else { return nil }
        high = min(high, size - 1)
      default: return nil
      }
    }
    return low <= high ? low...high : nil
  }

  private func set(_ numbers: [Int]) -> String {
    var ranges: [(first: Int, last: Int)] = []
    for number in numbers {
      if let last = ranges.last, last.last + 1 == number {
        ranges[ranges.count - 1].last = number
      } else {
        ranges.append((number, number))
      }
    }
    return ranges.map { $0.first == $0.last ? "\($0.first)" : "\($0.first):\($0.last)" }.joined(separator: ",")
  }

  func fetch(_ command: Command) {
    guard let folder = selected, command.arguments.count == 2 else {
      return fail(command.tag, .badArguments, names(of: command))
    }
    let asked = command.arguments[1]
    let items: [String] = if case .list = asked { asked.words } else { [asked.word] }
    guard let ranges = ranges(command.arguments[0].word, folder.messages),
      items.allSatisfy(["RFC822.SIZE", "UID", "FLAGS"].contains)
    else {
      return fail(command.tag, .badArguments, names(of: command))
    }
    let all = command.name.hasPrefix("UID") && !items.contains("UID") ? ["UID"] + items : items
    var buffer = ByteBuffer()
    for range in ranges {
      for number in range {
        let values = all.map { item in
          switch item {
          case "UID": "UID \(number)"
          case "FLAGS": "FLAGS (\(number > folder.unseen ? "\\Seen" : ""))"
          default: "RFC822.SIZE \(folder.size(number))"
          }
        }
        buffer.writeString("* \(number) FETCH (\(values.joined(separator: " ")))\r\n")
      }
    }
    writer.send(buffer)
    complete(command)
  }

  /// A set of numbers such as `1:5,9,11:*`, no greater than the last one; nil for anything else.
  private func ranges(_ text: String, _ last: Int) -> [ClosedRange<Int>]? {
    var ranges: [ClosedRange<Int>] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let ends = part.split(separator: ":", omittingEmptySubsequences: false).map { $0 == "*" ? last : Int($0) }
      guard (1...2).contains(ends.count), let one = ends[0], let other = ends[ends.count - 1] else { return nil }
      let range = max(1, min(one, other))...max(1, max(one, other))
      if range.lowerBound <= last { ranges.append(range.lowerBound...min(range.upperBound, last)) }
    }
    return ranges
  }
}
