import Linting

/// The result of a run in a sentence.
enum Verdict {
  static func text(_ summary: Summary) -> String {
    let rows = summary.rows > 0 ? " (\(counted(summary.rows, "row")))" : ""
    let scope = counted(summary.files, "file") + rows
    guard summary.findings > 0 else { return "No problems found in \(scope)." }
    var parts: [String] = []
    if summary.errors > 0 { parts.append(counted(summary.errors, "error")) }
    if summary.warnings > 0 { parts.append(counted(summary.warnings, "warning")) }
    if summary.infos > 0 { parts.append(counted(summary.infos, "remark")) }
    return "\(parts.joined(separator: ", ")) in \(scope)."
  }
}
