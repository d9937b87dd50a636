/// Dates and times as OpenDocument's attributes hold them.
enum ODSValue {
  /// `2026-11-27T00:00:00` and `2026-11-27` are the same day; fractions of a second are kept to milliseconds.
  static func date(_ text: String) -> String {
    let parts = text.split(separator: "T", maxSplits: 1)
    guard parts.count == 2 else { return text }
    let clock = trimmed(String(parts[1]))
    return clock == "00:00:00" ? String(parts[0]) : "\(parts[0])T\(clock)"
  }

  /// `PT15H04M05S` is `15:04:05`; what is no duration stays as it is.
  static func duration(_ text: String) -> String {
    var rest = text[...]
    let isNegative = rest.first == "-"
    if isNegative { rest.removeFirst() }
    guard rest.first == "P" else { return text }
    var fields: [Character: String] = [:]
    var digits = ""
    for character in rest.dropFirst() {
      switch character {
      case "0"..."9", ".", ",": digits.append(character == "," ? "." : character)
      case "T": break
      default:
        fields[character] = digits
        digits = ""
      }
    }
    guard let hours = Int(fields["H"] ?? "0"), let days = Int(fields["D"] ?? "0"), hours < 1 << 40, days < 1 << 40
    else { return text }
    let clock = "\(pad(String(hours + days * 24))):\(pad(fields["M"] ?? "0")):\(pad(fields["S"] ?? "0"))"
    return (isNegative ? "-" : "") + trimmed(clock)
  }

  /// A clock time without a fraction of zeros, rounded to milliseconds by cutting.
  private static func trimmed(_ clock: String) -> String {
    guard let point = clock.firstIndex(of: ".") else { return clock }
    let fraction = clock[point...].dropFirst().prefix(3)
    return fraction.allSatisfy { $0 == "0" } ? String(clock[..<point]) : "\(clock[..<point]).\(fraction)"
  }

  private static func pad(_ digits: String) -> String {
    let whole = digits.prefix { $0 != "." }
    return whole.count < 2 ? "0\(digits)" : digits
  }
}
