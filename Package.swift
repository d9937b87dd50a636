// swift-tools-version: 6.1
import PackageDescription

/// The debug build checks that memory accesses do not overlap; the release build does not pay for it in the row loop,
/// where nearly every variable would need `@exclusivity(unchecked)`.
let hotPath: [SwiftSetting] = [.unsafeFlags(["-enforce-exclusivity=unchecked"], .when(configuration: .release))]

/// Tests are built in the configuration of the program that they test, but need not be fast themselves: this halves the
/// time that they take to compile.
let testCode: [SwiftSetting] = [.unsafeFlags(["-Onone"], .when(configuration: .release))]

/// `BATCHLINT_STATIC=1` links libicu and libxml2 into the program: it starts faster and runs where they are not
/// installed.
let isStatic = Context.environment["BATCHLINT_STATIC"] == "1"

/// The libraries of the C targets. The static archives depend on each other, so they are one group: `unsafeFlags`,
/// since the manifest knows neither groups nor archives.
func libraries(_ shared: [String]) -> [LinkerSetting] {
  guard isStatic else { return shared.map { .linkedLibrary($0) } }
  let archives = ["icui18n", "icuuc", "xml2", "lzma", "z"].map { "-l:lib\($0).a" }
  return [
    .unsafeFlags(["-Xlinker", "--start-group"] + archives + ["-Xlinker", "--end-group"]), .linkedLibrary("stdc++"),
  ]
}

/// What makes a release small and self-contained, for which the manifest has no settings: only the ICU data that the
/// program needs and the C++ library as an archive, both as `make release` prepares them; no exported symbols, and
/// packed relocations, which glibc reads from 2.36 on.
let prepared = Context.packageDirectory + "/.build-static/prepared"
let selfContained: [String] = [
  "\(prepared)/icu-data.o", "-L\(prepared)", "-Xclang-linker", "-static-libgcc",
  "-use-ld=lld", "-Xlinker", "--icf=safe", "-Xlinker", "-z", "-Xlinker", "pack-relative-relocs",
  "-Xlinker", "--version-script=\(Context.packageDirectory)/.release/exports.map",
]

