/// A time in UTC as ISO 8601 writes it, in whole seconds.
package struct Timestamp: CustomStringConvertible {
  private let parts: tm

  /// A time in seconds since 1970.
  package init(seconds: Int) {
    var seconds = time_t(seconds)
    var parts = tm()
    gmtime_r(&seconds, &parts)
    self.parts = parts
  }

  /// The time that output is dated with: `SOURCE_DATE_EPOCH` makes it reproducible, otherwise it is now.
  package static var ofOutput: Timestamp {
    Timestamp(seconds: getenv("SOURCE_DATE_EPOCH").flatMap { Int(String(cString: $0)) } ?? Int(time(nil)))
  }

  /// The day: `2026-11-27`.
  package var date: String {
    "\(parts.tm_year + 1900)-\(Timestamp.twoDigits(parts.tm_mon + 1))-\(Timestamp.twoDigits(parts.tm_mday))"
  }

  /// Day and time without a zone: `2026-11-27T15:54:03`.
  package var description: String {
    let time = [parts.tm_hour, parts.tm_min, parts.tm_sec].map(Timestamp.twoDigits).joined(separator: ":")
    return "\(date)T\(time)"
  }

  private static func twoDigits(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
