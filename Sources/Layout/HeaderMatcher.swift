import CSV
import Migration
import YAML

/// Finds out what cells mean in one kind of file.
package final class HeaderMatcher {
  package let kind: Kind
  private lazy var byLowercase = dictionary(kind.columns.enumerated().map { ($1.name.lowercased(), $0) })
  private lazy var byAlias = dictionary(
    kind.columns.enumerated().flatMap { index, column in
      ([column.name] + column.aliases).map { (HeaderMatcher.normalised($0), index) }
    })

  package init(_ kind: Kind) { self.kind = kind }

  /// A record's texts as cells.
  package func cells(_ fields: UnsafeBufferPointer<Field>, _ text: UnsafeRawBufferPointer) -> [Header.Cell] {
    fields.map { field in
      let cell = String(decoding: text[field.value.prefix(Header.longest + 1)], as: UTF8.self)
      return Header.Cell(
        text: cell, range: field.value, meaning: field.count > Header.longest ? .unknown : meaning(of: cell))
    }
  }

  /// What a cell means.
  func meaning(of text: String) -> Header.Meaning {
    if let index = kind.columns.firstIndex(where: { $0.name == text || $0.acceptedNames.contains(text) }) {
      return .exact(index)
    }
    let wanted = HeaderMatcher.normalised(text)
    if wanted.isEmpty { return HeaderMatcher.isEmpty(text) ? .unnamed : .unknown }
    if let index = byLowercase[text.lowercased()] { return .otherCase(index) }
    if let index = byAlias[wanted] ?? byAlias[HeaderMatcher.normalised(HeaderMatcher.withoutRemark(text))] {
      return .alias(index)
    }
    let letters = Array(wanted)
    guard letters.count >= 5, letters.count <= 64 else { return .unknown }
    let distances = kind.columns.map { editDistance(letters, Array(HeaderMatcher.normalised($0.name))) }
    guard let least = distances.min(), least <= (letters.count >= 7 ? 2 : 1),
      distances.count(where: { $0 == least }) == 1
    else { return .unknown }
    let index = distances.firstIndex(of: least)!
    return HeaderMatcher.isSlip(letters, of: Array(HeaderMatcher.normalised(kind.columns[index].name)))
      ? .slip(index) : .unknown
  }

  /// A name without a remark behind it: `Password (required)`, `EmailAddress [Required]`.
  private static func withoutRemark(_ text: String) -> Substring {
    guard let end = text.last(where: { $0 != " " }), end == ")" || end == "]",
      let start = text.lastIndex(of: end == ")" ? "(" : "[")
    else { return text[...] }
    return text[..<start]
  }

  /// Nothing can be seen of it: spaces, quotes, invisible characters. A `#` is a name.
  private static func isEmpty(_ text: String) -> Bool {
    !text.unicodeScalars.contains { $0 == "#" || $0 == "?" || $0 == "%" || $0 == "&" }
  }

  /// Slips happen inside a word or cut its end: `UserRole` is another word than `UserRoot`.
  private static func isSlip(_ letters: [Character], of name: [Character]) -> Bool {
    letters.last == name.last || letters.starts(with: name) || name.starts(with: letters)
  }

  /// The first of several columns of one name is meant.
  private func dictionary(_ names: [(String, Int)]) -> [String: Int] { Dictionary(names) { first, _ in first } }

  /// A cell without what people add to it: letter case, blanks, hyphens, underscores, quotes, invisible characters.
  package static func normalised(_ text: some StringProtocol) -> String {
    String(
      String.UnicodeScalarView(
        text.lowercased().unicodeScalars.filter { $0.properties.isAlphabetic || $0.properties.numericType != nil }))
  }
}
