import Files
import Linting

extension Input.Access {
  /// Who besides the owner can read a file; nil where nobody can, or where it lies in a git work tree: there the mode
  /// is git's and says nothing.
  ///
  /// - Parameter mode: the file's permission bits; nil where there is no file.
  public init?(path: String, mode: UInt32?) {
    guard let mode, mode & 0o044 != 0, !isInsideGitWorkTree(path) else { return nil }
    let (group, others) = othersCanReach(path, mode: mode)
    self.init(group: group, others: others)
  }
}
