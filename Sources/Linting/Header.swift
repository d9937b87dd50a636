import CSV
import Migration
import Settings

/// The headings of a file, and what each of them means.
public struct Header: Sendable {
  /// What a heading means.
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

  public struct Heading: Sendable {
    public var text: String
    /// Byte offsets of the text, inside its quotes.
    public var range: Range<Int>
    public var meaning: Meaning
    /// An earlier heading means the same column, or is the same unknown one.
    public var repeats: Int?
  }

  public var headings: [Heading]
  public var place: RowPlace
  /// Byte offsets of the whole header.
  public var range: Range<Int>
  public var lineEnd: LineEnd
  /// The first row is data where headings are expected.
  public var isMissing: Bool
  /// The first row is headings where the kind has none.
  public var isUnexpected: Bool
  /// A defect of quoting leaves nothing of it to understand.
  public var isBroken = false

  /// Longer texts are no headings, in bytes.
  static let longest = 200

  /// How many headings mean a column.
  public var understood: Int { headings.count { $0.meaning.column != nil } }

  /// Finds out what a heading means.
  static func meaning(of text: String, in kind: Kind) -> Meaning {
    let wanted = normalised(text)
    if wanted.isEmpty { return .unnamed }
    if let index = kind.columns.firstIndex(where: { $0.name == text }) { return .exact(index) }
    let lower = text.lowercased()
    if let index = kind.columns.firstIndex(where: { $0.name.lowercased() == lower }) { return .otherCase(index) }
    for (index, column) in kind.columns.enumerated()
    where normalised(column.name) == wanted || column.aliases.contains(where: { normalised($0) == wanted }) {
      return .alias(index)
    }
    let letters = Array(wanted)
    guard letters.count >= 5, letters.count <= 64 else { return .unknown }
    let distances = kind.columns.map { editDistance(letters, Array(normalised($0.name))) }
    guard let least = distances.min(), least <= (letters.count >= 7 ? 2 : 1), distances.count(where: { $0 == least }) == 1
    else { return .unknown }
    return .slip(distances.firstIndex(of: least)!)
  }

  /// A heading without what people add to it: letter case, blanks, hyphens, underscores, quotes, invisible characters.
  private static func normalised(_ text: String) -> String {
    String(String.UnicodeScalarView(text.lowercased().unicodeScalars.filter { $0.properties.isAlphabetic || $0.properties.numericType != nil }))
  }

  /// Looks for headings that stand more than once.
  static func marksRepeats(_ headings: [Heading]) -> [Heading] {
    var headings = headings
    for index in headings.indices.dropFirst() {
      let heading = headings[index]
      headings[index].repeats = headings[..<index].firstIndex { earlier in
        if let column = heading.meaning.column { return earlier.meaning.column == column }
        return heading.meaning == .unknown && earlier.text == heading.text
      }
    }
    return headings
  }
}
