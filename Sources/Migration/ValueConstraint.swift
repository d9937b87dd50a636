import TextEncoding
import YAML

extension Kind {
  /// What a column's values may be. One that is empty is not judged here.
  public struct ValueConstraint: Sendable {
    /// A regular expression (ICU) that must be found in every value, or in none.
    public struct Check: Sendable {
      public var pattern: String
      public var mustBeFound: Bool
      /// What is wrong with a value that does not hold to it, in words.
      public var reason: String
      public var severity: Severity
    }

    /// Words that the service takes.
    public var values: [String] = []
    /// What another letter case of them weighs: nothing is said of it (nil), or it is not known whether the service
    /// minds.
    public var caseSeverity: Severity? = .warning
    /// Whole numbers that it takes.
    public var numbers: ClosedRange<Int>?
    public var forms: [ValueFormat] = []
    /// Between which values of a form they must lie.
    public var bounds: Bounds?
    public var checks: [Check] = []
    /// Nothing may stand in the column.
    public var isAlwaysEmpty = false
    /// What people write, and what they should have written.
    public var instead: [(wrong: String, right: String)] = []

    /// The least and the greatest of values that have an order, both included.
    public struct Bounds: Sendable {
      public var form: ValueFormat
      public var least: String?
      public var most: String?

      /// Whether a value of the form lies between them.
      public func contain(_ value: String) -> Bool {
        func isOrdered(_ a: String, _ b: String) -> Bool {
          if form == .date { return a <= b }
          if let a = Int(a), let b = Int(b) { return a <= b }
          guard let a = Double(a), let b = Double(b) else { return false }
          return a <= b
        }
        return least.map { isOrdered($0, value) } != false && most.map { isOrdered(value, $0) } != false
      }

      /// In words, behind the form.
      public var description: String {
        [least.map { "from \($0)" }, most.map { "to \($0)" }].compactMap { $0 }.joined(separator: " ")
      }
    }

    /// Any value will do.
    init() {}

    /// Any value will do.
    public var isEmpty: Bool { !isEnumerated && checks.isEmpty && !isAlwaysEmpty && instead.isEmpty && bounds == nil }

    /// A value must be one of the words or numbers, or have one of the forms.
    public var isEnumerated: Bool { !values.isEmpty || numbers != nil || !forms.isEmpty }

    /// There is one word, one range of numbers or one form.
    public var isOfOneSort: Bool { values.count + forms.count + (numbers == nil ? 0 : 1) == 1 }

    /// What a value may be, for a message.
    public var description: String {
      var parts = values
      if let numbers { parts.append("a whole number from \(numbers.lowerBound) to \(numbers.upperBound)") }
      parts += forms.map { form in
        form == bounds?.form ? "\(form.description) \(bounds!.description)" : form.description
      }
      return parts.joined(separator: ", ")
    }

    static let keys = ["values", "letter-case", "number", "forms", "bounds", "checks", "empty", "instead"]

    /// How long one search for a pattern may take, in milliseconds.
    public static let timeLimit = 100

    init(_ setting: YAMLNode) throws {
      values = try setting["values"]?.texts() ?? []
      switch try setting["letter-case"]?.choice(LetterCase.self) {
      case .any: caseSeverity = nil
      case .exact: caseSeverity = .error
      case nil: caseSeverity = .warning
      }
      if let range = setting["number"] {
        try range.allow(["from", "to"])
        let least = try range["from"]?.integer() ?? .min
        let most = try range["to"]?.integer() ?? .max
        guard least <= most else { throw range.error("expected a range that is not empty") }
        numbers = least...most
      }
      forms = try setting["forms"]?.list().map { try $0.choice() } ?? []
      if let range = setting["bounds"] {
        try range.allow(["form", "from", "to"])
        let form = try range.required("form").choice(ValueFormat.self)
        guard [.integer, .decimal, .date].contains(form) else {
          throw try range.required("form").error("expected a form that has an order: integer, decimal or date")
        }
        bounds = Bounds(form: form, least: try range["from"]?.text(), most: try range["to"]?.text())
        if !forms.contains(form) { forms.append(form) }
      }
      checks = try setting["checks"]?.list().map(Check.init) ?? []
      isAlwaysEmpty = try setting["empty"]?.flag() ?? false
      instead = try setting["instead"]?.pairs().map { wrong, right in (wrong, try right.text()) } ?? []
    }

    /// The same regular expression; an error at its place where it is none.
    static func tried(_ pattern: String, _ setting: YAMLNode) throws -> String {
      do { _ = try Pattern(pattern, timeLimit: timeLimit) } catch let error as Pattern.SyntaxError {
        let place = error.offset.map { " at character \($0 + 1)" } ?? ""
        throw setting.error("expected an ICU regular expression; syntax error\(place)")
      }
      return pattern
    }

    private enum LetterCase: String, CaseIterable { case exact, any }
  }
}

extension Kind.ValueConstraint.Check {
  fileprivate init(_ setting: YAMLNode) throws {
    try setting.allow(["must", "never", "says", "severity"])
    let must = setting["must"]
    guard let expression = must ?? setting["never"], must == nil || setting["never"] == nil else {
      throw setting.error("expected one of the keys must and never")
    }
    pattern = try Kind.ValueConstraint.tried(expression.text(), expression)
    mustBeFound = must != nil
    reason = try setting.required("says").text()
    severity = try setting["severity"]?.choice() ?? .error
  }
}
