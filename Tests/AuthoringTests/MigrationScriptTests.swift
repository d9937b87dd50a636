import Authoring
import Migration
import TestSupport
import Testing

@Suite("Migration plan: the script")
struct MigrationScriptTests {
  /// The parameters that Microsoft documents for each cmdlet, by type (MicrosoftDocs/office-docs-powershell).
  private static let documented: [String: [MigrationType: Set<String>]] = {
    let imap: Set = ["IMAP", "Name", "RemoteServer", "Port", "Security", "MaxConcurrentMigrations"]
    let move: Set = ["ExchangeRemoteMove", "Name", "RemoteServer", "Credentials", "MaxConcurrentMigrations"]
    let batch: Set = ["Name", "SourceEndpoint", "CSVData", "AllowUnknownColumnsInCsv", "NotificationEmails"]
    let folders = batch.union(["ExcludeFolders"]), delivered = batch.union(["TargetDeliveryDomain"])
    let outgoing = delivered.subtracting(["SourceEndpoint"]).union(["TargetEndpoint", "TargetDatabases"])
    let local = batch.subtracting(["SourceEndpoint"]).union(["Local", "TargetDatabases"])
    return [
      "Test-MigrationServerAvailability": [
        .imap: ["Imap", "RemoteServer", "Port", "Security"],
        .staged: ["ExchangeOutlookAnywhere", "Autodiscover", "EmailAddress", "Credentials"],
        .remoteMove: ["ExchangeRemoteMove", "RemoteServer", "Credentials"],
        .remoteMoveOffboarding: ["ExchangeRemoteMove", "RemoteServer", "Credentials"],
        .googleWorkspace: ["Gmail", "ServiceAccountKeyFileData"],
      ],
      "New-MigrationEndpoint": [
        .imap: imap, .remoteMove: move, .remoteMoveOffboarding: move,
        .staged: [
          "ExchangeOutlookAnywhere", "Name", "Autodiscover", "EmailAddress", "Credentials", "MaxConcurrentMigrations",
        ],
        .googleWorkspace: ["Gmail", "Name", "ServiceAccountKeyFileData", "MaxConcurrentMigrations"],
        .crossTenant: [
          "ExchangeRemoteMove", "Name", "RemoteServer", "ApplicationId", "AppSecretKeyVaultUrl", "RemoteTenant",
        ],
        .publicFolders: ["PublicFolder", "Name", "RemoteServer", "Credentials"],
        .publicFoldersToGroups: ["PublicFolderToUnifiedGroup", "Name", "RemoteServer", "Credentials"],
      ],
      "New-MigrationBatch": [
        .imap: folders, .googleWorkspace: folders.union(["TargetDeliveryDomain"]), .staged: batch,
        .remoteMove: delivered, .crossTenant: delivered, .publicFolders: batch, .remoteMoveOffboarding: outgoing,
        .localMove: local, .publicFoldersToGroups: batch.union(["PublicFolderToUnifiedGroup"]),
      ],
    ]
  }()

  private func plan(_ type: MigrationType, files: [String] = ["users-01.csv", "users-pilot.csv"]) -> MigrationPlan {
    var plan = MigrationPlan(
      type: type,
      endpoint: MigrationPlan.Endpoint(
        name: "source", host: "imap.contoso.com", port: 993, security: .implicit, concurrentMigrations: 20))
    for file in files { plan.add(file: file, rows: 3) }
    plan.targetDeliveryDomain = "contoso.mail.onmicrosoft.com"
    plan.targetDatabases = ["DB01"]
    plan.excludedFolders = ["[Gmail]", "Public Folders"]
    plan.notificationAddresses = ["admin@contoso.com"]
    plan.allowsUnknownColumns = true
    return plan
  }

  @Test("Every parameter is documented for the type", arguments: MigrationType.allCases)
  func parameters(type: MigrationType) {
    for cmdlet in MigrationScript(plan(type), version: "1").cmdlets {
      let used = cmdlet.parameters.map(\.name)
      #expect(Set(used).isSubset(of: Self.documented[cmdlet.name]?[type] ?? []), "\(cmdlet.name): \(used)")
      #expect(Set(used).count == used.count)
    }
  }

  @Test("What exists already is left as it is, and the pilot is first", arguments: MigrationType.allCases)
  func idempotence(type: MigrationType) throws {
    let lines = MigrationScript(plan(type), version: "1").text.split(separator: "\r\n").map(String.init)
    for (index, line) in lines.enumerated() where line.contains("    New-Migration") {
      let noun = line.contains("Endpoint") ? "Endpoint" : "Batch"
      let guardLine = try #require(lines[..<index].last { $0.hasPrefix("if (") })
      #expect(guardLine.hasPrefix("if (-not (Get-Migration\(noun) -Identity '"))
    }
    let names = lines.filter { $0.contains("Get-MigrationBatch -Identity") }
    #expect(names.count == 2 && names[0].contains("'users-pilot'") && names[1].contains("'users-01'"))
  }

  /// What PowerShell reads in a verbatim string (about_Quoting_Rules).
  private static func evaluated(_ literal: String) -> String? {
    let quotes: Set<Unicode.Scalar> = ["'", "\u{2018}", "\u{2019}", "\u{201A}", "\u{201B}"]
    let scalars = Array(literal.unicodeScalars)
    guard scalars.count >= 2, scalars.first == "'", scalars.last == "'" else { return nil }
    var text = String.UnicodeScalarView()
    var index = 1
    while index < scalars.count - 1 {
      text.append(scalars[index])
      if quotes.contains(scalars[index]) {
        guard index + 1 < scalars.count - 1, quotes.contains(scalars[index + 1]) else { return nil }
        index += 1
      }
      index += 1
    }
    return String(text)
  }

  @Test("A literal is read back as the text that went in", arguments: 0..<200)
  func literals(seed: Int) {
    var random = TestSupport.SeededGenerator(seed: UInt64(seed))
    let pieces = [
      "'", "’", "‘", "‚", "‛", "“", "\"", "`", "$(rm x)", "$x", "\n", "\r\n", ";", "|", "&", "#", "é", "a b", "{}",
    ]
    let text = (0..<Int.random(in: 0...8, using: &random)).map { _ in pieces.randomElement(using: &random)! }.joined()
    #expect(Self.evaluated(PowerShellLiteral.string(text)) == text)
  }

  @Test("Names of batches are unique, and no longer than the service accepts")
  func names() {
    let long = String(repeating: "migration-of-the-mailboxes-", count: 4)
    let plan = plan(.imap, files: ["a/users.csv", "b/users.csv", "c/Users.csv", long + "1.csv", long + "2.csv"])
    let names = plan.batches.map { $0.name.lowercased() }
    #expect(Set(names).count == names.count)
    #expect(names.allSatisfy { 1...64 ~= $0.count })
  }

  @Test("A script with letters beyond ASCII has the byte order mark that Windows PowerShell needs")
  func byteOrderMark() {
    #expect(MigrationScript(plan(.imap), version: "1").bytes.first == UInt8(ascii: "#"))
    #expect(MigrationScript(plan(.imap, files: ["Zoë.csv"]), version: "1").bytes.starts(with: [0xEF, 0xBB, 0xBF]))
  }
}
