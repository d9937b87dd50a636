import Foundation
import PackagePlugin

/// Compiles `rules/` into the program: a new kind, server or page is a new file and no Swift.
@main
struct EmbedResources: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: Target) throws -> [Command] {
    let root = context.package.directoryURL.appending(path: "rules")
    let folders = ["kinds", "servers", "docs"]
    let output = context.pluginWorkDirectoryURL.appending(path: "Embedded.swift")
    let inputs = try folders.flatMap { folder in
      try FileManager.default.contentsOfDirectory(
        at: root.appending(path: folder), includingPropertiesForKeys: nil)
    }
    return [
      .buildCommand(
        displayName: "Embedding rules/",
        executable: try context.tool(named: "embed-resources").url,
        arguments: [root.path(), output.path()] + folders,
        inputFiles: inputs, outputFiles: [output])
    ]
  }
}
