/// Edits that are made together, and where every place goes by them.
struct EditList {
  /// Ascending, none overlapping another.
  private(set) var edits: [Fix.Edit] = []
  /// The spans of the fixes that were taken: ascending, apart.
  private var taken: [Range<Int>] = []

  var isEmpty: Bool { taken.isEmpty }

  /// Takes of some fixes those that meet none taken before.
  ///
  /// - Parameter fixes: ascending by where their spans begin.
  /// - Returns: for each fix, whether it was taken.
  mutating func take(_ fixes: [Fix]) -> [Bool] {
    if fixes.contains(where: \.isLoose) { return fixes.map { takeOne($0) } }
    var isTaken = [Bool](repeating: false, count: fixes.count)
    var merged: [Range<Int>] = []
    merged.reserveCapacity(taken.count + fixes.count)
    var added: [Fix.Edit] = []
    var next = 0
    for (index, fix) in fixes.enumerated() {
      guard EditList.fits(fix.span, taken, &merged, &next) else { continue }
      isTaken[index] = true
      merged.append(fix.span)
      added += fix.edits
    }
    add(merged + taken[next...], added)
    return isTaken
  }

  private mutating func takeOne(_ fix: Fix) -> Bool {
    var merged: [Range<Int>] = []
    merged.reserveCapacity(taken.count + fix.edits.count)
    var next = 0
    for span in fix.isLoose ? fix.edits.map(\.range) : [fix.span] {
      guard EditList.fits(span, taken, &merged, &next) else { return false }
      merged.append(span)
    }
    add(merged + taken[next...], fix.edits)
    return true
  }

  /// Whether a span meets none of those taken; the ones before it go over to the merged.
  private static func fits(_ span: Range<Int>, _ taken: [Range<Int>], _ merged: inout [Range<Int>], _ next: inout Int)
    -> Bool
  {
    while next < taken.count, taken[next].upperBound <= span.lowerBound, areApart(taken[next], span) {
      merged.append(taken[next])
      next += 1
    }
    return (next == taken.count || areApart(span, taken[next])) && (merged.last.map { areApart($0, span) } ?? true)
  }

  private mutating func add(_ spans: [Range<Int>], _ added: [Fix.Edit]) {
    taken = spans
    if edits.isEmpty {
      edits = added
    } else if !added.isEmpty {
      edits = (edits + added).sorted { $0.range.lowerBound < $1.range.lowerBound }
    }
  }

  /// Two insertions at one place, or one at the edge of another edit, leave the order open: they are not apart.
  private static func areApart(_ a: Range<Int>, _ b: Range<Int>) -> Bool {
    if a.isEmpty || b.isEmpty { return a.upperBound < b.lowerBound || b.upperBound < a.lowerBound }
    return a.upperBound <= b.lowerBound || b.upperBound <= a.lowerBound
  }

  /// The text with the edits made.
  func applied(to text: UnsafeRawBufferPointer) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(text.count + edits.reduce(0) { $0 + $1.text.count })
    var offset = 0
    for edit in edits {
      result.append(contentsOf: text[offset..<edit.range.lowerBound])
      result.append(contentsOf: edit.text)
      offset = edit.range.upperBound
    }
    result.append(contentsOf: text[offset...])
    return result
  }

  /// Where places of the new text were in the old one; to be asked in ascending order.
  struct WayBack {
    private let edits: [Fix.Edit]
    private var next = 0
    private var shift = 0

    init(_ list: EditList) { edits = list.edits }

    /// The offset in the old text; of what is new, where it was put.
    mutating func old(_ offset: Int) -> Int {
      while next < edits.count {
        let edit = edits[next]
        let start = edit.range.lowerBound + shift
        if offset < start { break }
        if offset < start + edit.text.count { return edit.range.lowerBound }
        shift += edit.text.count - edit.range.count
        next += 1
      }
      return offset - shift
    }
  }
}
