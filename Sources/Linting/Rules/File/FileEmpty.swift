/// No bytes, or only white space.
struct FileEmpty: DocumentRule {
  let info = RuleInfo("file-empty", .error, .file, help: "Export the list again, or start from `batchlint template`.")

  func check(_ table: Table, _ collector: FindingCollector) {
    guard table.document.isBlank else { return }
    collector.add(
      table.document.original.isEmpty ? "the file is empty" : "the file holds nothing but blanks",
      at: 0..<table.document.text.count, in: .file, service: .emptyFile)
  }
}
