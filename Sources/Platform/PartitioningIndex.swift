extension Range<Int> {
  /// The first index from which on a condition holds; the upper bound where it never does.
  ///
  /// - Parameter belongsInSecondPart: must be false for the indices of a first part and true for all behind it.
  @inlinable
  package func partitioningIndex(where belongsInSecondPart: (Int) throws -> Bool) rethrows -> Int {
    var low = lowerBound
    var high = upperBound
    while low < high {
      let middle = low + (high - low) / 2
      if try belongsInSecondPart(middle) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

extension RandomAccessCollection where Index == Int {
  /// The first index from which on a condition holds for the elements; the end index where it never does.
  @inlinable
  package func partitioningIndex(where belongsInSecondPart: (Element) throws -> Bool) rethrows -> Int {
    try (startIndex..<endIndex).partitioningIndex { try belongsInSecondPart(self[$0]) }
  }
}
