import Layout

/// An extension that the service does not take, or a name that makes a bad batch name.
struct FileName: DocumentRule {
  let info = RuleInfo(
    "file-name", .warning, .file, help: "Rename the file: letters, digits and hyphens, at most 64 of them, then .csv.")

  func check(_ context: LintContext, _ report: RuleReporter) {
    guard context.input.hasName, context.layout.document.isText, let message = problem(context.input.path, context)
    else { return }
    report.add(message, at: context.layout.document.start..<context.layout.document.start, in: .file)
  }

  private func problem(_ path: String, _ context: LintContext) -> Message? {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    let dot = name.lastIndex(of: ".")
    let stem = dot.map { String(name[..<$0]) } ?? name
    let suffix = dot.map { String(name[name.index(after: $0)...]).lowercased() } ?? ""
    let known = context.layout.kind.extensions
    if !known.isEmpty, !known.contains(suffix) {
      let list = known.map { ".\($0)" }.joined(separator: " or ")
      guard !suffix.isEmpty else {
        return Message("the file's name has no extension; the service takes {}", .text(list))
      }
      return Message("the file's name ends in “.{}”; the service takes {}", .text(suffix), .text(list))
    }
    guard let limit = context.layout.kind.nameLength else { return nil }
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
