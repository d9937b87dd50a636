// swift-tools-version: 6.1
import PackageDescription

/// The debug build, which the tests run, checks that accesses to memory do not overlap; the release does not
/// pay for it in the loop over the rows.
let hotPath: [SwiftSetting] = [.unsafeFlags(["-enforce-exclusivity=unchecked"], .when(configuration: .release))]

/// `BATCHLINT_STATIC=1` links libicu and libxml2 into the program: it starts faster and runs where they are not installed.
let isStatic = Context.environment["BATCHLINT_STATIC"] == "1"

/// What the C targets are linked with; the static archives need each other, so they stand in one group.
func libraries(_ shared: [String]) -> [LinkerSetting] {
  guard isStatic else { return shared.map { .linkedLibrary($0) } }
  let archives = ["icui18n", "icuuc", "xml2", "lzma", "z"].map { "-l:lib\($0).a" }
  return [.unsafeFlags(["-Xlinker", "--start-group"] + archives + ["-Xlinker", "--end-group"]), .linkedLibrary("stdc++")]
}

/// What makes a release small and whole: of ICU's data what the program needs and the C++ library as an archive only, both as
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
    .target(
      name: "CICU",
      linkerSettings: libraries(["icui18n", "icuuc"]) + (isStatic ? [.unsafeFlags(selfContained)] : [])),
    .target(
      name: "CLibXML2",
      cSettings: [.unsafeFlags(["-I/usr/include/libxml2"], .when(platforms: [.linux]))],
      linkerSettings: libraries(["xml2"])),
    .target(name: "ICU", dependencies: ["CICU"]),
    .target(name: "CSV", swiftSettings: hotPath),
    .target(name: "Files"),
    .target(name: "JSON"),
    .target(name: "Settings", dependencies: [.product(name: "Yams", package: "Yams")]),
    .executableTarget(name: "embed-rules"),
    .plugin(
      name: "EmbedRules", capability: .buildTool(), dependencies: ["embed-rules"],
      path: "Sources/EmbedRulesPlugin"),
    .target(
      name: "RuleBook", path: "rules", exclude: ["kinds", "servers", "docs", "schemas", "README.md"], plugins: ["EmbedRules"]),
    .target(name: "Migration", dependencies: ["ICU", "Settings", "RuleBook"]),
    .target(
      name: "Linting", dependencies: ["CSV", "ICU", "Migration", "Settings", "RuleBook"],
      swiftSettings: hotPath),
    .target(name: "Reporting", dependencies: ["JSON", "Linting", "CLibXML2"], swiftSettings: hotPath),
    .target(
      name: "IMAPSandbox",
      dependencies: [
        "Migration",
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOTLS", package: "swift-nio"),
        .product(name: "NIOConcurrencyHelpers", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
      ]),
    .target(name: "Workspace", dependencies: ["Files", "ICU", "Linting", "Migration", "Settings"]),
    .target(
      name: "LanguageServer",
      dependencies: [
        "CSV", "Files", "JSON", "Linting", "Migration", "Settings", "Workspace",
        .product(name: "NIOConcurrencyHelpers", package: "swift-nio"),
      ]),
    .target(name: "Splitting", dependencies: ["CSV", "Files", "Linting", "Migration"]),
    .target(name: "IMAP"),
    .target(
      name: "IMAPClient",
      dependencies: [
        "IMAP",
        .product(name: "NIOConcurrencyHelpers", package: "swift-nio"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOTLS", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
      ]),
    .executableTarget(
      name: "batchlint",
      dependencies: [
        "CSV", "Files", "IMAP", "IMAPClient", "IMAPSandbox", "LanguageServer", "Linting", "Migration", "Probing", "Reporting", "Splitting",
        "Workspace", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      plugins: ["EmbedVersions"]),
    .executableTarget(name: "embed-versions"),
    .plugin(
      name: "EmbedVersions", capability: .buildTool(), dependencies: ["embed-versions"],
      path: "Sources/EmbedVersionsPlugin"),
    .target(
      name: "Probing",
      dependencies: [
        "CSV", "Files", "IMAP", "IMAPClient", "JSON", "Linting",
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
      ]),
    .executableTarget(name: "batchlint-bench", dependencies: ["CSV", "Linting", "Reporting"]),
    .executableTarget(name: "sign-in-bench", dependencies: ["IMAP", "IMAPClient"]),
    .target(
      name: "TestSupport", dependencies: ["CSV", "Linting", "Migration"], path: "Tests/TestSupport"),
    .testTarget(name: "CSVTests", dependencies: ["CSV", "TestSupport"]),
    .testTarget(name: "FilesTests", dependencies: ["Files", "TestSupport"]),
    .testTarget(name: "MigrationTests", dependencies: ["Migration", "TestSupport"]),
    .testTarget(name: "CommandTests", dependencies: ["batchlint", "CSV", "IMAPSandbox", "Linting", "Migration", "TestSupport"]),
    .testTarget(name: "IMAPSandboxTests", dependencies: ["batchlint", "IMAPSandbox", "Migration", "TestSupport"]),
    .testTarget(
      name: "SplittingTests", dependencies: ["CSV", "Files", "Linting", "Migration", "Splitting", "TestSupport"]),
    .testTarget(
      name: "ProbingTests", dependencies: ["batchlint", "Files", "IMAP", "IMAPClient", "IMAPSandbox", "Linting", "Migration", "Probing", "TestSupport"]),
    .testTarget(name: "IMAPTests", dependencies: ["IMAP", "TestSupport"]),
    .testTarget(
      name: "IMAPClientTests",
      dependencies: [
        "IMAP", "IMAPClient", "TestSupport",
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
      ]),
    .testTarget(name: "ReportingTests", dependencies: ["CLibXML2", "Linting", "Reporting", "TestSupport"]),
    .testTarget(name: "LanguageServerTests", dependencies: ["batchlint", "CSV", "JSON", "LanguageServer", "Linting", "TestSupport"]),
    .testTarget(name: "LintingTests", dependencies: ["Linting", "RuleBook", "Migration", "Settings", "TestSupport"]),
  ]
)
