/// The content is another file format, whatever the file's name is.
struct FileNotCSV: DocumentRule {
  let info = RuleInfo(
    "file-not-csv", .error, .file,
    help: "Open it in the program that made it and save it as “CSV UTF-8 (comma delimited)”.")

  func check(_ table: Table, _ collector: FindingCollector) {
    guard let format = FileSignature.format(of: table.document) else { return }
    collector.add(Message("this is {}, not a CSV file", .text(format)), at: 0..<0, in: .file)
  }
}
