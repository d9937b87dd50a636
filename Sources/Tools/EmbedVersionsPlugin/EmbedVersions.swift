import Foundation
import PackagePlugin

/// Compiles the versions of the packages and of the compiler into the program, for `--version`.
@main
struct EmbedVersions: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: Target) throws -> [Command] {
    let output = context.pluginWorkDirectoryURL.appending(path: "Versions.swift")
    let packages = context.package.dependencies.compactMap { dependency -> String? in
      guard case .repository(_, let version, _) = dependency.package.origin else { return nil }
      return "\(dependency.package.displayName)=\(version)"
    }
    return [
      .buildCommand(
        displayName: "Embedding versions",
        executable: try context.tool(named: "embed-versions").url,
        arguments: [output.path(), try context.tool(named: "swiftc").url.path()] + packages,
        outputFiles: [output])
    ]
  }
}
