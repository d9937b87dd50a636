/// Some recipients of a directory.
public struct RecipientSet: Sendable {
  /// By recipient; those that are not there are no members.
  private var isMember: [Bool] = []

  public init() {}

  /// Adds the recipients that are targets of a file's rows.
  public mutating func formUnion(targetsOf file: LintResult) {
    guard let matches = file.context.recipientMatches, let directory = file.context.options.recipients else { return }
    if isMember.count < directory.count {
      isMember += repeatElement(false, count: directory.count - isMember.count)
    }
    for recipient in matches.recipients { isMember[recipient] = true }
  }

  func contains(_ recipient: Int) -> Bool { recipient < isMember.count && isMember[recipient] }
}
