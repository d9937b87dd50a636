/// The file holds passwords, and others than its owner may read it.
struct FileReadableByOthers: DocumentRule {
  let info = RuleInfo(
    "file-readable-by-others", .warning, .file, help: "Take the right to read from the others: `chmod 600 FILE`.")

  func check(_ table: Table, _ collector: FindingCollector) {
    guard let access = table.input.access, access.group || access.others, table.passwordColumn != nil else { return }
    let who = access.others ? "every user of this machine" : "the file's group"
    collector.add(
      Message("the file holds passwords, and {} may read it", .text(who)),
      at: table.document.start..<table.document.start, in: .file)
  }
}
