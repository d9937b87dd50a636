import CSV

/// The cells of a file, and what each of them means.
public struct Header: Sendable {
  /// What a cell means.
  public enum Meaning: Sendable, Equatable {
    /// A column of the kind, by its index there.
    case exact(Int)
    /// The same, but for letter case.
    case otherCase(Int)
    /// Written otherwise: blanks, hyphens, another word or language.
    case alias(Int)
    /// A slip of one or two letters.
    case slip(Int)
    case unknown
    case unnamed

    /// The kind's column that is meant.
    public var column: Int? {
      switch self {
      case .exact(let index), .otherCase(let index), .alias(let index), .slip(let index): index
      case .unknown, .unnamed: nil
      }
    }

    /// The column's own name, letter case aside: no value is that by chance.
    public var isByName: Bool {
      switch self {
      case .exact, .otherCase: true
      default: false
      }
    }
  }

  public struct Cell: Sendable {
    public var text: String
    /// Byte offsets of the text, inside its quotes.
    public var range: Range<Int>
    public var meaning: Meaning
    /// An earlier cell means the same column, or is the same unknown one.
    public var repeats: Int?
  }

  public var cells: [Cell]
  public var place: RowPlace
  /// Byte offsets of the whole header.
  public var range: Range<Int>
  public var lineEnd: LineEnd
  /// The first row is data where cells are expected.
  public var isMissing: Bool
  /// The first row is cells where the kind has none.
  public var isUnexpected: Bool
  /// A defect of quoting leaves nothing of it to understand.
  public var isBroken = false

  /// Half of the first rows at least have as many values as there are cells.
  public var fitsRows = true

  /// Longer texts are no cells, in bytes.
  package static let longest = 200

  /// The service knows the columns by these cells.
  package func namesColumns(of layout: FileLayout) -> Bool {
    !isMissing && !isUnexpected && layout.kind.columnNames == .exact
  }

  /// Half of the cells, the empty ones aside, mean a column.
  package var isOfOwnWords: Bool { understood > 0 && understood * 2 >= cells.count { !$0.text.isEmpty } }

  /// How many cells mean a column.
  public var understood: Int { cells.count { $0.meaning.column != nil } }

  /// Marks cells that occur more than once; beside a column's own name, another word for it is a column of its own.
  static func marksRepeats(_ cells: [Cell]) -> [Cell] {
    var cells = cells
    let byName = Set(cells.compactMap { $0.meaning.isByName ? $0.meaning.column : nil })
    for index in cells.indices
    where !cells[index].meaning.isByName && cells[index].meaning.column.map(byName.contains) == true {
      cells[index].meaning = .unknown
    }
    for index in cells.indices.dropFirst() {
      let cell = cells[index]
      cells[index].repeats = cells[..<index].firstIndex { earlier in
        if let column = cell.meaning.column { return earlier.meaning.column == column }
        return cell.meaning == .unknown && earlier.text == cell.text
      }
    }
    return cells
  }
}
