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
    for file in try SourceFile.all(below: "Sources")
    where !file.path.hasPrefix("Sources/Platform/") && !Self.conditional.contains(file.path) {
      for (index, line) in file.lines.enumerated() {
        #expect(!line.drop { $0 == " " }.hasPrefix("#if"), "\(file.path):\(index + 1)")
      }
    }
  }

  /// Files whose conditionals are still to be moved to Platform.
  private static let conditional: Set = [
    "Sources/Files/BusErrorGuard.swift",
    "Sources/Files/Cleanup.swift",
    "Sources/Files/FileContents.swift",
    "Sources/Files/Paths.swift",
    "Sources/Files/ReplacementFile.swift",
    "Sources/IMAP/Secret.swift",
    "Sources/IMAPClient/Resolver.swift",
    "Sources/IMAPSandbox/Certificates.swift",
    "Sources/LanguageServer/Transport.swift",
    "Sources/Linting/Engine/ParallelRowPass.swift",
    "Sources/batchlint/ChildProcess.swift",
    "Sources/batchlint/EndingSignals.swift",
    "Sources/batchlint/Interrupts.swift",
    "Sources/batchlint/Main.swift",
    "Sources/batchlint/ManualCommand.swift",
    "Sources/batchlint/SignInLog.swift",
  ]

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
