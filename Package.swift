// swift-tools-version: 6.1
import PackageDescription

let package = Package(
  name: "batchlint",
  platforms: [.macOS(.v14)],
  products: [.executable(name: "batchlint", targets: ["batchlint"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    .target(
      name: "CICU",
      linkerSettings: [.linkedLibrary("icui18n"), .linkedLibrary("icuuc")]),
    .target(
      name: "CLibXML2",
      cSettings: [.unsafeFlags(["-I/usr/include/libxml2"], .when(platforms: [.linux]))],
      linkerSettings: [.linkedLibrary("xml2")]),
    .target(name: "ICU", dependencies: ["CICU"]),
    .target(name: "CSV"),
    .target(name: "Files"),
    .target(name: "Settings", dependencies: [.product(name: "Yams", package: "Yams")]),
    .executableTarget(name: "embed-rules"),
    .plugin(
      name: "EmbedRules", capability: .buildTool(), dependencies: ["embed-rules"],
      path: "Sources/EmbedRulesPlugin"),
    .target(
      name: "RuleBook", path: "rules", exclude: ["kinds", "servers", "docs"], plugins: ["EmbedRules"]),
    .target(name: "Migration", dependencies: ["Settings", "RuleBook"]),
    .target(
      name: "Linting", dependencies: ["CSV", "ICU", "Migration", "Settings", "RuleBook"]),
    .target(name: "Reporting", dependencies: ["Linting", "CLibXML2"]),
    .executableTarget(
      name: "batchlint",
      dependencies: [
        "Files", "Linting", "Reporting",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .executableTarget(name: "batchlint-bench", dependencies: ["CSV", "Linting", "Reporting"]),
    .target(
      name: "TestSupport", dependencies: ["Linting", "Migration"], path: "Tests/TestSupport"),
//    .testTarget(name: "CSVTests", dependencies: ["CSV", "TestSupport"]),
    .testTarget(name: "FilesTests", dependencies: ["Files"]),
    .testTarget(name: "MigrationTests", dependencies: ["Migration"]),
    .testTarget(name: "LintingTests", dependencies: ["Linting", "RuleBook", "Migration", "Settings", "TestSupport"]),
  ]
)