let package = Package(
  name: "batchlint",
  platforms: [.macOS(.v14)],
  products: [.executable(name: "batchlint", targets: ["batchlint"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
  ],
  targets: [
    // C libraries behind opaque headers.
    .target(
      name: "CICU",
      linkerSettings: libraries(["icui18n", "icuuc"]) + (isStatic ? [.unsafeFlags(selfContained)] : [])),
    .target(
      name: "CLibXML2",
      // A system library target by pkg-config would link the shared library into the static release as well.
      cSettings: [.unsafeFlags(["-I/usr/include/libxml2"], .when(platforms: [.linux]))],
      linkerSettings: libraries(["xml2"])),
    .target(name: "CZlib", linkerSettings: libraries(["z"])),

    // What every module may use.
    .target(name: "Platform"),
    .target(name: "CSV", swiftSettings: hotPath),
    .target(name: "TextEncoding", dependencies: ["CICU", "Platform"]),
    .target(name: "Files", dependencies: ["Platform"]),
    .target(name: "JSON", dependencies: ["Platform"]),
    .target(name: "YAML", dependencies: ["Platform", .product(name: "Yams", package: "Yams")]),

    // The domain, as data and values.
    .target(name: "RuleResources", plugins: ["EmbedResources"]),
    .target(name: "Migration", dependencies: ["Platform", "RuleResources", "TextEncoding", "YAML"]),
    .target(name: "Workbook", dependencies: ["CLibXML2", "CZlib", "Platform"], swiftSettings: hotPath),

    // What a file is, before it is judged.
    .target(
      name: "Layout",
      dependencies: ["CSV", "Migration", "Platform", "RuleResources", "TextEncoding", "Workbook", "YAML"],
      swiftSettings: hotPath),

    // Linting and what is built on it.
    .target(
      name: "Linting",
      dependencies: ["CSV", "Layout", "Migration", "Platform", "RuleResources", "TextEncoding", "Workbook", "YAML"],
      swiftSettings: hotPath),
    .target(name: "Configuration", dependencies: ["Files", "Layout", "Linting", "Migration", "TextEncoding", "YAML"]),
    .target(
      name: "Authoring",
      dependencies: ["CSV", "Files", "JSON", "Layout", "Linting", "Migration", "Platform", "Workbook"]),
    .target(
      name: "Reporting", dependencies: ["CLibXML2", "JSON", "Layout", "Linting", "Migration", "Platform"],
      exclude: ["Resources"], plugins: ["EmbedResources"]),
    .target(
      name: "Workbench",
      dependencies: [
        "Authoring", "Configuration", "Files", "IMAP", "IMAPClient", "JSON", "Layout", "Linting", "Migration",
        "Platform", "Probing", "Reporting", "TextEncoding", "Workbook",
        .product(name: "NIOConcurrencyHelpers", package: "swift-nio"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
      ], exclude: ["Resources"], plugins: ["EmbedResources"]),
    .target(
      name: "LanguageServer",
      dependencies: [
        "Authoring", "CSV", "Configuration", "Files", "JSON", "Layout", "Linting", "Migration", "Platform", "YAML",
        .product(name: "NIOConcurrencyHelpers", package: "swift-nio"),
      ]),

    // The source server.
    .target(name: "IMAP", dependencies: ["Platform"]),
    .target(
      name: "IMAPClient",
      dependencies: [
        "IMAP", "Platform",
        .product(name: "NIOConcurrencyHelpers", package: "swift-nio"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOTLS", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
      ]),
    .target(
      name: "IMAPSandbox",
      dependencies: [
        "Migration", "Platform", "YAML",
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOTLS", package: "swift-nio"),
        .product(name: "NIOConcurrencyHelpers", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
      ]),
    .target(
      name: "Probing",
      dependencies: [
        "CSV", "Files", "IMAP", "IMAPClient", "JSON", "Linting", "Migration", "Platform",
        .product(name: "NIOConcurrencyHelpers", package: "swift-nio"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
      ]),

    .target(name: "CResolver", linkerSettings: [.linkedLibrary("resolv")]),
    .target(
      name: "Discovery",
      dependencies: [
        "CLibXML2", "CResolver", "IMAP", "IMAPClient", "JSON", "Platform", "RuleResources", "TextEncoding", "YAML",
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
      ]),

    // The command line.
    .executableTarget(
      name: "batchlint",
      dependencies: [
        "Authoring", "Configuration", "Discovery", "Files", "IMAP", "IMAPClient", "IMAPSandbox", "JSON",
        "LanguageServer", "Layout", "Linting", "Migration", "Platform", "Probing", "Reporting", "TextEncoding",
        "Workbench", "Workbook", "YAML",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      plugins: ["EmbedVersions"]),

    // Tools of the build and of measuring.
    .executableTarget(name: "embed-resources", path: "Sources/Tools/embed-resources"),
    .plugin(
      name: "EmbedResources", capability: .buildTool(), dependencies: ["embed-resources"],
      path: "Sources/Tools/EmbedResourcesPlugin"),
    .executableTarget(name: "embed-versions", path: "Sources/Tools/embed-versions"),
    .plugin(
      name: "EmbedVersions", capability: .buildTool(), dependencies: ["embed-versions"],
      path: "Sources/Tools/EmbedVersionsPlugin"),
    .executableTarget(
      name: "batchlint-bench", dependencies: ["CSV", "Layout", "Linting", "Platform", "Reporting"],
      path: "Sources/Tools/batchlint-bench"),
    .executableTarget(
      name: "sign-in-bench", dependencies: ["IMAP", "IMAPClient", "Platform"], path: "Sources/Tools/sign-in-bench"),
    .executableTarget(
      name: "workbook-cells", dependencies: ["Files", "Platform", "Workbook"], path: "Sources/Tools/workbook-cells"),

    // Tests. Those of a module need neither a network nor anything installed; the rest is in Tests/Integration.
    .target(
      name: "TestSupport",
      dependencies: [
        "CSV", "CZlib", "Configuration", "IMAPSandbox", "JSON", "Layout", "Linting", "Migration", "Platform",
        "Reporting",
      ],
      path: "Tests/TestSupport", swiftSettings: testCode),
    .testTarget(name: "PlatformTests", dependencies: ["Platform", "TestSupport"], swiftSettings: testCode),
    .executableTarget(name: "update-expected", dependencies: ["TestSupport"], path: "Tests/UpdateExpected"),
    .testTarget(name: "ArchitectureTests", dependencies: ["TestSupport"], swiftSettings: testCode),
    .testTarget(name: "CSVTests", dependencies: ["CSV", "TestSupport"], swiftSettings: testCode),
    .testTarget(name: "FilesTests", dependencies: ["Files", "Platform", "TestSupport"], swiftSettings: testCode),
    .testTarget(name: "MigrationTests", dependencies: ["Migration", "TestSupport"], swiftSettings: testCode),
    .testTarget(
      name: "LayoutTests", dependencies: ["CSV", "Layout", "Migration", "RuleResources", "TestSupport"],
      swiftSettings: testCode),
    .testTarget(
      name: "LintingTests",
      dependencies: [
        "Authoring", "Configuration", "Layout", "Linting", "Migration", "RuleResources", "TestSupport", "YAML",
      ], swiftSettings: testCode),
    .testTarget(
      name: "AuthoringTests", dependencies: ["Authoring", "CSV", "Files", "Linting", "Migration", "TestSupport"],
      swiftSettings: testCode),
    .testTarget(
      name: "ReportingTests", dependencies: ["CLibXML2", "Linting", "Reporting", "TestSupport"], swiftSettings: testCode
    ),
    .testTarget(name: "WorkbookTests", dependencies: ["TestSupport", "Workbook"], swiftSettings: testCode),
    .testTarget(
      name: "WorkbenchTests",
      dependencies: [
        "JSON", "Linting", "TestSupport", "Workbench", .product(name: "NIOHTTP1", package: "swift-nio"),
      ], swiftSettings: testCode),
    .testTarget(
      name: "LanguageServerTests",
      dependencies: ["CSV", "JSON", "LanguageServer", "Linting", "TestSupport", "batchlint"], swiftSettings: testCode),
    .testTarget(name: "IMAPTests", dependencies: ["IMAP", "Platform", "TestSupport"], swiftSettings: testCode),
    .testTarget(
      name: "IMAPClientTests",
      dependencies: [
        "IMAP", "IMAPClient", "Platform", "TestSupport",
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
      ], swiftSettings: testCode),
    .testTarget(
      name: "IMAPSandboxTests", dependencies: ["IMAPSandbox", "Migration", "Platform", "TestSupport", "batchlint"],
      swiftSettings: testCode),
    .testTarget(
      name: "ProbingTests",
      dependencies: [
        "Files", "IMAP", "IMAPClient", "IMAPSandbox", "Linting", "Migration", "Platform", "Probing", "TestSupport",
        "batchlint",
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
      ], swiftSettings: testCode),
    .testTarget(
      name: "CommandTests",
      dependencies: ["CSV", "Configuration", "IMAPSandbox", "Linting", "Migration", "TestSupport", "batchlint"],
      swiftSettings: testCode),
    .testTarget(
      name: "IntegrationTests",
      dependencies: [
        "Configuration", "Discovery", "IMAPSandbox", "JSON", "Linting", "Migration", "Reporting", "TestSupport",
        "batchlint",
      ],
      path: "Tests/Integration", swiftSettings: testCode),
  ]
)
