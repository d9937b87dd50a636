import Platform
import CSV
import Migration
import RuleResources

/// Finds out from a file's cells, or from the shape of its rows where there are none, what kind it is.
///
/// `imap` is taken where nothing speaks against it. The other kinds that come with the program are parsed only where
/// the cells are not an IMAP file's, and only those of them in whose text the cells occur.
struct KindDetector {
  let document: Document
  let registry: KindRegistry
  let bounds: TableBounds

  /// What a file is taken for.
  struct Detection {
    var kind: Kind
    var preamble: FilePreamble
    /// Nil for the usual kind where nothing speaks for another.
    var reason: String?
    /// Kinds, by name, that it could be as well.
    var others: [String] = []
  }

  /// How well the headers fit a kind.
  private struct Fit {
    var matcher: HeaderMatcher
    var preamble: FilePreamble
    var meanings: [Header.Meaning] = []
    var kind: Kind { matcher.kind }
    private var meant: Set<Int> { Set(meanings.compactMap(\.column)) }

    var understood: Int { meanings.count { $0.column != nil } }
    /// All that is required is named, somehow.
    var isComplete: Bool {
      !meanings.isEmpty
        && kind.columns.indices.allSatisfy { kind.columns[$0].presence != .required || meant.contains($0) }
    }
    /// Every cell is one of the kind's, letter for letter, and none occurs twice.
    var isExact: Bool {
      !meanings.isEmpty && meant.count == understood
        && meanings.allSatisfy { meaning in
          if case .exact = meaning { return true }
          return meaning == .unnamed && kind.columnNames == .free
        }
    }

    var score: Int {
      meanings.reduce(0) { sum, meaning in
        switch meaning {
        case .exact: sum + 3
        case .unnamed where kind.columnNames == .free: sum
        case .unknown, .unnamed: sum - 2
        default: sum + 1
        }
      }
    }
  }

  func detect() throws -> Detection {
    let usual = fit(try registry.named(KindRegistry.usual))
    if registry.ownKinds.isEmpty, usual.isComplete { return taken(usual) }
    let own = registry.ownKinds.filter { $0.header != .none && !$0.columns.isEmpty }.map(fit)
    if let best = own.max(by: { $0.score < $1.score }), best.score > max(usual.score, 0) {
      return taken(best, reason(best))
    }
    if usual.isComplete { return taken(usual) }
    let fits = try candidates(from: usual.preamble.start, naming: usual.isExact ? .all : .half).map(fit).filter {
      $0.understood > 0
    }
    let exact = fits.filter { $0.isExact && $0.isComplete }
    if usual.isExact {
      return taken(usual, "all headers match, but some are missing", others: exact)
    }
    if let best = narrowest(exact) { return taken(best, reason(best), others: exact) }
    let highest = fits.map(\.score).max() ?? 0
    if highest > max(usual.score, 0), let best = narrowest(fits.filter { $0.score == highest }) {
      return taken(best, reason(best), others: fits.filter { $0.score == highest && $0.isComplete == best.isComplete })
    }
    if !usual.meanings.contains(where: \.isByName), let shaped = try detectByShape(from: usual.preamble.start) {
      return shaped
    }
    return taken(usual)
  }

  private func taken(_ fit: Fit, _ reason: String? = nil, others: [Fit] = []) -> Detection {
    let names = others.map(\.kind.name).filter { $0 != fit.kind.name }
    let choice = names.isEmpty ? "" : "; the headers also match \(names.joined(separator: ", ")): use --kind"
    let isPlain = fit.kind.name == KindRegistry.usual && names.isEmpty
    return Detection(
      kind: fit.kind, preamble: fit.preamble, reason: isPlain ? nil : reason.map { $0 + choice }, others: names)
  }

  private func reason(_ fit: Fit) -> String {
    let exact = fit.meanings.count { if case .exact = $0 { true } else { false } }
    return "\(exact) of \(fit.meanings.count { $0 != .unnamed }) headers match"
  }

