import Files
import Linting
import Reporting

/// The reports that the user requested, and where they are written.
struct ReportPlan {
  private let formats: [(format: Format, path: String?)]
  private let color: ColorChoice
  private let wishes: OutputOptions
  /// GitHub Actions gets more than was requested.
  private let serves: Bool
  private let offersFixes: Bool

  /// - Parameters:
  ///   - standardOutputIsTaken: by a fixed file or a diff; reports go to standard error.
  ///   - serves: where a CI system takes more than the text, it gets it unasked.
  ///   - offersFixes: the text says how its fixes are applied.
  init(
    _ wishes: OutputOptions, standardOutputIsTaken: Bool = false, serves: Bool = true, offersFixes: Bool = false
  ) throws {
    formats = try FormatOption.parse(wishes.format).map { wish in
      (wish.format, wish.path ?? (standardOutputIsTaken ? "/dev/stderr" : nil))
    }
    color = try wishes.color.choice()
    if let most = wishes.maxFindings, most < 0 { throw CommandError("--max-findings must be at least 0") }
    self.wishes = wishes
    self.serves = serves
    self.offersFixes = offersFixes
  }

  /// No report may take the place of what it is made from.
  func refuseOverwriting(_ inputs: [String], _ purpose: String) throws {
    for case let path? in formats.map(\.path) where inputs.contains(where: { areSameFile(path, $0) }) {
      throw CommandError("\(path): the report would overwrite a file to \(purpose)")
    }
  }

  /// Opens all that is to be written, and begins it.
  func open(_ threshold: FailThreshold, _ shard: Shard? = nil) throws -> ReportSet {
    var options = ReportOptions(version: Batchlint.version)
    options.failOn = threshold.severity
    options.isQuiet = wishes.quiet
    options.isVerbose = wishes.verbose
    options.offersFixes = offersFixes
    options.pathPrefix = CIEnvironment.pathPrefix
    options.isMergeable = wishes.mergeable || shard != nil
    options.shard = shard
    let destinations = try (formats.map { ($0.format, $0.path, false) } + unasked).map { format, path, appends in
      options.color = usesColor(path: path)
      options.hasHyperlinks = options.color && path == nil && ColorChoice.terminalHasHyperlinks
      return try Destination(format: format, path: path, options: options, appends: appends)
    }
    return ReportSet(destinations, most: wishes.maxFindings)
  }

  /// GitHub shows annotations beside the changed lines, and a summary on the run's page.
  private var unasked: [(Format, String?, Bool)] {
    guard CIEnvironment.isGitHubActions, serves else { return [] }
    let asked = Set(formats.map(\.format))
    var more: [(Format, String?, Bool)] = []
    if formats.contains(where: { $0.format == .text && $0.path == nil }), !asked.contains(.github) {
      more.append((.github, nil, false))
    }
    if let path = CIEnvironment.summaryPath, asked.contains(.github) || asked.contains(.text) {
      more.append((.markdown, path, true))
    }
    return more
  }

  /// Whether people read the findings on standard output.
  var showsText: Bool { formats.contains { $0.path == nil && [.text, .concise].contains($0.format) } }

  func usesColor(path: String?) -> Bool { color.isUsed(path: path) }
}

/// The reports of a run as they are being written.
struct ReportSet {
  private let destinations: [Destination]
  private let most: Int?
  private(set) var summary = Summary()

  init(_ destinations: [Destination], most: Int?) {
    self.destinations = destinations
    self.most = most
    for destination in destinations { destination.reporter.begin() }
  }

  mutating func add(_ file: any ReportedFile) {
    let shown = min(most.map { max(0, $0 - summary.shown) } ?? file.count, file.count)
    summary.add(file, shown: shown)
    for destination in destinations { destination.reporter.report(file, shown: shown) }
  }

  /// Ends all reports; what could not be written.
  func finish() -> [FileError] {
    destinations.compactMap { destination in
      destination.reporter.end(summary)
      return destination.finish()
    }
  }
}
