import Platform

/// Findings that are known already: they do not fail a run.
///
/// The file has a line for each: rule, fingerprint, how many, path. An ``Fingerprint`` holds no text of the file and no
/// secret; it survives rows being inserted, removed and sorted.
public struct Baseline: Sendable {
  /// Why a baseline cannot be used.
  public struct Malformed: UserFacingError {
    public var description: String
  }

  /// A finding that was known and is not there any more.
  public struct Gone: Sendable, Equatable {
    public var path: String
    public var rule: String
    public var count: Int
  }

  private struct Entry: Hashable, Comparable {
    var path: String
    var rule: String
    var fingerprint: String

    static func < (a: Entry, b: Entry) -> Bool { (a.path, a.rule, a.fingerprint) < (b.path, b.rule, b.fingerprint) }
  }

  private static let head = "batchlint baseline 1"

  /// How many findings of each sort are known and have not been met yet.
  private var counts: [Entry: Int] = [:]
  private var met: Set<String> = []

  public init() {}

  /// Reads a baseline; `file` names it in errors.
  public init(_ text: String, file: String) throws(Malformed) {
    var lines = text.split(whereSeparator: \.isNewline)[...]
    guard lines.popFirst().map(String.init) == Baseline.head else {
      throw Malformed(description: "\(file):1: not a baseline: expected `\(Baseline.head)`")
    }
    for (number, line) in lines.enumerated() {
      let parts = line.split(separator: " ", maxSplits: 3).map(String.init)
      guard parts.count == 4, let count = Int(parts[2]), count > 0, parts[1].count == 32 else {
        throw Malformed(description: "\(file):\(number + 2): expected rule, fingerprint, count and path")
      }
      counts[Entry(path: Baseline.unescaped(parts[3]), rule: parts[0], fingerprint: parts[1]), default: 0] += count
    }
  }

  /// How many findings are known.
  public var count: Int { counts.values.reduce(0, +) }

  /// Keeps a file's findings as known.
  public mutating func add(_ file: LintResult) {
    for finding in file.findings { counts[Baseline.entry(finding, file), default: 0] += 1 }
  }

  /// What the file is to hold; equal findings give equal text.
  public var text: String {
    Baseline.head + "\n"
      + counts.sorted { $0.key < $1.key }.map {
        "\($0.key.rule) \($0.key.fingerprint) \($0.value) \(Baseline.escaped($0.key.path))\n"
      }.joined()
  }

  /// Takes the known findings out of a file's.
  public mutating func withoutKnown(_ file: LintResult) -> LintResult {
    met.insert(file.path)
    var new: [Finding] = []
    var known: [Finding] = []
    for finding in file.findings {
      let entry = Baseline.entry(finding, file)
      if let count = counts[entry], count > 0 {
        counts[entry] = count - 1
        known.append(finding)
      } else {
        new.append(finding)
      }
    }
    return LintResult(context: file.context, findings: new, known: known)
  }

  /// What of the files met so far was known and is gone, by path and rule.
  public var gone: [Gone] {
    var sums: [[String]: Int] = [:]
    for (entry, count) in counts where count > 0 && met.contains(entry.path) {
      sums[[entry.path, entry.rule], default: 0] += count
    }
    return sums.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map {
      Gone(path: $0.key[0], rule: $0.key[1], count: $0.value)
    }
  }

  private static func entry(_ finding: Finding, _ file: LintResult) -> Entry {
    Entry(path: file.path, rule: finding.rule.name, fingerprint: file.fingerprint(of: finding).text)
  }

  /// A path on one line.
  private static func escaped(_ path: String) -> String {
    path.replacing("%", with: "%25").replacing("\n", with: "%0A").replacing("\r", with: "%0D")
  }
  private static func unescaped(_ path: String) -> String {
    path.replacing("%0D", with: "\r").replacing("%0A", with: "\n").replacing("%25", with: "%")
  }
}