  /// Of kinds that fit alike, the one that has no more columns than it needs.
  private func narrowest(_ fits: [Fit]) -> Fit? { fits.min { $0.kind.columns.count < $1.kind.columns.count } }

  private func fit(_ kind: Kind) -> Fit {
    let matcher = registry.matcher(kind)
    var fit = Fit(matcher: matcher, preamble: FilePreamble(document, matcher, bounds))
    var reader = document.reader(fit.preamble.delimiter, from: fit.preamble.start, line: fit.preamble.line)
    guard kind.header != .none, reader.next() else { return fit }
    let cells = Header.marksRepeats(matcher.cells(reader.fields, document.text))
    fit.meanings = LayoutBuilder.isData(cells) ? [] : cells.map(\.meaning)
    return fit
  }

  // MARK: The kinds that are worth parsing

  private enum Share { case half, all }

  /// Those of the program's kinds in whose text the cells occur, or half of them.
  private func candidates(from start: Int, naming share: Share) throws -> [Kind] {
    let records = firstRecords(from: start)
    return try RuleResources.names(in: .kinds).filter { name in
      guard name != KindRegistry.usual, let text = RuleResources.text(name, in: .kinds) else { return false }
      return records.contains { cells in
        let named = cells.count { KindDetector.contains(text, $0) }
        return !cells.isEmpty && (share == .all ? named == cells.count : named * 2 >= cells.count)
      }
    }.map(registry.named)
  }

  /// The values of the first two records, by whatever separates them: the cells may be in either.
  private func firstRecords(from start: Int) -> [[String]] {
    let line = document.text[start...].prefix { $0 != 0x0A && $0 != 0x0D }
    let delimiter = ([DialectDetector.comma] + DialectDetector.candidates).max { a, b in
      line.count { $0 == a } < line.count { $0 == b }
    }!
    var reader = document.reader(delimiter, from: start)
    var records: [[String]] = []
    while records.count < 2, reader.next() {
      records.append(
        reader.fields.filter { $0.count > 2 && $0.count <= Header.longest }.map {
          String(decoding: document.text[$0.value], as: UTF8.self)
        })
    }
    return records
  }

  private static func contains(_ text: String, _ part: String) -> Bool {
    text.withCString { text in part.withCString { strstr(text, $0) != nil } }
  }

  // MARK: Without cells

  private func detectByShape(from start: Int) throws -> Detection? {
    let own = registry.ownKinds.filter(\.isPositional)
    for delimiter in [DialectDetector.comma] + DialectDetector.candidates {
      var reader = document.reader(delimiter, from: start)
      let counts = RowShape.counts(&reader)
      guard let count = counts.max(by: { ($0.value, $0.key) < ($1.value, $1.key) })?.key, count > 1 else { continue }
      let known = try RuleResources.names(in: .kinds).filter { name in
        let text = RuleResources.text(name, in: .kinds) ?? ""
        let isPositional =
          KindDetector.contains(text, "\nheader: none\n") || KindDetector.contains(text, "\nheader-names: free\n")
        return isPositional && text.split(separator: "\n").count { $0.hasPrefix("  - name:") } == count
      }.map(registry.named)
      let fitting = (own + known).filter {
        kind in
        let shape = RowShape(kind)
        return kind.columns.count == count
          && (own.contains { $0.name == kind.name }
            ? shape.fits(document, delimiter, from: start) : shape.isProven(document, delimiter, from: start))
      }
      guard let kind = fitting.first else { continue }
      let others = fitting.dropFirst().map(\.name)
      let choice =
        others.isEmpty ? "" : "; they also match \(others.joined(separator: ", ")): use --kind"
      return Detection(
        kind: kind, preamble: FilePreamble(document, registry.matcher(kind), bounds),
        reason: "the values match this kind\(choice)",
        others: others)
    }
    return nil
  }
}
