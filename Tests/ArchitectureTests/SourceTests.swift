import Foundation
import TestSupport
import Testing

/// What every file of the package keeps to.
@Suite("Architecture: files")
struct SourceTests {
  @Test("No Swift file has more than 400 lines", arguments: ["Sources", "Tests"])
  func lines(folder: String) throws {
    for file in try SourceFile.all(below: folder) where !Self.long.contains(file.path) {
      #expect(file.lines.count <= 401, "\(file.path)")
    }
  }

  /// Tables that a program writes.
  private static let long: Set = ["Sources/TextEncoding/Letters.swift"]

  @Test("No line has more than 120 columns", arguments: ["Tests"])
  func columns(folder: String) throws {
    for file in try SourceFile.all(below: folder) {
      for (index, line) in file.lines.enumerated() { #expect(line.count <= 120, "\(file.path):\(index + 1)") }
    }
  }

  @Test("What differs between systems is in Platform: no other module has a conditional")
  func conditionals() throws {
    for file in try SourceFile.all(below: "Sources") where !file.path.hasPrefix("Sources/Platform/") {
      for (index, line) in file.lines.enumerated() {
        #expect(!line.drop { $0 == " " }.hasPrefix("#if"), "\(file.path):\(index + 1)")
      }
    }
  }

  @Test("The top level contains what the project has, and nothing else")
  func topLevel() throws {
    let known: Set = [
      "Package.swift", "Package.resolved", "README.md", "Makefile", "LICENSE", "CONTRIBUTING.md", "CHANGELOG.md",
      "Sources", "Tests", "fixtures", "rules",
    ]
    let names = try FileManager.default.contentsOfDirectory(atPath: Fixture.root.path).filter { !$0.hasPrefix(".") }
    #expect(Set(names).subtracting(known) == [])
  }
}
