import Platform

/// A part of every day, such as `22:00-06:00`.
public struct TimeWindow: Sendable, Equatable, CustomStringConvertible {
  /// In minutes since midnight.
  private let start, end: Int
  public let description: String

  /// Reads `HH:MM-HH:MM`; nil for anything else, and for a window without a length.
  public init?(_ text: String) {
    guard let match = text.wholeMatch(of: /(\d{1,2}):(\d{2})-(\d{1,2}):(\d{2})/),
      let start = TimeWindow.minute(match.1, match.2), let end = TimeWindow.minute(match.3, match.4), start != end
    else { return nil }
    (self.start, self.end, description) = (start, end, text)
  }

  private static func minute(_ hours: Substring, _ minutes: Substring) -> Int? {
    guard let hours = Int(hours), let minutes = Int(minutes), hours < 24 || hours == 24 && minutes == 0, minutes < 60
    else { return nil }
    return (hours * 60 + minutes) % TimeWindow.day
  }

  private static let day = 24 * 60

  /// Whether a minute of the day is in it; the last one is not.
  public func contains(minute: Int) -> Bool {
    start < end ? (start..<end).contains(minute) : minute >= start || minute < end
  }

  /// The minute of the day by this machine's clock.
  public static var localMinute: Int {
    var now = time(nil)
    var parts = tm()
    localtime_r(&now, &parts)
    return Int(parts.tm_hour) * 60 + Int(parts.tm_min)
  }
}

extension Duration {
  /// Reads `45s`, `90m`, `2h` or `1h30m`; nil for anything else and for no time at all.
  public init?(option text: String) {
    guard let match = text.wholeMatch(of: /(?:(\d{1,4})h)?(?:(\d{1,6})m)?(?:(\d{1,8})s)?/) else { return nil }
    let seconds = [(match.1, 3600), (match.2, 60), (match.3, 1)].reduce(0) { sum, part in
      sum + (part.0.flatMap { Int($0) } ?? 0) * part.1
    }
    guard seconds > 0 else { return nil }
    self = .seconds(seconds)
  }
}
