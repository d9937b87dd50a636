import Files
import Linting

/// Finds and reads configurations, each once.
public final class ConfigurationCache {
  private var read: [String: Configuration] = [:]
  /// The kinds, servers and recipients that configurations name, by their paths as they were opened.
  public private(set) var ownFiles: Set<String> = []

  public init() {}

  /// The configuration of a file, by its path: the nearest `.batchlint.yaml` upwards; nil where there is none.
  public static func nearest(to path: String) -> String? {
    let directory = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    return nearestFile(named: Configuration.fileName, from: directory.isEmpty ? "/" : directory)
  }

  /// Reads a configuration, and the kinds and servers that it names, relative to its directory.
  ///
  /// - Throws: what is wrong in it, or why it cannot be read.
  public func configuration(at path: String) throws -> Configuration {
    if let known = read[path] { return known }
    let directory = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    func full(_ relative: String) -> String { relative.hasPrefix("/") ? relative : directory + relative }
    var configuration = try Configuration(yaml: readText(path), file: path) { relative in
      let path = full(relative)
      ownFiles.insert(path)
      return (try readText(path), path)
    }
    if !configuration.recipients.isEmpty {
      let files = configuration.recipients.map(full)
      ownFiles.formUnion(files)
      configuration.options.recipients = try RecipientDirectory(files: files)
    }
    read[path] = configuration
    return configuration
  }

  /// Reads everything anew when it is asked for again.
  public func forget() {
    read = [:]
    ownFiles = []
  }
}

/// A small text file's contents.
public func readText(_ path: String) throws(FileError) -> String {
  let contents = try FileContents.open(path: path)
  return withExtendedLifetime(contents) { String(decoding: contents.bytes, as: UTF8.self) }
}
