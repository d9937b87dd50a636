import CSV
import Migration

/// What a file is beyond its kind: where its table is, what is around its rows, and what its values are.
package struct TableEvidence: Sendable {
  /// A list of accounts that is no migration file.
  package struct AccountList: Sendable {
    /// The known export that it is; nil for a list of a program that is not known.
    package var match: ExportMatcher.Match?
  }

  package var bounds: TableBounds
  package var framing: RowFraming?
  package var accountList: AccountList?
  /// The roles of the columns by their content; nil where the header row alone is enough.
  package var roles: RoleInference?

  /// Nothing is known of a file that is not read.
  static func none(_ document: Document) -> TableEvidence {
    TableEvidence(bounds: TableBounds(document.text, beginningAt: document.text.count, line: 1))
  }
}

extension LayoutBuilder {
  /// Where a file's table is, and what is around its rows.
  ///
  /// - Parameter matcher: of the kind that the file is expected to be: a header row with all its required names needs
  ///   no search.
  func evidence(of document: Document, _ matcher: HeaderMatcher, _ vocabulary: () -> HeaderVocabulary) -> TableEvidence
  {
    let head = FilePreamble(headOf: document)
    if isPlain(document, head, matcher) {
      return TableEvidence(bounds: TableBounds(document.text, beginningAt: head.start, line: head.line))
    }
    let vocabulary = vocabulary()
    let bounds = TableBounds(document.text, from: head.start, line: head.line, vocabulary: vocabulary)
    return TableEvidence(
      bounds: bounds, framing: RowFraming.detect(document.text, bounds, vocabulary: vocabulary))
  }

  /// The first record has all required names letter for letter and no empty one, and the second has as many values.
  private func isPlain(_ document: Document, _ head: FilePreamble, _ matcher: HeaderMatcher) -> Bool {
    var reader = document.reader(UInt8(ascii: ","), from: head.start, line: head.line)
    guard !matcher.kind.isPositional, matcher.kind.linesAboveHeader.isEmpty, reader.next(), reader.count < 64 else {
      return false
    }
    let names = reader.fields.map { String(decoding: document.text[$0.value.prefix(Header.longest)], as: UTF8.self) }
    let required = matcher.kind.columns.filter(\.isRequired)
    guard !required.isEmpty, required.allSatisfy({ names.contains($0.name) }), names.last?.isEmpty == false else {
      return false
    }
    let count = reader.count
    guard reader.next(), reader.count == count, let last = document.text[..<reader.end].last else { return false }
    let first = UnsafeRawBufferPointer(rebasing: document.text[reader.start..<reader.end])
    return !",;|\t".utf8.contains(last) && !reader.isBlank && !TableBounds.isUnderline(first)
  }

  /// The list of accounts that a file is; nil for a migration file.
  func accountList(_ document: Document, _ shape: TableShape, _ kind: Kind, _ evidence: TableEvidence)
    -> TableEvidence.AccountList?
  {
    let text = document.text
    let bounds = evidence.bounds
    guard let header = shape.header, !header.isMissing else {
      guard !kind.isPositional, !bounds.hasKnownHeader else { return nil }
      return ExportMatcher.builtIn.match(rowsOf: text, from: bounds.start, upTo: bounds.end).map {
        TableEvidence.AccountList(match: $0)
      }
    }
    guard !kind.isPositional, !header.isUnexpected, !LayoutBuilder.isNamed(header, kind) else { return nil }
    guard let line = TextLines(text, from: header.range.lowerBound).first(where: { _ in true }) else { return nil }
    let bytes = UnsafeRawBufferPointer(rebasing: text[line])
    let cells = LineCells(bytes, separator: LineCells.likeliestSeparator(bytes))
    if let match = ExportMatcher.builtIn.match(header: cells.texts) { return TableEvidence.AccountList(match: match) }
    if let match = ExportMatcher.builtIn.match(rowsOf: text, from: bounds.start, upTo: bounds.end) {
      return TableEvidence.AccountList(match: match)
    }
    return isUnknownList(header, kind, document, shape) ? TableEvidence.AccountList(match: nil) : nil
  }

  /// The header row names every required column of the kind, letter case aside.
  private static func isNamed(_ header: Header, _ kind: Kind) -> Bool {
    let named = Set(header.cells.compactMap { $0.meaning.isByName ? $0.meaning.column : nil })
    return kind.columns.indices.allSatisfy { kind.columns[$0].presence != .required || named.contains($0) }
  }

  /// The columns are those of a list of accounts in some other program's words.
  ///
  /// A required column is missing, and of the names
  /// - none is the kind's own and at least two mean nothing, or all belong to other programs; or
  /// - no one means the address, and most mean nothing, beside a `Password` or a `Username`: three at least, or two
  ///   where no column has addresses.
  ///
  /// And there are mailboxes in it: a column of addresses, or one of local parts, with names that programs know, among
  /// them one for the sign-in name or the password.
  private func isUnknownList(_ header: Header, _ kind: Kind, _ document: Document, _ shape: TableShape) -> Bool {
    guard kind.name == KindRegistry.usual, !header.isBroken else { return false }
    let meant = Set(header.cells.compactMap(\.meaning.column))
    let isIncomplete = kind.columns.indices.contains { kind.columns[$0].presence == .required && !meant.contains($0) }
    let unknown = header.cells.count { $0.meaning == .unknown }
    let isOfKnownNames = unknown == header.cells.count && header.cells.allSatisfy { kinds.vocabulary.contains($0.text) }
    guard isIncomplete, unknown >= 2 || isOfKnownNames else { return false }
    let separator = LineCells.likeliestSeparator(UnsafeRawBufferPointer(rebasing: document.text[header.range]))
    let profiles = RowSample(document.reader(separator, from: shape.rowsStart), rows: 50, spread: 0).profiles()
    let hasAddresses = profiles.contains { $0.isMostly([.address]) || $0.isMostly(.decoratedAddress) }
    if header.cells.contains(where: { $0.meaning.isByName }) {
      let namesAddress = meant.contains { kind.columns[$0].role == .address }
      guard !namesAddress, unknown >= (hasAddresses ? 3 : 2), unknown > header.understood else { return false }
    }
    if hasAddresses { return true }
    // Names of accounts differ from each other; departments and towns do not.
    let hasNames = profiles.contains { $0.isMostly(.localPart) && $0.filled >= 2 && $0.distinct == $0.filled }
    let namesAccount = meant.contains { [.signInName, .password].contains(kind.columns[$0].role) }
    return hasNames && namesAccount && header.cells.count { kinds.vocabulary.contains($0.text) } >= 2
  }
}
