import Files
import Layout
import Linting

/// A revision of the git work trees that the files are in (`check --since REF`).
final class Revision {
  private let name: String
  /// Since the branches parted, not since the revision itself.
  private let isMergeBase: Bool
  /// By directory: the commit, and the directory seen from the work tree's top, empty or ending in a slash.
  private var places: [String: (commit: String, prefix: String)] = [:]
  /// By commit: what a file was called, by its path from the work tree's top.
  private var renames: [String: [String: String]] = [:]
  private var leftOut = 0

  /// - Parameter text: what git takes for a commit; with three dots behind it, where the branch of `HEAD` left the
  ///   commit's.
  init(_ text: String) throws {
    isMergeBase = text.hasSuffix("...")
    name = isMergeBase ? String(text.dropLast(3)) : text
    // No branch and no tag can, and git would take it for an option.
    guard !name.isEmpty, !name.hasPrefix("-") else { throw CommandError("--since \(text): not a revision") }
  }

  /// The commit, in the work tree that a file is in.
  @discardableResult
  func commit(for path: String) throws -> String { try place(of: Revision.directory(of: path), path).commit }

  /// The file's report with what was brought or touched since; the whole one of a file that the revision does not have.
  func filter(_ report: LintResult, _ linter: Linter) throws -> LintResult {
    let path = Revision.real(report.path)
    let directory = directoryPart(of: path)
    let (commit, prefix) = try place(of: directory, report.path)
    let name = prefix + path.dropFirst(directory == "/" ? 1 : directory == "." ? 0 : directory.utf8.count + 1)
    guard let (text, oldName) = try earlier(name, commit, directory) else { return report }
    var input = report.context.input
    input.document = Document(copying: text, encoding: linter.options.encoding)
    input.path = oldName
    input.access = nil
    let result = ChangeFilter(since: try linter.lint(input)).findings(of: report)
    leftOut += report.findings.count - result.findings.count
    return result
  }

  /// Prints to standard error how much is not reported.
  func finish() {
    guard leftOut > 0 else { return }
    StandardError.write(
      """
      \(counted(leftOut, "finding")) not reported because of --since
      """
    )
  }

  /// What a file held and what it was called, as it would lie in the work tree; nil where it is new.
  private func earlier(_ path: String, _ commit: String, _ directory: String) throws -> (text: [UInt8], path: String)? {
    for name in [path, try renames(since: commit, directory)[path]].compactMap({ $0 }) {
      guard try git(["cat-file", "-e", "\(commit):\(name)"], in: directory) != nil else { continue }
      guard let text = try git(["cat-file", "--filters", "\(commit):\(name)"], in: directory) else {
        throw CommandError("\(path): git cannot read the file at \(self.name)")
      }
      return (text, name)
    }
    return nil
  }

  private func renames(since commit: String, _ directory: String) throws -> [String: String] {
    if let known = renames[commit] { return known }
    let options = ["--name-status", "-z", "--find-renames", "--diff-filter=R", "--no-ext-diff", "--no-textconv"]
    let parts = (try git(["diff"] + options + [commit, "--"], in: directory) ?? []).split(separator: 0).map {
      String(decoding: $0, as: UTF8.self)
    }
    // A status, the old name, the new one.
    let found = Dictionary(stride(from: 0, to: parts.count - 2, by: 3).map { (parts[$0 + 2], parts[$0 + 1]) }) {
      first, _ in first
    }
    renames[commit] = found
    return found
  }

  private func place(of directory: String, _ path: String) throws -> (commit: String, prefix: String) {
    if let known = places[directory] { return known }
    guard let prefix = try line(["rev-parse", "--show-prefix"], in: directory) else {
      throw CommandError(
        "\(path): --since failed: \(try complaint(["rev-parse", "--show-prefix"], in: directory))")
    }
    var commit = try line(["rev-parse", "--verify", "--quiet", "\(name)^{commit}"], in: directory)
    if let own = commit, isMergeBase { commit = try line(["merge-base", own, "HEAD"], in: directory) }
    guard let commit, !commit.isEmpty else {
      let isShallow = try line(["rev-parse", "--is-shallow-repository"], in: directory) == "true"
      throw CommandError(
        """
        --since \(name)\(isMergeBase ? "..." : ""): unknown \
        revision\(isMergeBase ? ", or no merge base" : "")
        """
          + (isShallow
            ? "; the clone is shallow and has only the newest: fetch more of the history (fetch-depth: 0, GIT_DEPTH: 0)"
            : ""))
    }
    places[directory] = (commit, prefix)
    return (commit, prefix)
  }

  private func line(_ arguments: [String], in directory: String) throws -> String? {
    try git(arguments, in: directory).map { String(decoding: $0.last == 0x0A ? $0.dropLast() : $0[...], as: UTF8.self) }
  }

  /// The first line of what git has to say; in English.
  private func complaint(_ arguments: [String], in directory: String) throws -> String {
    let result = try CommandError.subprocess(
      ["git", "-C", directory] + arguments, environment: ["LC_ALL": "C"], errors: .mergedWithOutput)
    return (result?.output.split(separator: 0x0A).first).map { String(decoding: $0, as: UTF8.self) } ?? "nothing"
  }

  /// What git prints; nil where it fails.
  private func git(_ arguments: [String], in directory: String) throws -> [UInt8]? {
    guard let result = try CommandError.subprocess(["git", "-C", directory] + arguments, errors: .discarded) else {
      throw CommandError("--since requires git, which was not found")
    }
    return result.status == 0 ? result.output : nil
  }

  /// The file itself, where the path is a link to it.
  private static func real(_ path: String) -> String { realPath(path) ?? path }
  private static func directory(of path: String) -> String { directoryPart(of: real(path)) }
}
