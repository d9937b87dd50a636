/// The known name nearest to what was written, if it is near enough to be meant.
public func nearest(to text: String, among known: [String]) -> String? {
  let wanted = Array(text.lowercased().utf8)
  guard wanted.count <= 128 else { return nil }
  let ranked = known.map { ($0, editDistance(wanted, Array($0.lowercased().utf8))) }
  guard let best = ranked.min(by: { $0.1 < $1.1 }), best.1 <= max(wanted.count < 5 ? 1 : 2, wanted.count / 3) else {
    return nil
  }
  return best.0
}

/// How many insertions, removals, replacements and swaps of neighbours turn one text into the other
/// (optimal string alignment).
public func editDistance<Text: RandomAccessCollection>(_ a: Text, _ b: Text) -> Int
where Text.Element: Equatable, Text.Index == Int {
  var before: [Int] = []
  var previous = Array(0...b.count)
  for i in 0..<a.count {
    var row = [i + 1]
    row.reserveCapacity(b.count + 1)
    for j in 0..<b.count {
      let same = a[a.startIndex + i] == b[b.startIndex + j]
      var cost = min(previous[j] + (same ? 0 : 1), previous[j + 1] + 1, row[j] + 1)
      if i > 0, j > 0, a[a.startIndex + i] == b[b.startIndex + j - 1], a[a.startIndex + i - 1] == b[b.startIndex + j] {
        cost = min(cost, before[j - 1] + 1)
      }
      row.append(cost)
    }
    before = previous
    previous = row
  }
  return previous[b.count]
}
