/// An extension that the service does not take, or a name that makes a bad batch name.
struct FileName: DocumentRule {
  let info = RuleInfo(
    "file-name", .warning, .file, help: "Rename the file: letters, digits and hyphens, at most 64 of them, then .csv.")

  func check(_ table: Table, _ collector: FindingCollector) {
    guard table.input.hasName, let message = problem(table.input.path, table) else { return }
    collector.add(message, at: table.document.start..<table.document.start, in: .file)
  }

  private func problem(_ path: String, _ table: Table) -> Message? {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    let dot = name.lastIndex(of: ".")
    let stem = dot.map { String(name[..<$0]) } ?? name
    let suffix = dot.map { String(name[name.index(after: $0)...]).lowercased() } ?? ""
    let known = table.kind.extensions
    if !known.isEmpty, !known.contains(suffix) {
      let list = known.map { ".\($0)" }.joined(separator: " or ")
      guard !suffix.isEmpty else {
        return Message("the file's name has no extension; the service takes {}", .text(list))
      }
      return Message("the file's name ends in “.{}”; the service takes {}", .text(suffix), .text(list))
    }
    guard let limit = table.kind.nameLength else { return nil }
    if stem.count > limit {
      return Message(
        "the batch takes its name from the file: {} characters are more than {}", .number(stem.count), .number(limit))
    }
    if let special = stem.unicodeScalars.first(where: { !FileName.isPlain($0) }) {
      return Message(
        "the batch takes its name from the file, and “{}” does not belong into one",
        .text(special == " " ? "a blank" : String(special)))
    }
    return nil
  }

  private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isAlphabetic || scalar.properties.numericType != nil || scalar == "-" || scalar == "_"
      || scalar == "."
  }
}
