import Linting
import Migration

/// Writes the results of a run in one format, file by file.
public protocol Reporter: AnyObject {
  func begin()
  /// One file's findings; `shown` is how many of them are to be printed.
  func report(_ file: any ReportedFile, shown: Int)
  func end(_ summary: Summary)
}

/// What a run came to.
public struct Summary: Sendable, Equatable {
  public var files = 0
  public var rows = 0
  public var errors = 0
  public var warnings = 0
  public var infos = 0
  /// Findings that were printed.
  public var shown = 0

  public init() {}

  public var findings: Int { errors + warnings + infos }

  /// Counts a file; `shown` of its findings are printed.
  public mutating func add(_ file: any ReportedFile, shown: Int) {
    files += 1
    rows += file.facts.rows
    for index in 0..<file.count { count(file.severity(index)) }
    self.shown += shown
  }

  /// Counts a finding.
  mutating func count(_ severity: Severity) {
    switch severity {
    case .error: errors += 1
    case .warning: warnings += 1
    case .info: infos += 1
    }
  }

  /// Whether there is a finding at or above a severity.
  public func reaches(_ severity: Severity) -> Bool {
    switch severity {
    case .error: errors > 0
    case .warning: errors + warnings > 0
    case .info: findings > 0
    }
  }
}

/// The formats that reports are written in.
public enum Format: String, Sendable, CaseIterable {
  case text, concise, json, jsonl, junit
  case junitStrict = "junit-strict"
  case sarif, github, gitlab, checkstyle, rdjson, azure, teamcity, tap, markdown, html
}

/// What a reporter needs to know of the run.
public struct ReportOptions: Sendable {
  public var color = false
  /// Whether rule names are terminal hyperlinks (OSC 8).
  public var hasHyperlinks = false
  /// Findings at or above it fail the run; nil where none does.
  public var failOn: Severity? = .error
  public var isQuiet = false
  public var isVerbose = false
  /// Whether the text report says how its fixes are applied.
  public var offersFixes = false
  public var version: String

  /// Where the run's directory is in what the consumer takes for the top: a repository's path, ending in a slash.
  public var pathPrefix = ""

  /// The JSON report carries what the other formats need, so that `merge` can write them.
  public var isMergeable = false
  /// The part of a run that this is; nil where it is the whole.
  public var shard: Shard?

  public init(version: String) { self.version = version }

  /// A path as the consumer should see it: relative to the repository, without `./`.
  func reported(_ path: String) -> String {
    guard !path.hasPrefix("/") else { return path }
    var rest = path[...]
    while rest.hasPrefix("./") { rest = rest.dropFirst(2) }
    return pathPrefix + rest
  }
}

extension Format {
  /// Makes the reporter that writes to `output`.
  public func reporter(to output: Output, _ options: ReportOptions) -> any Reporter {
    switch self {
    case .text: TextReporter(output, options)
    case .concise: ConciseReporter(output)
    case .json: JSONReporter(output, options)
    case .jsonl: JSONLinesReporter(output)
    case .junit: JUnitReporter(output, options, isStrict: false)
    case .junitStrict: JUnitReporter(output, options, isStrict: true)
    case .sarif: SARIFReporter(output, options)
    case .github: GitHubReporter(output, options)
    case .gitlab: GitLabReporter(output, options)
    case .checkstyle: CheckstyleReporter(output, options)
    case .rdjson: RDJSONReporter(output, options)
    case .azure: AzureReporter(output, options)
    case .teamcity: TeamCityReporter(output, options)
    case .tap: TAPReporter(output)
    case .markdown: MarkdownReporter(output)
    case .html: HTMLReporter(output, options)
    }
  }
}
