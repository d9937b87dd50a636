import Foundation
import PackagePlugin

/// Compiles a target's resources into the program: `rules/` into RuleResources, where a new kind, server or page is a
/// new file and no Swift, and the folder `Resources` into other targets.
@main
struct EmbedResources: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: Target) throws -> [Command] {
    let package = context.package.directoryURL
    let (root, folders) =
      target.name == "RuleResources"
      ? (package.appending(path: "rules"), ["kinds", "servers", "exports", "providers", "docs"])
      : (package.appending(path: "Sources/\(target.name)"), ["Resources"])
    let output = context.pluginWorkDirectoryURL.appending(path: "Embedded.swift")
    let inputs = try folders.flatMap { folder in
      try FileManager.default.contentsOfDirectory(
        at: root.appending(path: folder), includingPropertiesForKeys: nil)
    }
    return [
      .buildCommand(
        displayName: "Embedding resources of \(target.name)",
        executable: try context.tool(named: "embed-resources").url,
        arguments: [root.path(), output.path()] + folders,
        inputFiles: inputs, outputFiles: [output])
    ]
  }
}
