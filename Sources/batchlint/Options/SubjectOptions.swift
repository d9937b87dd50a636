import ArgumentParser
import Files
import Linting
import Migration
import Reporting

/// What the user says of the file.
struct SubjectOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      The kind of migration file: a name (batchlint kinds lists them), or a YAML file of your own; auto detects it by \
      the headers, or by the rows if there is no header row.
      """,
      valueName: "kind"), completion: .kinds)
  var kind = "auto"
  @Option(
    help: ArgumentHelp(
      "The source server: a name, or a YAML file; auto detects it from the sign-in names.", valueName: "server"),
    completion: .servers)
  var server = "auto"
  @Option(
    help: ArgumentHelp(
      "The encoding, such as windows-1252; auto detects it. A byte order mark overrides it.",
      valueName: "name"), completion: .encodings)
  var encoding = "auto"
  @Option(
    help: ArgumentHelp(
      "The sheet of a workbook (.xlsx, .ods); default: the first visible one with a header row.", valueName: "name"))
  var sheet: String?
  @Option(help: ArgumentHelp("The admin account whose credentials open the mailboxes.", valueName: "name"))
  var admin: String?
  @Option(
    name: .customLong("domain"), help: ArgumentHelp("An accepted target domain; repeatable.", valueName: "domain"))
  var domains: [String] = []
  @Option(
    name: .customLong("recipients"),
    help: ArgumentHelp(
      """
      An export of the tenant's recipients, CSV or workbook: from the Microsoft 365, Exchange or Entra admin center, or \
      Get-Recipient; targets that are not among them are reported. Repeatable.
      """,
      valueName: "file"), completion: .file())
  var recipients: [String] = []
  @Flag(help: "The batch will be created with unknown columns allowed.")
  var allowUnknownColumns = false

  func validate() throws {
    if let wrong = domains.first(where: { !Address.isDomain($0) }) {
      throw ValidationError("--domain: `\(wrong)` is not a domain")
    }
  }
}
