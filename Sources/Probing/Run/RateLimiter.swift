/// How fast a run may go: fewer connections after the server has asked for a pause, one more after many successes.
struct RateLimiter {
  private let connections: Int
  private let interval: Duration
  private let firstPause: Duration
  /// Connections at the same time for now.
  private(set) var allowed: Int
  private var next: ContinuousClock.Instant
  private var pausedUntil: ContinuousClock.Instant
  private var successes = 0

  private static let successesForMore = 50
  private static let longestPause = Duration.seconds(60)

  init(_ options: ProbeOptions, now: ContinuousClock.Instant) {
    connections = max(1, options.connections)
    allowed = connections
    interval = options.rate.isFinite && options.rate > 0 ? .seconds(1) / options.rate : .zero
    firstPause = options.firstPause
    next = now
    pausedUntil = now
  }

  /// When the next sign-in may begin; nil for at once.
  func wait(now: ContinuousClock.Instant) -> ContinuousClock.Instant? {
    let earliest = max(next, pausedUntil)
    return earliest > now ? earliest : nil
  }

  /// A sign-in begins. The gap to the next one varies, so that the server does not see a machine's beat.
  mutating func begin(now: ContinuousClock.Instant) {
    guard interval > .zero else { return }
    // Time that was not used gives no burst later.
    next = max(next, now - interval) + interval * Double.random(in: 0.7...1.3)
  }

  mutating func succeeded() {
    successes += 1
    guard successes >= RateLimiter.successesForMore, allowed < connections else { return }
    successes = 0
    allowed += 1
  }

  /// The server asks for fewer sign-ins.
  mutating func throttled(after suggested: Duration?, attempt: Int, now: ContinuousClock.Instant) {
    successes = 0
    allowed = max(1, allowed / 2)
    pausedUntil = max(pausedUntil, now + (suggested ?? pause(attempt)))
  }

  /// The pause before another try: doubled each time, and anything between half and the whole of it.
  func pause(_ attempt: Int) -> Duration {
    let full = min(firstPause * (1 << min(attempt, 10)), RateLimiter.longestPause)
    return full * Double.random(in: 0.5...1)
  }
}
