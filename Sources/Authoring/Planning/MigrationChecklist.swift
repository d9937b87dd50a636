import Linting

/// `plan.md`: what a person does before, with and after the script, with this migration's figures.
package struct MigrationChecklist {
  private let plan: MigrationPlan

  package init(_ plan: MigrationPlan) { self.plan = plan }

  package var text: String {
    (["# Migration plan", ""] + figures + before + run + after).joined(separator: "\n") + "\n"
  }

  /// Text from a file or an option, so that Markdown shows it as it is.
  private static func code(_ text: String) -> String {
    let visible = text.unicodeScalars.map { $0.value < 0x20 || $0 == "\u{7F}" ? "\u{FFFD}" : String($0) }.joined()
    guard visible.contains("`") else { return "`\(visible)`" }
    return "`` \(visible) ``"
  }

  private var figures: [String] {
    var lines = ["| | |", "|---|---|", "| Mailboxes | \(grouped(plan.mailboxes)) |"]
    lines.append("| Batches | \(plan.batches.count) |")
    if let host = plan.endpoint.host {
      lines.append("| Source server | \(MigrationChecklist.code(host)), port \(plan.endpoint.port) |")
    }
    for domain in plan.domains {
      lines.append("| Domain \(MigrationChecklist.code(domain.name)) | \(grouped(domain.rows)) |")
    }
    if let inventory = plan.inventory {
      lines.append("| Inspected mailboxes | \(grouped(inventory.mailboxes)) |")
      lines.append("| Items | \(grouped(inventory.messages)) |")
      lines.append("| Size | \(MigrationEstimate.size(inventory.bytes)) |")
      lines.append("| Messages above 35 MB, which do not migrate | \(grouped(inventory.tooLargeMessages)) |")
      lines.append("| Estimated duration | \(MigrationEstimate(plan, inventory).text) |")
    }
    return lines + [""]
  }

  private var before: [String] {
    var lines = ["## Before the first batch", ""]
    if plan.type == .imap || plan.type == .googleWorkspace {
      lines.append("- [ ] Every target mailbox exists in Microsoft 365 and has a license.")
    }
    if plan.type == .imap {
      lines.append("- [ ] `batchlint probe` signs in to the source server with every row.")
      lines.append(
        "- [ ] The source server's connection limits allow \(plan.endpoint.concurrentMigrations) migrations at a time.")
    }
    lines.append("- [ ] The TTL of every MX record is 3,600 seconds or less.")
    if !plan.excludedFolders.isEmpty {
      let names = plan.excludedFolders.map(MigrationChecklist.code).joined(separator: ", ")
      lines.append("- [ ] These folders are excluded: \(names).")
    }
    lines.append("- [ ] Users know when their mail moves and how to set up their mail program.")
    return lines + [""]
  }

  private var run: [String] {
    var lines = [
      "## The batches", "",
      "- [ ] Copy `migrate.ps1` and the migration files into one folder. The files contain passwords.",
      "- [ ] Run `./migrate.ps1` in PowerShell: it creates the endpoint and the batches.",
      "- [ ] Run `./migrate.ps1 -Start first` and check the mailboxes of the first batch.",
      "- [ ] Run `./migrate.ps1 -Start all`.", "",
      "| Batch | File | Mailboxes |", "|---|---|---|",
    ]
    for batch in plan.batches {
      let name = MigrationChecklist.code(batch.name), file = MigrationChecklist.code(batch.file)
      lines.append("| \(name)\(batch.isPilot ? " (pilot)" : "") | \(file) | \(grouped(batch.mailboxes)) |")
    }
    return lines + [
      "", "- [ ] `Get-MigrationUser -Status Failed` lists no mailbox, or each one's cause is known.", "",
    ]
  }

  private var after: [String] {
    var lines = ["## The switch", ""]
    if plan.type.isCompleted {
      lines.append("- [ ] `Complete-MigrationBatch` for each batch that is synced.")
    }
    if plan.type != .localMove {
      lines += [
        "- [ ] Point the MX record to Microsoft 365. Some senders use the old one for up to 72 hours.",
        "- [ ] Keep the batches running for at least 72 hours after that: new mail is copied once every 24 hours.",
      ]
    }
    return lines + [
      "- [ ] Once all mail arrives in Microsoft 365: delete the batches with `Remove-MigrationBatch`.",
      "- [ ] Delete the migration files: they contain passwords.",
    ]
  }
}

/// How long a migration takes, by assumptions that the text names.
struct MigrationEstimate {
  /// Bytes an hour that one mailbox's migration copies. An assumption: the real rate depends on the source server.
  private static let bytesPerHour = 500_000_000
  private let hours: Int
  private let concurrency: Int

  init(_ plan: MigrationPlan, _ inventory: MigrationPlan.Inventory) {
    concurrency = plan.endpoint.concurrentMigrations
    // Bytes of all mailboxes of the plan, if the inspected ones stand for them.
    let share = max(inventory.mailboxes, 1)
    let total = Double(inventory.bytes) * Double(max(plan.mailboxes, share)) / Double(share)
    hours = max(1, Int((total / Double(MigrationEstimate.bytesPerHour * max(concurrency, 1))).rounded(.up)))
  }

  var text: String {
    "about \(grouped(hours)) h (at 0.5 GB an hour for each mailbox, \(concurrency) at a time)"
  }

  /// A size in decimal units, as Microsoft's pages count.
  static func size(_ bytes: Int) -> String {
    let gigabytes = Double(bytes) / 1e9
    return gigabytes >= 10
      ? "\(grouped(Int(gigabytes.rounded()))) GB" : "\((gigabytes * 10).rounded() / 10) GB"
  }
}
