import Layout
import Linting
import Reporting

/// A file of a test, linted in memory.
public struct LintSample {
  public var bytes: [UInt8]
  public var path = "users.csv"
  public var access: Input.Access?
  public var options = LintOptions()

  public init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The file; its bytes live as long as it does.
  public var input: Input {
    get {
      let document =
        (try? Document.open(copying: bytes, encoding: options.encoding, sheet: options.sheet))
        ?? Document(copying: bytes, encoding: options.encoding)
      return Input(path: path, document: document, access: access)
    }
  }

  /// The report.
  public func lint() throws -> LintResult { try Linter(options: options).lint(input) }
}

extension LintResult {
  /// Each finding as `line:column severity rule`, in the report's order; in a workbook as `Users!C17 severity rule`.
  public var verdicts: [String] {
    let file = LintedFile(self, expands: true)
    return findings.indices.map { index in
      "\(file.place(index)) \(findings[index].severity.rawValue) \(findings[index].rule.name)"
    }
  }

  /// Each finding as `line:column severity rule: message`, as the `.expected` files contain them.
  package var descriptions: [String] {
    zip(verdicts, findings).map { "\($0): \(message(of: $1))" }
  }
}
