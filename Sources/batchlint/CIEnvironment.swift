import Platform
import Files

/// What a CI system says in the environment.
enum CIEnvironment {
  static var isGitHubActions: Bool { value("GITHUB_ACTIONS") == "true" }

  /// Where GitHub Actions takes a job's summary from, as Markdown.
  static var summaryPath: String? { value("GITHUB_STEP_SUMMARY") }

  /// The run's directory as seen from the repository's top, ending in a slash; empty at the top, and where there is
  /// no CI.
  static var pathPrefix: String {
    guard
      let top = ["GITHUB_WORKSPACE", "CI_PROJECT_DIR", "BUILD_SOURCESDIRECTORY"].lazy.compactMap(value).first.flatMap(
        realPath),
      let here = realPath("."), here.hasPrefix(top + "/")
    else { return "" }
    return here.dropFirst(top.utf8.count + 1) + "/"
  }

  private static func value(_ name: String) -> String? {
    guard let value = getenv(name).map({ String(cString: $0) }), !value.isEmpty else { return nil }
    return value
  }
}
