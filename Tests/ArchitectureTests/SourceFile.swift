import Foundation
import TestSupport

/// A Swift file of the package.
struct SourceFile {
  /// From the package's root.
  var path: String
  var lines: [Substring]

  /// The Swift files below a folder, in order.
  static func all(below folder: String) throws -> [SourceFile] {
    let root = Fixture.root.appendingPathComponent(folder)
    let names = FileManager.default.enumerator(atPath: root.path)?.compactMap { $0 as? String } ?? []
    return try names.filter { $0.hasSuffix(".swift") }.sorted().map { name in
      let text = try String(contentsOf: root.appendingPathComponent(name), encoding: .utf8)
      return SourceFile(path: "\(folder)/\(name)", lines: text.split(separator: "\n", omittingEmptySubsequences: false))
    }
  }

  /// The modules that it imports.
  var imports: Set<String> {
    let keywords = /^\s*(?:@[A-Za-z_]+ )*(?:(?:public|package|internal|private) )?import (.*)$/
    let kinds: Set<Substring> = ["struct", "class", "enum", "protocol", "typealias", "func", "let", "var"]
    return Set(
      lines.compactMap { line in
        let words = line.wholeMatch(of: keywords)?.1.split(separator: " ")
        return words?.first { !kinds.contains($0) }?.split(separator: ".").first.map(String.init)
      })
  }
}
