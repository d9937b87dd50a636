import YAML

/// What a `.batchlint.yaml` sets for probes, under `probe`.
public struct ProbeSettings: Sendable {
  /// As `--time-limit` takes it.
  public var timeLimit: String?
  /// As `--window` takes it.
  public var window: String?
  public var sharesToken = false

  init() {}

  init(_ setting: YAMLNode) throws {
    try setting.allow(["time-limit", "window", "shared-token"])
    timeLimit = try setting["time-limit"].map {
      try ProbeSettings.text($0, of: /(?:\d{1,4}h)?(?:\d{1,6}m)?(?:\d{1,8}s)?/, "a number and s, m or h, such as 90m")
    }
    window = try setting["window"].map {
      try ProbeSettings.text($0, of: /\d{1,2}:\d{2}-\d{1,2}:\d{2}/, "a part of the day, such as 22:00-06:00")
    }
    sharesToken = try setting["shared-token"]?.flag() ?? false
  }

  private static func text(_ setting: YAMLNode, of form: Regex<Substring>, _ expected: String) throws -> String {
    let text = try setting.text()
    guard !text.isEmpty, text.wholeMatch(of: form) != nil else { throw setting.error("expected \(expected)") }
    return text
  }
}
