import Layout

/// An extension that the service does not take, or a name that makes a bad batch name.
struct FileName: DocumentRule {
  let info = RuleInfo(
    "file-name", .warning, .file, help: "Rename the file: at most 64 letters, digits and hyphens, then `.csv`.")

  func check(_ context: LintContext, _ report: RuleReporter) {
    guard context.input.hasName, context.layout.document.isText, context.layout.document.origin == nil,
      let message = problem(context.input.path, context)
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
        return Message("file name without an extension; the service accepts {}", .text(list))
      }
      return Message("unsupported extension `.{}`; the service accepts {}", .text(suffix), .text(list))
    }
    guard let limit = context.layout.kind.nameLength else { return nil }
    if stem.count > limit {
      return Message(
        "file name too long for a batch name: {} characters, at most {} allowed", .number(stem.count), .number(limit))
    }
    if let special = stem.unicodeScalars.first(where: { !FileName.isPlain($0) }) {
      return Message(
        "{} in the file name, which is not allowed in a batch name",
        .text(special == " " ? "space" : "`\(special)`"))
    }
    return nil
  }

  private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isAlphabetic || scalar.properties.numericType != nil || scalar == "-" || scalar == "_"
      || scalar == "."
  }
}
