import TextEncoding

/// Judges values by what their kind permits in a column.
package enum ConstraintValidator {
  /// Why the service does not take a value.
  package enum Refusal: Equatable {
    /// The column must be empty.
    case notEmpty
    /// Another word for one that the service accepts.
    case meant(String)
    /// Only the letter case is another.
    case otherCase(String, Severity)
    /// It is none of what it may be.
    case other(String)
    /// What a check of the kind says.
    case check(String, Severity)
    /// A check's regular expression takes too long.
    case tooSlow(String)
  }

  private static let yes: Set<String> = ["yes", "ja", "oui", "sí", "sì", "sim", "tak", "ano", "igen", "evet", "да"]
  private static let no: Set<String> = [
    "no", "nein", "non", "nee", "nej", "nei", "não", "nie", "ne", "nem", "hayır", "нет",
  ]
  private static let isTrue: Set<String> = [
    "true", "wahr", "vrai", "verdadero", "vero", "verdadeiro", "waar", "sant", "sand", "sann", "tosi", "prawda",
    "pravda", "igaz", "doğru", "adevărat", "истина", "αληθες", "真", "1",
  ]
  private static let isFalse: Set<String> = [
    "false", "falsch", "faux", "falso", "onwaar", "falskt", "falsk", "usann", "epätosi", "fałsz", "nepravda", "hamis",
    "yanliş", "yanlış", "fals", "ложь", "ψευδες", "偽", "假", "0",
  ]

  /// Nil for a value that is taken; an empty one always is, for whether it may be empty is asked elsewhere.
  package static func refusal(
    of bytes: UnsafeBufferPointer<UInt8>, _ permitted: Kind.ValueConstraint, _ patterns: RegexCache
  )
    -> Refusal?
  {
    guard !bytes.isEmpty, !permitted.isEmpty else { return nil }
    if permitted.isAlwaysEmpty { return .notEmpty }
    let text = permitted.values.isEmpty && permitted.instead.isEmpty ? "" : String(decoding: bytes, as: UTF8.self)
    if let right = permitted.instead.first(where: { $0.wrong.lowercased() == text.lowercased() })?.right {
      return .meant(right)
    }
    if permitted.values.contains(text) { return nil }
    for check in permitted.checks {
      switch patterns.search(check.pattern, bytes) {
      case .found where check.mustBeFound, .notFound where !check.mustBeFound: break
      case .tooSlow, .failed: return .tooSlow(check.pattern)
      default: return .check(check.reason, check.severity)
      }
    }
    guard permitted.isEnumerated else { return nil }
    if let bounds = permitted.bounds, bounds.form.fits(bytes) {
      return bounds.contain(String(decoding: bytes, as: UTF8.self)) ? nil : .other(permitted.description)
    }
    if let numbers = permitted.numbers, let number = Int(String(decoding: bytes, as: UTF8.self)),
      numbers.contains(number)
    {
      return nil
    }
    if permitted.forms.contains(where: { $0.fits(bytes) }) { return nil }
    let lower = text.lowercased()
    if let same = permitted.values.first(where: { $0.lowercased() == lower }) {
      return permitted.caseSeverity.map { .otherCase(same, $0) }
    }
    if let meant = boolean(lower, permitted.values) { return .meant(meant) }
    return .other(permitted.description)
  }

  /// The allowed word that a boolean of another language means. Yes means true, but a truth is no answer to
  /// every question: “TRUE” may mean the contrary of Yes where something is to be blocked.
  private static func boolean(_ lower: String, _ values: [String]) -> String? {
    func value(_ word: String) -> String? { values.first { $0.lowercased() == word } }
    if yes.contains(lower) { return value("yes") ?? value("true") }
    if no.contains(lower) { return value("no") ?? value("false") }
    if isTrue.contains(lower) { return value("true") }
    return isFalse.contains(lower) ? value("false") : nil
  }
}

/// The regular expressions of a kind, each made ready once.
package final class RegexCache {
  private var patterns: [String: Pattern] = [:]

  package init() {}

  package func search(_ text: String, _ value: UnsafeBufferPointer<UInt8>) -> Pattern.Outcome {
    let pattern: Pattern
    if let known = patterns[text] {
      pattern = known
    } else {
      // The kind's reading has tried it.
      guard let new = try? Pattern(text, timeLimit: Kind.ValueConstraint.timeLimit) else { return .failed }
      patterns[text] = new
      pattern = new
    }
    return pattern.search(UnsafeRawBufferPointer(value))
  }
}
