/// One of several machines that share a run: `2/3` is the second of three.
public struct Shard: Sendable, Hashable {
  /// From 1 to ``count``.
  public let index: Int
  public let count: Int

  /// More machines than this are a mistake.
  private static let most = 100_000

  /// Nil where there is no such shard.
  public init?(_ index: Int, of count: Int) {
    guard 1...Shard.most ~= count, 1...count ~= index else { return nil }
    self.index = index
    self.count = count
  }

  /// Whether a file is this shard's: they are dealt out one by one.
  ///
  /// - Parameter number: the file's number among those of the whole run, from 0.
  public func takes(file number: Int) -> Bool { number % count == index - 1 }

  /// This shard's part of a file's rows.
  public func part(ofRows rows: Int) -> RowPart { RowPart(self, rows) }
}

/// Some neighbouring rows of a file, as even a part as there can be.
///
/// Rules look at all rows whatever the part: a duplicate's first may be in another one. What is found belongs to the
/// part that has its row; what is about the header or the file belongs to the first, what follows the last row to
/// the last.
public struct RowPart: Sendable, Equatable {
  /// The number of the first row, from 1, also where there is none.
  public let first: Int
  public let count: Int
  private let isFirst: Bool
  private let isLast: Bool

  fileprivate init(_ shard: Shard, _ rows: Int) {
    let start = (shard.index - 1) * rows / shard.count
    first = start + 1
    count = shard.index * rows / shard.count - start
    isFirst = shard.index == 1
    isLast = shard.index == shard.count
  }

  /// - Parameter row: a finding's row, from 1; nil for the header and for the file.
  func owns(_ row: Int?) -> Bool {
    guard let row else { return isFirst }
    return row >= first && (row < first + count || isLast)
  }
}
