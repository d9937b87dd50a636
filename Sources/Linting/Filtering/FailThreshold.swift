import Migration

/// From which severity on findings fail a run.
public enum FailThreshold: String, Sendable, CaseIterable {
  case error, warning, info, never

  public var severity: Severity? { Severity(rawValue: rawValue) }
}
