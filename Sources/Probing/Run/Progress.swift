/// How far a run is, in rows.
public struct Progress: Sendable, Equatable {
  public var total = 0
  public var done = 0
  public var good = 0
  /// Whose credentials were refused.
  public var refused = 0

  public init() {}
}
