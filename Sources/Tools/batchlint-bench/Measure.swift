import Platform

/// Medians of repeated runs.
enum Measure {
  /// Milliseconds of each of `runs` calls after one that does not count; sorted.
  static func milliseconds(runs: Int, _ work: () throws -> Void) rethrows -> [Double] {
    try work()
    return try (0..<runs).map { _ in
      milliseconds(try ContinuousClock().measure(work))
    }.sorted()
  }

  private static func milliseconds(_ time: Duration) -> Double { time / .milliseconds(1) }

  static func median(_ sorted: [Double]) -> Double { sorted[sorted.count / 2] }

  /// What one run of a program took.
  struct Run {
    var milliseconds: Double
    /// Peak memory, the file's own pages included.
    var peakMegabytes: Double
  }

  /// Runs a program with its output thrown away; nil where it cannot be started.
  static func program(_ arguments: [String]) -> Run? {
    let clock = ContinuousClock()
    let start = clock.now
    guard let result = try? Subprocess.run(arguments, output: .discarded, errors: .discarded) else { return nil }
    let time = clock.now - start
    // Ended by a signal, or not found by the loader.
    guard result.status & 0x7F == 0, result.status >> 8 & 0xFF != 127 else { return nil }
    return Run(milliseconds: milliseconds(time), peakMegabytes: Double(result.peakMemory) / 1_048_576)
  }

  /// The median of several runs of a program, after one that does not count.
  static func program(_ arguments: [String], runs: Int) -> Run? {
    guard program(arguments) != nil else { return nil }
    let all = (0..<runs).compactMap { _ in program(arguments) }.sorted { $0.milliseconds < $1.milliseconds }
    return all.isEmpty ? nil : all[all.count / 2]
  }
}
