import Layout
import Linting

/// A file of a test, linted in memory.
public struct LintSample {
  public var bytes: [UInt8]
  public var path = "users.csv"
  public var access: Input.Access?
  public var options = LintOptions()

  public init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The file; its bytes live as long as it does.
  public var input: Input {
    Input(path: path, document: Document(copying: bytes, encoding: options.encoding), access: access)
  }

  /// The report.
  public func lint() throws -> LintResult { try Linter(options: options).lint(input) }
}

extension LintResult {
  /// Each finding as `line:column severity rule`, in the report's order.
  public var verdicts: [String] {
    findings.map { finding in
      let start = position(of: finding.range.lowerBound, in: finding.place)
      return "\(start.line):\(start.column) \(finding.severity.rawValue) \(finding.rule.name)"
    }
  }

  /// Each finding as `line:column severity rule: message`, as the `.expected` files contain them.
  package var descriptions: [String] {
    zip(verdicts, findings).map { "\($0): \(message(of: $1))" }
  }
}
