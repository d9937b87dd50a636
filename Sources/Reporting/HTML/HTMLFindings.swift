import Linting

/// The findings of the HTML page as data: one array a line.
final class HTMLFindings: FindingWriter {
  private let output: Output
  /// The first finding of the page; nil where there are others before those of the file.
  private let first: Int?
  /// The message that is put together.
  @exclusivity(unchecked) private var message: [UInt8] = []

  init(_ output: Output, first: Int?) { (self.output, self.first) = (output, first) }

  func write(_ findings: Range<Int>, of file: any ReportedFile) {
    for index in findings {
      output.put(index == first ? "\n[" : ",\n[")
      put(file.path)
      putPlace(index, of: file)
      output.put(",\"")
      output.put(file.severity(index).rawValue)
      output.put("\",\"")
      output.put(file.rule(index).name)
      output.put("\",")
      message.removeAll(keepingCapacity: true)
      file.render(index, into: &message)
      message.withUnsafeBufferPointer { output.putScriptJSON($0) }
      if let excerpt = file.excerpt(index) { put(excerpt) } else { output.put(",\"\",\"\",\"\"") }
      output.put(",")
      put(file.fixTitle(index).map { "\($0.isSafe ? "batchlint fix" : "batchlint fix --unsafe"): \($0.text)" } ?? "")
      output.put("]")
    }
  }

  /// Line and column, or the cell of a workbook and 0.
  private func putPlace(_ index: Int, of file: any ReportedFile) {
    output.put(",")
    if let cell = file.sheetCell(index) {
      put(cell.description)
      return output.put(",0")
    }
    let start = file.start(index)
    output.put(start.line)
    output.put(",")
    output.put(start.column)
  }

  /// The row before, at and behind the finding.
  private func put(_ excerpt: Excerpt) {
    let marked = excerpt.markedBytes
    var text = excerpt.text
    text.withUTF8 { bytes in
      for part in [0..<marked.lowerBound, marked, marked.upperBound..<bytes.count] {
        output.put(",")
        output.putScriptJSON(UnsafeBufferPointer(rebasing: bytes[part]))
      }
    }
  }

  private func put(_ text: String) {
    var text = text
    text.withUTF8 { output.putScriptJSON($0) }
  }
}
