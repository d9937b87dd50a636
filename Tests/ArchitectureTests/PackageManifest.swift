import Foundation
import TestSupport

/// The targets of Package.swift, read from its text: no build tool runs within a test.
struct PackageManifest {
  struct Target {
    var name: String
    var type: String
    /// The targets of this package that it depends on.
    var dependencies: Set<String>
    /// Its folder, from the package's root.
    var path: String
  }

  let targets: [Target]

  /// The libraries, the program and the tools, without tests and plug-ins.
  var modules: [Target] {
    targets.filter { ["target", "executableTarget"].contains($0.type) && $0.path.hasPrefix("Sources/") }
  }

  static func read() throws -> PackageManifest {
    PackageManifest(try String(contentsOf: Fixture.root.appendingPathComponent("Package.swift"), encoding: .utf8))
  }

  init(_ text: String) {
    let declaration = /\n    \.(target|executableTarget|testTarget|plugin)\(/
    targets = text.matches(of: declaration).map { match in
      let body = Self.bracketed(text[match.range.upperBound...], "(", ")")
      let name = body.firstMatch(of: /name: "([^"]+)"/).map { String($0.1) } ?? ""
      let list = body.firstRange(of: "dependencies: [").map { Self.bracketed(body[$0.upperBound...], "[", "]") } ?? ""
      let own = list.replacing(/\.product\([^)]*\)/, with: "")
      let folder = match.1 == "testTarget" ? "Tests" : "Sources"
      return Target(
        name: name, type: String(match.1),
        dependencies: Set(own.matches(of: /"([^"]+)"/).map { String($0.1) }),
        path: body.firstMatch(of: /path: "([^"]+)"/).map { String($0.1) } ?? "\(folder)/\(name)")
    }
  }

  /// The text up to the bracket that closes the one before it.
  private static func bracketed(_ text: Substring, _ opening: Character, _ closing: Character) -> Substring {
    var depth = 1
    for index in text.indices {
      if text[index] == opening { depth += 1 } else if text[index] == closing { depth -= 1 }
      if depth == 0 { return text[..<index] }
    }
    return text
  }
}
