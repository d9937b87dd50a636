/// Bars side by side, each of one part or of several on top of each other. It stretches to any width; its text
/// is beside it.
struct BarChart {
  /// A part of every bar, from the bottom up.
  struct Part {
    /// Whose colour it takes.
    var style: String
    var heights: [Int]
  }

  var parts: [Part]

  private var bars: Int { parts.map(\.heights.count).max() ?? 0 }

  /// The highest bar.
  var highest: Int { (0..<bars).map { bar in parts.reduce(0) { $0 + $1.heights[bar] } }.max() ?? 0 }

  private static let height = 1000

  /// - Parameter label: says what a person who does not see it should know.
  func svg(label: String) -> String {
    let most = max(highest, 1)
    var svg =
      """
      <svg viewBox="0 0 \(bars * 10) \(BarChart.height)" preserveAspectRatio="none" role="img" \
      aria-label="\(HTMLPage.escaped(label))">
      """
    var tops = Array(repeating: 0, count: bars)
    for part in parts {
      svg += "<g class=\"\(part.style)\">"
      for (bar, height) in part.heights.enumerated() where height > 0 {
        let from = tops[bar] * BarChart.height / most
        tops[bar] += height
        // What is there is seen.
        let length = max(tops[bar] * BarChart.height / most - from, 8)
        svg += "<rect x=\"\(bar * 10 + 1)\" y=\"\(BarChart.height - from - length)\" width=\"8\" height=\"\(length)\"/>"
      }
      svg += "</g>"
    }
    return svg + "</svg>"
  }
}

/// Equal steps from 0 on.
struct HistogramBins {
  let width: Int
  let count: Int

  /// Steps of 1, 2 or 5 times a power of ten, up to a number that is still in one of them.
  ///
  /// - Parameter most: so many bins at most.
  init(upTo last: Int, most: Int) {
    var width = 1
    var digit = 1
    while last / width >= most {
      width = digit == 2 ? width / 2 * 5 : width * 2
      digit = digit == 1 ? 2 : digit == 2 ? 5 : 1
    }
    self.width = width
    count = last / width + 1
  }
}
