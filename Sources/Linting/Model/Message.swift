/// What a finding says: a template whose `{}` are filled in when it is written, so that a file with a
/// finding in every row costs no text until someone reads it.
public struct Message: Sendable, Equatable, ExpressibleByStringLiteral {
  /// One thing to fill in.
  public enum Argument: Sendable, Equatable {
    case none
    case number(Int)
    case text(String)
    /// The file's own text at these byte offsets; masked where it belongs to a secret column.
    case value(Range<Int>)
    /// A character, by its Unicode name.
    case character(Unicode.Scalar)
  }

  public var template: String
  public var first: Argument
  public var second: Argument

  public init(_ template: String, _ first: Argument = .none, _ second: Argument = .none) {
    self.template = template
    self.first = first
    self.second = second
  }

  public init(stringLiteral template: String) { self.init(template) }
}
