import CSV
import Layout
import Platform

/// Recognizes a record that repeats the header row.
struct RepeatedHeader {
  private let base: UnsafePointer<UInt8>
  private let first: Range<Int>
  private let cells: [Range<Int>]

  /// Nil where there is no header row whose names are known.
  init?(_ layout: FileLayout) {
    guard let header = layout.header, !header.isMissing, let first = header.cells.first, !first.range.isEmpty,
      header.understood > 0
    else { return nil }
    base = layout.base
    self.first = first.range
    cells = header.cells.map(\.range)
  }

  /// The record has the header's names, letter case aside.
  @inline(__always)
  func isRepeated(_ reader: Reader) -> Bool {
    let field = reader.fields[0]
    guard field.count == first.count || field.count == first.count + RepeatedHeader.mark.count else { return false }
    guard sameName(base, RepeatedHeader.withoutMark(field.value, base), first) else { return false }
    return hasAllNames(reader)
  }

  private func hasAllNames(_ reader: Reader) -> Bool {
    reader.count == cells.count && reader.count <= Reader.capacity
      && zip(reader.fields, cells).dropFirst().allSatisfy { sameName(base, $0.value, $1) }
  }

  /// A byte order mark, as each of the files has that were put together.
  private static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]

  private static func withoutMark(_ range: Range<Int>, _ base: UnsafePointer<UInt8>) -> Range<Int> {
    let isMarked =
      range.count > 3 && base[range.lowerBound] == 0xEF && base[range.lowerBound + 1] == 0xBB
      && base[range.lowerBound + 2] == 0xBF
    return isMarked ? range.lowerBound + 3..<range.upperBound : range
  }
}
