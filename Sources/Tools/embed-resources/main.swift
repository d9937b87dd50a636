// Writes one Swift file that holds every file of the given folders as text, so that the
// program needs nothing beside itself. Usage: embed-resources ROOT OUTPUT FOLDER...
import Foundation

let arguments = CommandLine.arguments
guard arguments.count > 3 else {
  FileHandle.standardError.write(Data("usage: embed-resources ROOT OUTPUT FOLDER...\n".utf8))
  exit(2)
}
let root = URL(fileURLWithPath: arguments[1])
var source = "enum Embedded {\n  static let files: [(folder: String, name: String, text: String)] = [\n"
for folder in arguments[3...] {
  let directory = root.appendingPathComponent(folder)
  for name in try FileManager.default.contentsOfDirectory(atPath: directory.path).sorted()
  where [".yaml", ".md", ".css", ".html", ".js", ".svg"].contains(where: name.hasSuffix) {
    let text = try String(contentsOf: directory.appendingPathComponent(name), encoding: .utf8)
    let stem = name.prefix { $0 != "." }
    source += "    (\"\(folder)\", \"\(stem)\", ###\"\"\"\n\(text)\n\"\"\"###),\n"
  }
}
source += "  ]\n}\n"
try source.write(toFile: arguments[2], atomically: true, encoding: .utf8)
