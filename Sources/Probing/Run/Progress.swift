/// How far a run is, in rows.
public struct Progress: Sendable, Equatable {
  public var total = 0
  public var done = 0
  public var good = 0
  /// Whose credentials were refused.
  public var refused = 0

  public init(total: Int = 0) { self.total = total }

  /// Several runs together.
  init(sumOf runs: [Progress]) {
    for run in runs {
      total += run.total
      done += run.done
      good += run.good
      refused += run.refused
    }
  }
}
