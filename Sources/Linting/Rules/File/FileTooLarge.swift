/// Above the kind's size, or above the round figure that is documented.
struct FileTooLarge: DocumentRule {
  let info = RuleInfo("file-too-large", .error, .file, help: "Divide the file with `batchlint split`.")

  func check(_ table: Table, _ collector: FindingCollector) {
    let size = table.document.original.count
    if let limit = table.kind.maximumBytes, size > limit {
      collector.add(
        Message("the file has {} bytes; the service takes {} at most", .number(size), .number(limit)),
        at: table.document.start..<table.document.start, in: .file)
    } else if let documented = table.kind.documentedBytes, size > documented {
      collector.add(
        Message("the file has {} bytes; the documented limit may mean {}", .number(size), .number(documented)),
        at: table.document.start..<table.document.start, in: .file, severity: .warning)
    }
  }
}
