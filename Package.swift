// swift-tools-version: 6.1
import PackageDescription

/// The debug build checks that memory accesses do not overlap; the release build does not pay for it in the row loop.
let hotPath: [SwiftSetting] = [.unsafeFlags(["-enforce-exclusivity=unchecked"], .when(configuration: .release))]

/// `BATCHLINT_STATIC=1` links libicu and libxml2 into the program: it starts faster and runs where they are not
/// installed.
let isStatic = Context.environment["BATCHLINT_STATIC"] == "1"

/// What the C targets are linked with; the static archives need each other, so they stand in one group.
func libraries(_ shared: [String]) -> [LinkerSetting] {
  guard isStatic else { return shared.map { .linkedLibrary($0) } }
  let archives = ["icui18n", "icuuc", "xml2", "lzma", "z"].map { "-l:lib\($0).a" }
  return [
    .unsafeFlags(["-Xlinker", "--start-group"] + archives + ["-Xlinker", "--end-group"]), .linkedLibrary("stdc++"),
  ]
}

/// What makes a release small and whole: of ICU's data what the program needs and the C++ library as an archive
/// only, both as
/// `make release` prepares them; no symbol exported, and relocations packed, as glibc reads them from 2.36 on.
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
      cSettings: [.unsafeFlags(["-I/usr/include/libxml2"], .when(platforms: [.linux]))],
      linkerSettings: libraries(["xml2"])),

    // What every module may use.
    .target(name: "Platform"),
    .target(name: "CSV", dependencies: ["Platform"], swiftSettings: hotPath),
    .target(name: "TextEncoding", dependencies: ["CICU", "Platform"]),
    .target(name: "Files", dependencies: ["Platform"]),
    .target(name: "JSON"),
    .target(name: "YAML", dependencies: [.product(name: "Yams", package: "Yams")]),

    // The domain, as data and values.
    .target(name: "RuleResources", plugins: ["EmbedResources"]),
    .target(name: "Migration", dependencies: ["RuleResources", "TextEncoding", "YAML"]),

    // Linting and what is built on it.
    .target(
      name: "Linting", dependencies: ["CSV", "Migration", "Platform", "RuleResources", "TextEncoding", "YAML"],
      swiftSettings: hotPath),
    .target(name: "Configuration", dependencies: ["Files", "Linting", "Migration", "TextEncoding", "YAML"]),
    .target(name: "Authoring", dependencies: ["CSV", "Files", "JSON", "Linting", "Migration", "RuleResources"]),
    .target(
      name: "Reporting", dependencies: ["CLibXML2", "JSON", "Linting", "Migration", "Platform"], swiftSettings: hotPath),
    .target(
      name: "LanguageServer",
      dependencies: [
        "Authoring", "CSV", "Configuration", "Files", "JSON", "Linting", "Migration", "Platform", "YAML",
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
        "Migration", "Platform",
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOTLS", package: "swift-nio"),
        .product(name: "NIOConcurrencyHelpers", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
      ]),
    .target(
      name: "Probing",
      dependencies: [
        "CSV", "Files", "IMAP", "IMAPClient", "JSON", "Linting", "Platform",
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
      ]),

    // The command line.
    .executableTarget(
      name: "batchlint",
      dependencies: [
        "Authoring", "CSV", "Configuration", "Files", "IMAP", "IMAPClient", "IMAPSandbox", "LanguageServer", "Linting",
        "Migration", "Platform", "Probing", "Reporting",
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
      name: "batchlint-bench", dependencies: ["CSV", "Linting", "Reporting"], path: "Sources/Tools/batchlint-bench"),
    .executableTarget(
      name: "sign-in-bench", dependencies: ["IMAP", "IMAPClient"], path: "Sources/Tools/sign-in-bench"),

    // Tests.
    .target(
      name: "TestSupport", dependencies: ["CSV", "Configuration", "Linting", "Migration", "Platform"],
      path: "Tests/TestSupport"),
    .testTarget(name: "CSVTests", dependencies: ["CSV", "TestSupport"]),
    .testTarget(name: "FilesTests", dependencies: ["Files", "TestSupport"]),
    .testTarget(name: "MigrationTests", dependencies: ["Migration", "TestSupport"]),
    .testTarget(
      name: "LintingTests",
      dependencies: ["Authoring", "Configuration", "Linting", "Migration", "RuleResources", "TestSupport", "YAML"]),
    .testTarget(
      name: "AuthoringTests", dependencies: ["Authoring", "CSV", "Files", "Linting", "Migration", "TestSupport"]),
    .testTarget(name: "ReportingTests", dependencies: ["CLibXML2", "Linting", "Reporting", "TestSupport"]),
    .testTarget(
      name: "LanguageServerTests",
      dependencies: ["CSV", "JSON", "LanguageServer", "Linting", "TestSupport", "batchlint"]),
    .testTarget(name: "IMAPTests", dependencies: ["IMAP", "TestSupport"]),
    .testTarget(
      name: "IMAPClientTests",
      dependencies: [
        "IMAP", "IMAPClient", "TestSupport",
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
      ]),
    .testTarget(name: "IMAPSandboxTests", dependencies: ["IMAPSandbox", "Migration", "TestSupport", "batchlint"]),
    .testTarget(
      name: "ProbingTests",
      dependencies: [
        "Files", "IMAP", "IMAPClient", "IMAPSandbox", "Linting", "Migration", "Probing", "TestSupport", "batchlint",
      ]),
    .testTarget(
      name: "CommandTests",
      dependencies: ["CSV", "Configuration", "IMAPSandbox", "Linting", "Migration", "TestSupport", "batchlint"]),
  ]
)
