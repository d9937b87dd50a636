import Layout
import Migration

extension Fixer {
  /// The edits that name a header row's columns as the kind does; empty where it is in doubt which column is which.
  ///
  /// A cell keeps its text where it occurs twice, where its column's values contradict the name, or where the file
  /// would be taken for something else under the new names.
  func namedColumns() -> [Int: Fix.Edit] {
    guard let header = layout.header else { return [:] }
    let repeated = Set(header.cells.compactMap(\.repeats))
    var reader = layout.headerReader()
    guard reader.next() else { return [:] }
    var edits: [Int: Fix.Edit] = [:]
    for (index, cell) in header.cells.enumerated() where cell.repeats == nil && !repeated.contains(index) {
      guard let meant = cell.meaning.column, cell.meaning != .exact(meant), index < reader.count,
        index >= profiles.count || !profiles[index].contradicts(layout.kind.columns[meant].role)
      else { continue }
      edits[index] = edit(reader.fields[index], content: Array(layout.kind.columns[meant].name.utf8))
    }
    return isSameKind(after: edits.sorted { $0.key < $1.key }.map(\.value)) ? edits : [:]
  }

  /// The file would still be of the kind that it is taken for.
  private func isSameKind(after edits: [Fix.Edit]) -> Bool {
    guard !edits.isEmpty else { return true }
    let text = layout.document.text
    var bytes: [UInt8] = []
    var offset = layout.document.start
    for edit in edits {
      bytes += text[offset..<edit.range.lowerBound] + edit.text
      offset = edit.range.upperBound
    }
    bytes += text[offset..<max(sample.end, offset)]
    let document = Document(copying: bytes, encoding: nil)
    guard let renamed = try? LayoutBuilder(context.options.layout).layout(of: document) else { return false }
    return renamed.kind.name == layout.kind.name && renamed.evidence.accountList == nil
  }
}
