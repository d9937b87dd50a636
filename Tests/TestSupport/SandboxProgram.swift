import Foundation

/// `batchlint sandbox`, the program.
package enum SandboxProgram {
  /// Runs the program while the body talks to it, and ends it by the end of its standard input.
  package static func run(_ arguments: [String], _ body: ([String]) throws -> Void) throws -> (
    output: String, errors: String, status: Int32
  ) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Program.path)
    process.arguments = ["sandbox", "--no-config", "--until-eof"] + arguments
    let (input, output, errors) = (Pipe(), Pipe(), Pipe())
    (process.standardInput, process.standardOutput, process.standardError) = (input, output, errors)
    try process.run()
    var text = ""
    while !text.contains("\nprobe: ") || !text.hasSuffix("\n") {
      let data = output.fileHandleForReading.availableData
      guard !data.isEmpty else { break }
      text += String(decoding: data, as: UTF8.self)
    }
    defer { if process.isRunning { process.terminate() } }
    try body(text.split(separator: "\n").map(String.init))
    try input.fileHandleForWriting.close()
    process.waitUntilExit()
    return (
      text, String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self),
      process.terminationStatus
    )
  }

  /// The port of plain text that the first line names.
  package static func port(_ line: String) throws -> Int {
    guard let port = line.firstMatch(of: /port (\d+) \(plain text/).flatMap({ Int($0.1) }) else {
      throw SandboxHarness.Failure(description: line)
    }
    return port
  }
}
