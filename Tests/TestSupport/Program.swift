import Foundation

/// The real program, built beside the tests.
public enum Program {
  public struct Result: Sendable {
    public var status: Int32
    public var output: String
    public var errors: String
    public var bytes: Data
  }

  /// Where the build put it: in the directory of the test bundle.
  public static let path: String = {
    let bundle = CommandLine.arguments.first { $0.hasSuffix(".xctest") } ?? CommandLine.arguments[0]
    return URL(fileURLWithPath: bundle).deletingLastPathComponent().appendingPathComponent("batchlint").path
  }()

  /// Runs `batchlint` with arguments, in a directory, with something on standard input.
  public static func run(
    _ arguments: [String], in directory: String? = nil, input: Data? = nil, environment: [String: String] = [:]
  ) throws -> Result {
    try run(executable: path, arguments, in: directory, input: input, environment: environment)
  }

  /// Runs a line of shell in which `$BATCHLINT` is the program.
  public static func shell(_ line: String, in directory: String? = nil) throws -> Result {
    try run(executable: "/bin/bash", ["-c", line], in: directory, input: nil, environment: ["BATCHLINT": path])
  }

  public static func run(
    executable: String, _ arguments: [String], in directory: String?, input: Data?, environment: [String: String]
  ) throws -> Result {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: executable)
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    if let directory { process.currentDirectoryURL = URL(fileURLWithPath: directory) }
    let folder = try TemporaryFolder()
    let files = try ["in", "out", "err"].map { name in
      let file = folder.path(name)
      try (name == "in" ? input ?? Data() : Data()).write(to: URL(fileURLWithPath: file))
      return file
    }
    process.standardInput = FileHandle(forReadingAtPath: files[0])
    process.standardOutput = FileHandle(forWritingAtPath: files[1])
    process.standardError = FileHandle(forWritingAtPath: files[2])
    try process.run()
    process.waitUntilExit()
    let output = try Data(contentsOf: URL(fileURLWithPath: files[1]))
    let errors = try Data(contentsOf: URL(fileURLWithPath: files[2]))
    let status = process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus
    return Result(
      status: status, output: String(decoding: output, as: UTF8.self), errors: String(decoding: errors, as: UTF8.self),
      bytes: output + errors)
  }
}

/// A folder that goes away with its last copy.
public final class TemporaryFolder: Sendable {
  public let path: String

  public init() throws {
    path = FileManager.default.temporaryDirectory.appendingPathComponent("batchlint-test-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(
      atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  public func path(_ name: String) -> String { "\(path)/\(name)" }

  /// Writes a file that only its owner may read, and returns its path.
  @discardableResult
  public func write(_ text: String, as name: String) throws -> String { try write(Array(text.utf8), as: name) }

  @discardableResult
  public func write(_ bytes: [UInt8], as name: String, mode: Int = 0o600) throws -> String {
    let file = path(name)
    try FileManager.default.createDirectory(
      atPath: (file as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
    try Data(bytes).write(to: URL(fileURLWithPath: file))
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file)
    return file
  }
}
