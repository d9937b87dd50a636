import CSV
import Layout
import Migration

/// One record, as the rules see it. The same object is used for every row.
public final class Row {
  /// What the address column's value came to.
  public enum AddressReading {
    case none
    /// An ordinary address; the offset of its domain in the value.
    case plain(domain: Int)
    case read(Address)
    case failed(Address.Failure)
    case decorated(Address.Decoration)
  }

  public internal(set) var place = RowPlace.file
  /// Byte offset behind the record.
  public internal(set) var end = 0
  public internal(set) var fields = UnsafeBufferPointer<Field>(start: nil, count: 0)
  /// How many values the record has, also those that are not kept.
  public internal(set) var count = 0
  public internal(set) var flags: RecordFlags = []
  public internal(set) var quoteDefects: [QuoteDefect] = []
  public internal(set) var lineEnd = LineEnd.none
  public internal(set) var address = AddressReading.none
  /// The sign-in name taken apart, as offsets into its value.
  public internal(set) var signInName: SignInName?

  unowned let context: LintContext
  var layout: FileLayout { context.layout }
  let fieldFlags = UnsafeMutablePointer<FieldFlags>.allocate(capacity: Reader.capacity)
  private var unescaped: [UnsafeMutableBufferPointer<UInt8>] = []

  init(context: LintContext) { self.context = context }

  deinit {
    fieldFlags.deallocate()
    forget()
  }

  /// Byte offsets of the whole record.
  public var range: Range<Int> { place.start..<end }

  /// The value of a column; nil where the row has none there.
  public func value(_ column: Int?) -> Value? {
    guard let column, column < fields.count, column < context.layout.columns.count else { return nil }
    return Value(index: column, row: self)
  }

  @inline(__always)
  func forget() {
    if !unescaped.isEmpty {
      for memory in unescaped { memory.deallocate() }
      unescaped.removeAll(keepingCapacity: true)
    }
  }

  /// The bytes with doubled quotes made single; kept until the next row.
  func unescape(_ range: Range<Int>) -> UnsafeBufferPointer<UInt8> {
    let memory = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: range.count)
    var count = 0
    var offset = range.lowerBound
    while offset < range.upperBound {
      memory[count] = context.layout.base[offset]
      count += 1
      let isDoubled =
        context.layout.base[offset] == UInt8(ascii: "\"") && offset + 1 < range.upperBound
        && context.layout.base[offset + 1] == UInt8(ascii: "\"")
      offset += isDoubled ? 2 : 1
    }
    unescaped.append(memory)
    return UnsafeBufferPointer(rebasing: memory[..<count])
  }
}

/// A cell's meaning: its text without quotes and without blanks at its ends, and its place.
public struct Value {
  /// The column, from 0.
  public let index: Int
  public let field: Field
  public let flags: FieldFlags
  public let place: RowPlace
  /// Byte offsets of the text without blanks at its ends.
  public let range: Range<Int>
  /// The text itself, doubled quotes made single.
  public let bytes: UnsafeBufferPointer<UInt8>
  unowned let context: LintContext
  var layout: FileLayout { context.layout }

  init(index: Int, row: Row) {
    self.index = index
    field = row.fields[index]
    flags = row.fieldFlags[index]
    place = row.place
    context = row.context
    var range = field.value
    if flags.contains(.edgeSpace), row.layout.columns[index].known?.keepsEdgeSpaces != true {
      let base = row.layout.base
      while range.lowerBound < range.upperBound, base[range.lowerBound].isSpaceOrTab {
        range = range.lowerBound + 1..<range.upperBound
      }
      while range.lowerBound < range.upperBound, base[range.upperBound - 1].isSpaceOrTab {
        range = range.lowerBound..<range.upperBound - 1
      }
    }
    self.range = range
    bytes = flags.contains(.doubledQuote) ? row.unescape(range) : row.layout.bytes(range)
  }

  package var column: FileLayout.Column { context.layout.columns[index] }
  public var isEmpty: Bool { bytes.isEmpty }

  /// Where a part of ``bytes`` is in the text.
  public func range(_ part: Range<Int>) -> Range<Int> {
    guard flags.contains(.doubledQuote) else {
      return range.lowerBound + part.lowerBound..<range.lowerBound + part.upperBound
    }
    return offset(part.lowerBound)..<offset(part.upperBound)
  }

  private func offset(_ wanted: Int) -> Int {
    var offset = range.lowerBound
    for _ in 0..<wanted where offset < range.upperBound {
      let isDoubled =
        context.layout.base[offset] == UInt8(ascii: "\"") && offset + 1 < range.upperBound
        && context.layout.base[offset + 1] == UInt8(ascii: "\"")
      offset += isDoubled ? 2 : 1
    }
    return offset
  }
}
