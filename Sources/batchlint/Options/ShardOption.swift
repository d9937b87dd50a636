import Platform
import Reporting

/// `--shard K/N` or `--shard auto`.
enum ShardOption {
  /// The variables by which CI systems number the machines of a job.
  private struct System {
    var name: String
    var index: String
    var count: String
    /// The first machine's number.
    var first: Int
  }

  private static let systems = [
    System(name: "GitLab", index: "CI_NODE_INDEX", count: "CI_NODE_TOTAL", first: 1),
    System(name: "CircleCI", index: "CIRCLE_NODE_INDEX", count: "CIRCLE_NODE_TOTAL", first: 0),
    System(name: "Buildkite", index: "BUILDKITE_PARALLEL_JOB", count: "BUILDKITE_PARALLEL_JOB_COUNT", first: 0),
    // Kubernetes gives a pod its number and not how many there are: the job's author repeats .spec.completions.
    System(name: "Kubernetes", index: "JOB_COMPLETION_INDEX", count: "JOB_COMPLETIONS", first: 0),
  ]

  static func parse(_ text: String) throws -> Shard {
    if text == "auto" { return try found() }
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let index = number(parts[0]), let count = number(parts[1]) else {
      throw CommandError("--shard \(text): expected K/N, such as 1/4, or auto")
    }
    guard index > 0, index <= count else { throw CommandError("--shard \(text): K must be from 1 to N") }
    guard let shard = Shard(index, of: count) else { throw CommandError("--shard \(text): N is too large") }
    return shard
  }

  private static func found() throws -> Shard {
    for system in systems {
      guard let index = value(system.index) else {
        // GitLab says that there is one machine and gives it no number.
        if system.name == "GitLab", value(system.count) == "1", let only = Shard(1, of: 1) { return only }
        continue
      }
      guard let count = value(system.count) else {
        throw CommandError(
          """
          --shard auto: \(system.name) gives \(system.index), but \(system.count) is not set; it must say how many \
          machines there are
          """
        )
      }
      guard let own = number(index[...]), let total = number(count[...]),
        let shard = Shard(own - system.first + 1, of: total)
      else {
        throw CommandError(
          """
          --shard auto: \(system.index)=\(index) is out of range for \(system.count)=\(count); \(system.name) counts \
          from \(system.first)
          """
        )
      }
      return shard
    }
    let pairs = systems.map { "\($0.index) and \($0.count) (\($0.name))" }
    throw CommandError(
      """
      --shard auto: no CI system detected: none of \(pairs.joined(separator: ", ")) is set; write --shard \
      K/N
      """
    )
  }

  /// Digits alone.
  private static func number(_ text: Substring) -> Int? { text.utf8.allSatisfy { 0x30...0x39 ~= $0 } ? Int(text) : nil }

  private static func value(_ name: String) -> String? {
    guard let value = getenv(name).map({ String(cString: $0) }), !value.isEmpty else { return nil }
    return value
  }
}
