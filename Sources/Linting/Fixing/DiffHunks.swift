/// What several rounds of edits changed between a text and what came of it.
public struct DiffHunks {
  /// A part of the old text, and what replaces it in the new one: byte offsets of both.
  public struct Part: Sendable, Equatable {
    public var old: Range<Int>
    public var new: Range<Int>
  }

  /// Ascending, apart.
  public private(set) var parts: [Part] = []

  public init() {}

  /// Adds a round that was made on the new text.
  mutating func append(_ list: EditList) {
    var result: [Part] = []
    result.reserveCapacity(parts.count + list.edits.count)
    var next = 0
    // From the text between to the old one, and from it to the newest.
    var toOld = 0
    var toNew = 0
    func keep(_ part: Part) {
      // Parts that meet are one.
      if let last = result.last, part.new.lowerBound <= last.new.upperBound, part.old.lowerBound <= last.old.upperBound
      {
        result[result.count - 1] = Part(
          old: min(last.old.lowerBound, part.old.lowerBound)..<max(last.old.upperBound, part.old.upperBound),
          new: min(last.new.lowerBound, part.new.lowerBound)..<max(last.new.upperBound, part.new.upperBound))
      } else {
        result.append(part)
      }
    }
    for edit in list.edits {
      while next < parts.count, parts[next].new.upperBound < edit.range.lowerBound {
        keep(Part(old: parts[next].old, new: parts[next].new.lowerBound + toNew..<parts[next].new.upperBound + toNew))
        toOld = parts[next].old.upperBound - parts[next].new.upperBound
        next += 1
      }
      // The edit and every earlier part that it meets.
      var middle = edit.range
      var old = edit.range.lowerBound + toOld..<edit.range.upperBound + toOld
      while next < parts.count, parts[next].new.lowerBound <= edit.range.upperBound {
        let part = parts[next]
        let lower = part.new.lowerBound < middle.lowerBound ? part.old.lowerBound : old.lowerBound
        toOld = part.old.upperBound - part.new.upperBound
        let upper = max(middle.upperBound, part.new.upperBound) + toOld
        old = min(lower, upper)..<max(lower, upper)
        middle = min(middle.lowerBound, part.new.lowerBound)..<max(middle.upperBound, part.new.upperBound)
        next += 1
      }
      let grown = edit.text.count - edit.range.count
      keep(Part(old: old, new: middle.lowerBound + toNew..<middle.upperBound + toNew + grown))
      toNew += grown
    }
    while next < parts.count {
      keep(Part(old: parts[next].old, new: parts[next].new.lowerBound + toNew..<parts[next].new.upperBound + toNew))
      next += 1
    }
    parts = result
  }
}
