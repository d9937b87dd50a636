import ICU
import Settings

extension Kind {
  /// What a column's values may be. One that is empty is not judged here.
  public struct Permitted: Sendable {
    /// A regular expression (ICU) that must be found in every value, or in none.
    public struct Check: Sendable {
      public var pattern: String
      public var mustBeFound: Bool
      /// What is wrong with a value that does not hold to it, in words.
      public var reason: String
      public var weight: Weight
    }

    /// Words that the service takes.
    public var values: [String] = []
    /// It takes them in other letter case, too.
    public var ignoresCase = false
    /// Whole numbers that it takes.
    public var numbers: ClosedRange<Int>?
    public var forms: [ValueForm] = []
    public var checks: [Check] = []
    /// Nothing may stand in the column.
    public var isAlwaysEmpty = false
    /// What people write, and what they should have written.
    public var instead: [(wrong: String, right: String)] = []

    /// Any value will do.
    public var isEmpty: Bool { !isEnumerated && checks.isEmpty && !isAlwaysEmpty && instead.isEmpty }

    /// A value must be one of the words or numbers, or have one of the forms.
    public var isEnumerated: Bool { !values.isEmpty || numbers != nil || !forms.isEmpty }

    /// What a value may be, for a message.
    public var description: String {
      var parts = values
      if let numbers { parts.append("a whole number from \(numbers.lowerBound) to \(numbers.upperBound)") }
      return (parts + forms.map(\.description)).joined(separator: ", ")
    }

    static let keys = ["values", "letter-case", "number", "forms", "checks", "empty", "instead"]

    /// How long one search for a pattern may take, in milliseconds.
    public static let timeLimit = 100

    init(_ setting: Setting) throws {
      values = try setting["values"]?.texts() ?? []
      ignoresCase = try setting["letter-case"]?.choice(LetterCase.self) == .any
      if let range = setting["number"] {
        try range.allow(["from", "to"])
        let least = try range["from"]?.integer() ?? .min
        let most = try range["to"]?.integer() ?? .max
        guard least <= most else { throw range.error("expected a range that is not empty") }
        numbers = least...most
      }
      forms = try setting["forms"]?.list().map { try $0.choice() } ?? []
      checks = try setting["checks"]?.list().map(Check.init) ?? []
      isAlwaysEmpty = try setting["empty"]?.flag() ?? false
      instead = try setting["instead"]?.pairs().map { wrong, right in (wrong, try right.text()) } ?? []
    }

    private enum LetterCase: String, CaseIterable { case exact, any }
  }
}

extension Kind.Permitted.Check {
  fileprivate init(_ setting: Setting) throws {
    try setting.allow(["must", "never", "says", "severity"])
    let must = setting["must"]
    guard let expression = must ?? setting["never"], must == nil || setting["never"] == nil else {
      throw setting.error("expected one of the keys must and never")
    }
    pattern = try expression.text()
    mustBeFound = must != nil
    reason = try setting.required("says").text()
    weight = try setting["severity"]?.choice() ?? .error
    do { _ = try Pattern(pattern, timeLimit: Kind.Permitted.timeLimit) } catch {
      let place = error.offset.map { " at character \($0 + 1)" } ?? ""
      throw expression.error("expected a regular expression of ICU; this one is wrong\(place)")
    }
  }
}
