import Layout
import Migration

/// Which recipient each row's target is.
struct RecipientMatches {
  /// What the target of a row came to.
  enum Match {
    /// The row has no address that could be looked up.
    case notJudged
    case missing
    /// The address is a recipient's sign-in name, and none of its mail addresses.
    case signInName(Int)
    case recipient(Int)

    /// The recipient that is the target.
    var recipient: Int? { if case .recipient(let recipient) = self { recipient } else { nil } }
  }

  /// By row, from row 1 on.
  private let matches: [Match]

  init(_ context: LintContext, _ directory: RecipientDirectory) {
    guard let column = context.layout.addressColumn else {
      matches = []
      return
    }
    let accessor = RowAccessor(context)
    let base = context.layout.base
    matches = (0..<context.rowCount).map { index in
      guard let range = accessor.trimmedValue(column, ofWholeRow: index + 1), !range.isEmpty,
        RecipientMatches.isAddress(context.layout, range)
      else { return .notJudged }
      guard let entry = directory.address(base + range.lowerBound, range.count) else { return .missing }
      let address = directory.addresses[entry]
      let recipient = Int(address.recipient)
      return address.isSignInName && directory.recipients[recipient].hasMailAddress
        ? .signInName(recipient) : .recipient(recipient)
    }
  }

  /// The row, from 1.
  func match(ofRow row: Int) -> Match { row <= matches.count ? matches[row - 1] : .notJudged }

  /// The recipients that are targets, by row.
  var recipients: some Sequence<Int> { matches.lazy.compactMap(\.recipient) }

  private static func isAddress(_ layout: FileLayout, _ range: Range<Int>) -> Bool {
    if Address.plainDomainStart(layout.base + range.lowerBound, range.count) >= 0 { return true }
    guard layout.bytes(range).contains(UInt8(ascii: "@")) else { return false }
    return (try? Address.parse(layout.bytes(range)).get()) != nil
  }
}

extension LintResult {
  /// The recipients of the tenant; nil where they are not known, or the file is not about them.
  public var recipients: RecipientDirectory? { context.recipientMatches == nil ? nil : context.options.recipients }
}
