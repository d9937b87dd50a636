import Foundation

/// The Python environment of `make venv`, with the programs that read what batchlint writes.
public enum VirtualEnvironment {
  /// Its interpreter.
  public static let python =
    ProcessInfo.processInfo.environment["BATCHLINT_PYTHON"]
    ?? Fixture.root.appendingPathComponent(".build/venv/bin/python").path

  public static let isInstalled = FileManager.default.isExecutableFile(atPath: python)

  /// Runs one of its tools, such as `check-jsonschema`.
  public static func run(
    _ tool: String, _ arguments: [String], in directory: String? = nil, environment: [String: String] = [:]
  ) throws -> Program.Result {
    let path = URL(fileURLWithPath: python).deletingLastPathComponent().appendingPathComponent(tool).path
    return try Program.run(executable: path, arguments, in: directory, input: nil, environment: environment)
  }

  /// Runs a script of `Tests/Peers`.
  public static func script(
    _ name: String, _ arguments: [String], in directory: String? = nil, input: Data? = nil
  ) throws -> Program.Result {
    let path = Fixture.root.appendingPathComponent("Tests/Peers/\(name)").path
    return try Program.run(executable: python, ["-B", path] + arguments, in: directory, input: input, environment: [:])
  }
}

/// A program that is found by its name.
public enum InstalledProgram {
  public static func exists(_ name: String) -> Bool {
    (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").contains {
      FileManager.default.isExecutableFile(atPath: "\($0)/\(name)")
    }
  }
}
