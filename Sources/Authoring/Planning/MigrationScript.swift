/// `migrate.ps1`: tests and creates the endpoint, then each batch, the pilot first. Running it again changes nothing.
package struct MigrationScript {
  private let plan: MigrationPlan
  private let version: String

  package init(_ plan: MigrationPlan, version: String) {
    self.plan = plan
    self.version = version
  }

  /// The script: ASCII, or UTF-8 with the byte order mark that Windows PowerShell 5.1 needs.
  package var bytes: [UInt8] {
    let text = self.text
    return text.utf8.allSatisfy { $0 < 0x80 } ? Array(text.utf8) : [0xEF, 0xBB, 0xBF] + Array(text.utf8)
  }

  package var text: String {
    var lines = [
      "# Creates the migration endpoint and the migration batches. Written by batchlint \(version); review it first.",
      "# Run it in Exchange \(plan.type == .localMove ? "Management Shell" : "Online PowerShell, after Connect-ExchangeOnline").",
      "# Endpoints and batches that exist already are left as they are.",
      "[CmdletBinding()]",
      "param(",
      "    # The folder of the migration files.",
      "    [string] $Folder = $PSScriptRoot,",
    ]
    lines += plan.type.scriptParameters.map { "    \($0)," }
    lines += [
      "    # Which batches to start: none, the first one, or all.",
      "    [ValidateSet('none', 'first', 'all')] [string] $Start = 'none'",
      ")",
      "Set-StrictMode -Version Latest",
      "$ErrorActionPreference = 'Stop'",
    ]
    lines += plan.type.prompts
    let endpoint = PowerShellLiteral.string(plan.endpoint.name)
    if let create = plan.type.createEndpoint(plan.endpoint) {
      lines += ["", "# The migration endpoint"]
      lines.append("if (-not (Get-MigrationEndpoint -Identity \(endpoint) -ErrorAction SilentlyContinue)) {")
      if let test = plan.type.test(plan.endpoint) { lines.append(test.text(indent: "    ")) }
      lines += [create.text(indent: "    "), "}"]
    }
    lines += ["", "# The migration batches"]
    for (index, batch) in plan.batches.enumerated() {
      let name = PowerShellLiteral.string(batch.name)
      lines.append("if (-not (Get-MigrationBatch -Identity \(name) -ErrorAction SilentlyContinue)) {")
      lines += [plan.type.createBatch(batch, plan).text(indent: "    "), "}"]
      let condition = index == 0 ? "$Start -ne 'none'" : "$Start -eq 'all'"
      lines.append("if (\(condition)) { Start-MigrationBatch -Identity \(name) }")
    }
    lines += ["", "Get-MigrationBatch", ""]
    return lines.joined(separator: "\r\n")
  }

  /// Every call of the script, for its tests.
  package var cmdlets: [Cmdlet] {
    [plan.type.test(plan.endpoint), plan.type.createEndpoint(plan.endpoint)].compactMap { $0 }
      + plan.batches.map { plan.type.createBatch($0, plan) }
  }
}
