import Authoring
import Files
import Linting

/// The mailboxes of the tenant that no row of a run migrates.
struct UnmigratedMailboxes {
  private var directory: RecipientDirectory?
  private var migrated = RecipientSet()

  /// Notes which mailboxes a file migrates. All files of a run are counted against the recipients of the first one.
  mutating func add(_ file: LintResult) {
    guard let recipients = file.recipients, directory == nil || directory === recipients else { return }
    directory = recipients
    migrated.formUnion(targetsOf: file)
  }

  /// Prints how many there are, and writes them as CSV where that is asked for.
  func finish(list path: String?, isQuiet: Bool) throws {
    guard let directory else {
      guard path == nil else {
        throw CommandError("--list-unmigrated requires --recipients and a file with target addresses")
      }
      return
    }
    for note in directory.notes { StandardError.write("batchlint: \(note)") }
    let mailboxes = directory.mailboxes(without: migrated)
    if !isQuiet, !mailboxes.isEmpty {
      let hint = path == nil ? "; --list-unmigrated lists them" : ""
      StandardError.write(
        "batchlint: no row migrates \(grouped(mailboxes.count)) of \(counted(directory.count, "recipient"))\(hint)")
    }
    if let path { try write(mailboxes.map(directory.description(of:)), to: path) }
  }

  private func write(_ mailboxes: [(address: String, type: String)], to path: String) throws {
    var text = "EmailAddress,RecipientTypeDetails\r\n"
    for mailbox in mailboxes {
      text += "\(TemplateFile.quoted(mailbox.address)),\(TemplateFile.quoted(mailbox.type))\r\n"
    }
    var file = try OutputFile(path: path, mode: 0o600)
    try file.write(Array(text.utf8))
    try file.commit()
  }
}
