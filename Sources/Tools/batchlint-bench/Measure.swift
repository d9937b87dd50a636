import Foundation

/// Medians of repeated runs.
enum Measure {
  /// Milliseconds of each of `runs` calls after one that does not count; sorted.
  static func milliseconds(runs: Int, _ work: () throws -> Void) rethrows -> [Double] {
    try work()
    return try (0..<runs).map { _ in
      let clock = ContinuousClock()
      let time = try clock.measure(work)
      return Double(time.components.seconds) * 1000 + Double(time.components.attoseconds) / 1e15
    }.sorted()
  }

  static func median(_ sorted: [Double]) -> Double { sorted[sorted.count / 2] }

  /// What one run of a program took.
  struct Run {
    var milliseconds: Double
    /// Peak memory, the file's own pages included.
    var peakMegabytes: Double
  }

  /// Runs a program with its output thrown away; nil where it cannot be started.
  static func program(_ arguments: [String]) -> Run? {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for descriptor in [STDOUT_FILENO, STDERR_FILENO] {
      posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_WRONLY, 0)
    }
    var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    var process: pid_t = 0
    let start = ContinuousClock.now
    guard posix_spawnp(&process, arguments[0], &actions, nil, &words, environ) == 0 else { return nil }
    var status: Int32 = 0
    var usage = rusage()
    guard wait4(process, &status, 0, &usage) == process else { return nil }
    let time = ContinuousClock.now - start
    guard status & 0x7F == 0, status >> 8 & 0xFF != 127 else { return nil }
    return Run(
      milliseconds: Double(time.components.seconds) * 1000 + Double(time.components.attoseconds) / 1e15,
      peakMegabytes: Double(usage.ru_maxrss) / 1024)
  }

  /// The median of several runs of a program, after one that does not count.
  static func program(_ arguments: [String], runs: Int) -> Run? {
    guard program(arguments) != nil else { return nil }
    let all = (0..<runs).compactMap { _ in program(arguments) }.sorted { $0.milliseconds < $1.milliseconds }
    return all.isEmpty ? nil : all[all.count / 2]
  }
}
