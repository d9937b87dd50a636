/// A cell by row and column, both from 1.
public struct CellReference: Hashable, Sendable, CustomStringConvertible {
  public var row: Int
  public var column: Int

  public init(row: Int, column: Int) {
    self.row = row
    self.column = column
  }

  /// Reads `C17` or `$C$17`; nil for anything else, and beyond the last cell of a sheet.
  init?(_ bytes: some Collection<UInt8>) {
    var row = 0
    var column = 0
    for byte in bytes where byte != 0x24 {
      switch byte {
      case 0x41...0x5A where row == 0: column = column * 26 + Int(byte - 0x40)
      case 0x61...0x7A where row == 0: column = column * 26 + Int(byte - 0x60)
      case 0x30...0x39 where column > 0: row = row * 10 + Int(byte - 0x30)
      default: return nil
      }
      guard row <= WorkbookLimits.rows, column <= WorkbookLimits.columns else { return nil }
    }
    guard row > 0, column > 0 else { return nil }
    self.init(row: row, column: column)
  }

  /// The letters of a column: `A` for 1, `AA` for 27.
  public static func letters(ofColumn column: Int) -> String {
    var letters = ""
    var rest = column
    while rest > 0 {
      letters = String(UnicodeScalar(UInt8(0x41 + (rest - 1) % 26))) + letters
      rest = (rest - 1) / 26
    }
    return letters
  }

  /// `C17`.
  public var description: String { "\(Self.letters(ofColumn: column))\(row)" }
}

/// A rectangle of cells, corners included.
public struct CellRange: Hashable, Sendable, CustomStringConvertible {
  public var first: CellReference
  public var last: CellReference

  public init(_ first: CellReference, _ last: CellReference) {
    self.first = first
    self.last = last
  }

  /// Reads `A1:C17`, or one cell.
  init?(_ bytes: UnsafeRawBufferPointer) {
    let parts = bytes.split(separator: 0x3A, omittingEmptySubsequences: false)
    guard parts.count <= 2, let first = CellReference(parts[0]), let last = CellReference(parts[parts.count - 1])
    else { return nil }
    self.init(first, last)
  }

  /// `A1:C17`.
  public var description: String { "\(first):\(last)" }
}
