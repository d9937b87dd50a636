/// No bytes, or only blanks.
struct FileEmpty: DocumentRule {
  let info = RuleInfo("file-empty", .error, .file, mend: "Export the list again, or start from `batchlint template`.")

  /// Whether there is nothing but blanks, line ends and a byte order mark.
  static func isEmpty(_ document: Document) -> Bool {
    document.text[document.start...].allSatisfy { $0 == 0x20 || (0x09...0x0D).contains($0) }
  }

  func check(_ table: Table, _ report: Report) {
    guard FileEmpty.isEmpty(table.document) else { return }
    report.add(
      table.document.original.isEmpty ? "the file is empty" : "the file holds nothing but blanks",
      at: 0..<table.document.text.count, in: .file, service: .emptyFile)
  }
}
