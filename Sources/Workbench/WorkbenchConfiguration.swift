import Configuration
import Linting

/// What the page is opened with.
public struct WorkbenchConfiguration: Sendable {
  /// The file on the page, which can be saved; nil for a page without one. No request names another.
  public var path: String?
  /// 0 selects a free port.
  public var port = 0
  /// What the command line and the configuration set, before anything is set on the page.
  public var options: LintOptions
  /// Whether the configuration lists a finding of nearly all rows in each row.
  public var expands = false
  /// The source server that the configuration names.
  public var endpoint: Configuration.Endpoint?
  /// Authorities that a probe trusts besides the system's: a PEM file. No request names one.
  public var authorities: String?
  /// The program's version.
  public var version: String
  /// Ends the program.
  public var quit: @Sendable () -> Void

  public init(options: LintOptions, version: String, quit: @escaping @Sendable () -> Void) {
    (self.options, self.version, self.quit) = (options, version, quit)
  }
}
