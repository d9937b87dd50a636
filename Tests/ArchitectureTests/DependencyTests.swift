import TestSupport
import Testing

/// The modules form layers, and dependencies point to lower or equal layers only.
@Suite("Architecture: dependencies")
struct DependencyTests {
  /// From the bottom to the top. Modules of one layer may use one another without a cycle, which SwiftPM refuses.
  private static let layers: [[String]] = [
    [
      "CICU", "CLibXML2", "CResolver", "CZlib", "Platform", "CSV", "TextEncoding", "Files", "JSON", "YAML",
      "RuleResources", "IMAP",
    ],
    ["Migration", "IMAPClient", "Discovery", "Workbook"],
    ["Layout", "IMAPSandbox"],
    ["Linting"],
    ["Configuration", "Reporting", "Authoring", "Probing", "LanguageServer", "Workbench"],
    ["batchlint"],
  ]

  /// Modules that know nothing but these, so that they can be used for anything.
  private static let closed: [String: Set<String>] = [
    "CSV": ["Platform"], "JSON": ["Platform"], "YAML": ["Platform"], "IMAP": ["Platform", "TextEncoding"],
    "Platform": [], "TextEncoding": ["CICU", "Platform"], "Files": ["Platform"],
    "Migration": ["JSON", "Platform", "RuleResources", "TextEncoding", "YAML"],
  ]

  private let manifest: PackageManifest

  init() throws { manifest = try PackageManifest.read() }

  private func layer(_ module: String) -> Int? { Self.layers.firstIndex { $0.contains(module) } }

  /// The modules of the layers: the tools are used by none.
  private var modules: [PackageManifest.Target] {
    manifest.modules.filter { !$0.path.hasPrefix("Sources/Tools/") }
  }

  @Test("Every dependency points down the layers")
  func layers() {
    for (index, layer) in Self.layers.enumerated() {
      for module in modules where layer.contains(module.name) {
        print("layer \(index): \(module.name) → \(module.dependencies.sorted().joined(separator: ", "))")
      }
    }
    for module in modules {
      guard let own = layer(module.name) else {
        Issue.record("\(module.name) is in no layer")
        continue
      }
      for dependency in module.dependencies {
        let other = layer(dependency)
        #expect(other != nil && other! <= own, "\(module.name) must not depend on \(dependency)")
      }
      if let allowed = Self.closed[module.name] {
        #expect(module.dependencies.isSubset(of: allowed), "\(module.name) depends on more than \(allowed.sorted())")
      }
    }
  }

  @Test("A module depends on what its files import, and on nothing else")
  func imports() throws {
    let names = Set(modules.map(\.name))
    for module in manifest.modules {
      let imported = try SourceFile.all(below: module.path).reduce(into: Set<String>()) { $0.formUnion($1.imports) }
      #expect(imported.intersection(names) == module.dependencies.intersection(names), "\(module.name)")
    }
  }

  @Test("The manifest's targets, dependencies and folders are read")
  func manifestReading() {
    let read = PackageManifest(
      "\n    .target(name: \"CSV\", dependencies: [\"Linting\", .product(name: \"X\", package: \"x\")]),"
        + "\n    .executableTarget(\n      name: \"tool\", dependencies: [\n        \"CSV\", \"JSON\",\n      ],"
        + " path: \"Sources/Tools/tool\"),\n    .testTarget(name: \"T\")")
    #expect(read.targets.map(\.name) == ["CSV", "tool", "T"])
    #expect(read.targets.map(\.dependencies) == [["Linting"], ["CSV", "JSON"], []])
    #expect(read.targets.map(\.path) == ["Sources/CSV", "Sources/Tools/tool", "Tests/T"])
  }
}
