import Foundation

/// The Python that `make venv` has made, with the tools that are in it.
public enum VirtualEnvironment {
  /// Nil where the tests run without it.
  public static let python = ProcessInfo.processInfo.environment["BATCHLINT_PYTHON"]

  /// Runs one of its tools, such as `check-jsonschema`.
  public static func run(
    _ tool: String, _ arguments: [String], in directory: String? = nil, environment: [String: String] = [:]
  ) throws -> Program.Result {
    let path = URL(fileURLWithPath: python ?? "/nowhere/python").deletingLastPathComponent().appendingPathComponent(
      tool
    ).path
    return try Program.run(executable: path, arguments, in: directory, input: nil, environment: environment)
  }
}
