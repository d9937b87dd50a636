// Writes a Swift file that says what the program is built on. Usage: embed-versions OUTPUT SWIFTC PACKAGE=VERSION...
import Foundation

let arguments = CommandLine.arguments
guard arguments.count > 2 else {
  FileHandle.standardError.write(Data("usage: embed-versions OUTPUT SWIFTC PACKAGE=VERSION...\n".utf8))
  exit(2)
}
let compiler = Process()
compiler.executableURL = URL(fileURLWithPath: arguments[2])
compiler.arguments = ["--version"]
let pipe = Pipe()
compiler.standardOutput = pipe
compiler.standardError = FileHandle.nullDevice
try compiler.run()
let said = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
compiler.waitUntilExit()
guard let version = said.firstMatch(of: /Swift version (\S+)/) else {
  FileHandle.standardError.write(Data("embed-versions: \(arguments[2]) does not say its version\n".utf8))
  exit(1)
}
let packages = arguments[3...].map { $0.split(separator: "=", maxSplits: 1) }.map {
  "    (\"\($0[0])\", \"\($0[1])\"),\n"
}
let source = """
  enum Versions {
    static let swift = "\(version.1)"
    static let packages: [(name: String, version: String)] = [
  \(packages.joined())  ]
  }

  """
try source.write(toFile: arguments[1], atomically: true, encoding: .utf8)
