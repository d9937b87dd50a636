import Platform
import Linting
import Probing
import Synchronization

/// How far a probe is, on standard error: a line that is written over at a terminal, else a line now and then.
final class ProgressLine: Sendable {
  private struct State {
    var next: ContinuousClock.Instant
    var isOpen = false
  }

  private let isQuiet: Bool
  private let start = ContinuousClock.now
  private let state: Mutex<State>

  init(isQuiet: Bool) {
    self.isQuiet = isQuiet
    state = Mutex(State(next: start))
  }

  /// Standard error is a terminal.
  private static let isTerminal = isatty(STDERR_FILENO) == 1

  func show(_ progress: Probing.Progress) {
    guard !isQuiet else { return }
    let now = ContinuousClock.now
    let isDue = state.withLock { state in
      guard now >= state.next || progress.done == progress.total else { return false }
      state.next = now + (ProgressLine.isTerminal ? .milliseconds(100) : .seconds(30))
      state.isOpen = ProgressLine.isTerminal
      return true
    }
    guard isDue else { return }
    let text = line(progress, now)
    StandardError.write(
      ProgressLine.isTerminal ? "\r\u{1B}[K\(ProgressLine.bar(progress)) \(text)" : "batchlint: \(text)",
      terminator: ProgressLine.isTerminal ? "" : "\n")
  }

  private func line(_ progress: Probing.Progress, _ now: ContinuousClock.Instant) -> String {
    let elapsed = (now - start) / .seconds(1)
    let rate = elapsed > 0 ? Double(progress.done) / elapsed : 0
    var text = "\(grouped(progress.done)) of \(counted(progress.total, "row")), \(grouped(progress.refused)) rejected"
    if rate > 0, elapsed > 1 {
      text += ", \(rate < 10 ? tenths(rate) : grouped(Int(rate)))/s"
      let left = Double(progress.total - progress.done) / rate
      if left >= 1 { text += ", \(Duration.seconds(left).inWords) left" }
    }
    return text
  }

  private func tenths(_ number: Double) -> String { "\(Int(number)).\(Int(number * 10) % 10)" }

  private static func bar(_ progress: Probing.Progress) -> String {
    let width = 20
    let full = progress.total > 0 ? progress.done * width / progress.total : width
    return "[" + String(repeating: "#", count: full) + String(repeating: ".", count: width - full) + "]"
  }

  /// Leaves the terminal in order.
  func finish() {
    if state.withLock({ $0.isOpen }) { StandardError.write("") }
  }
}
