import Platform

/// Numbers, dates and times as the text of a cell, independent of any locale.
enum NumberText {
  /// A number as XML Schema writes a double; nil for anything else, infinities and NaN included.
  static func parse(_ bytes: UnsafeRawBufferPointer) -> Double? {
    guard !bytes.isEmpty, bytes.count < 400 else { return nil }
    if let integer = smallInteger(bytes) { return Double(integer) }
    for byte in bytes {
      switch byte {
      case 0x30...0x39, 0x2B, 0x2D, 0x2E, 0x45, 0x65: continue
      default: return nil
      }
    }
    return Double(String(decoding: bytes, as: UTF8.self)).flatMap { $0.isFinite ? $0 : nil }
  }

  private static func smallInteger(_ bytes: UnsafeRawBufferPointer) -> Int? {
    guard bytes.count <= 15 else { return nil }
    var result = 0
    for byte in bytes {
      guard byte &- 0x30 < 10 else { return nil }
      result = result * 10 + Int(byte &- 0x30)
    }
    return result
  }

  /// Whether the text of a number is an integer in its only spelling, so that it needs no other.
  static func isPlainInteger(_ bytes: UnsafeRawBufferPointer) -> Bool {
    var digits = bytes[...]
    if digits.first == 0x2D { digits = digits.dropFirst() }
    guard let first = digits.first, digits.allSatisfy({ $0 &- 0x30 < 10 }) else { return false }
    return first != 0x30 || (digits.count == 1 && bytes.count == 1)
  }

  /// The shortest text that means this number; integers below 10²¹ without an exponent.
  static func text(of number: Double) -> String {
    guard number == number.rounded(), number.magnitude < 1e21 else { return number.description }
    if number.magnitude < 9e18 { return String(Int(number)) }
    // Above the range of `Int`: the digits of the exact value.
    let high = (number / 1e9).rounded(.towardZero)
    let low = number - high * 1e9
    let lowDigits = String(Int(low.magnitude))
    return String(Int(high)) + String(repeating: "0", count: 9 - lowDigits.count) + lowDigits
  }

  /// The number with zeros in front until it has `digits` digits.
  static func padded(_ number: Double, digits: Int) -> String {
    let text = text(of: number.magnitude)
    guard number == number.rounded(), digits <= 64 else { return self.text(of: number) }
    return (number < 0 ? "-" : "") + String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
  }
}

/// Serial numbers of days, as Excel stores dates.
enum SerialDate {
  /// A date, with the time where there is one: `2026-11-27`, `2026-11-27T15:04:05`; nil beyond the years 1900 to 9999.
  ///
  /// - Parameter is1904: whether day 0 is 1 January 1904; otherwise day 1 is 1 January 1900, and day 60 is
  ///   29 February 1900, a day that never was.
  static func date(_ serial: Double, is1904: Bool) -> String? {
    guard serial >= 0, serial < 2_958_466 else { return nil }
    var (days, milliseconds) = split(serial)
    if milliseconds == 86_400_000 {
      days += 1
      milliseconds = 0
    }
    let clock = clockText(milliseconds)
    if days == 0, !is1904 { return clock }
    let day = dayText(days, is1904: is1904)
    return milliseconds == 0 ? day : "\(day)T\(clock)"
  }

  /// A time of day or a duration: `15:04:05`, `27:30:00`; nil for an impossible one.
  static func time(_ serial: Double) -> String? {
    guard serial.magnitude < 2_958_466 else { return nil }
    let (days, milliseconds) = split(serial.magnitude)
    return (serial < 0 ? "-" : "") + clockText(days * 86_400_000 + milliseconds)
  }

  private static func split(_ serial: Double) -> (days: Int, milliseconds: Int) {
    let days = serial.rounded(.down)
    return (Int(days), Int(((serial - days) * 86_400_000).rounded()))
  }

  private static func clockText(_ milliseconds: Int) -> String {
    let seconds = milliseconds / 1000
    let text = "\(pad(seconds / 3600)):\(pad(seconds / 60 % 60)):\(pad(seconds % 60))"
    return milliseconds % 1000 == 0 ? text : "\(text).\(pad(milliseconds % 1000, 3))"
  }

  private static func dayText(_ serial: Int, is1904: Bool) -> String {
    if !is1904, serial == 60 { return "1900-02-29" }
    // Days since 1 January 1970.
    let days = serial - (is1904 ? 24_107 : serial < 60 ? 25_568 : 25_569)
    let (year, month, day) = civil(days)
    return "\(pad(year, 4))-\(pad(month))-\(pad(day))"
  }

  /// The Gregorian date of a day, after Howard Hinnant's `civil_from_days`.
  private static func civil(_ days: Int) -> (Int, Int, Int) {
    let shifted = days + 719_468
    let era = shifted / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
  }

  private static func pad(_ number: Int, _ width: Int = 2) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
  }
}
