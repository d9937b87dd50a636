import ArgumentParser
import Files
import Linting
import Reporting

/// `batchlint config`: the settings.
struct ConfigCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config", abstract: "Show the effective configuration.", subcommands: [ConfigShow.self],
    defaultSubcommand: ConfigShow.self)
}

/// `batchlint config show [FILE]`: which settings hold for a file, and where each comes from.
struct ConfigShow: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show the effective configuration of a file, and where each setting comes from.",
    discussion: """
      Each line contains a setting, its value and its origin: the default, a line of a configuration file, or the command \
      line. Accepts the options of check; without FILE, it applies to the current directory.

      Examples:
        batchlint config show lists/users.csv
        batchlint config show --server dovecot --format json
      """)

  @Argument(
    help: ArgumentHelp("The file to be checked; it does not have to exist.", valueName: "FILE"),
    completion: .migrationFile)
  var path: String?
  @OptionGroup var page: PageOptions
  @OptionGroup(title: "Input") var subject: SubjectOptions
  @OptionGroup(title: "Rules") var rules: RuleOptions
  @OptionGroup(title: "Configuration") var configured: ConfigurationOptions

  func run() throws {
    let format = try page.checkedFormat()
    let settings = try EffectiveConfiguration(subject, rules, configured, path: path ?? "-")
    let output = standardOutput()
    let listing = ConfigurationListing(settings.entries, file: settings.file, output)
    switch format {
    case .text: listing.write(color: try page.color.choice().isUsed())
    case .json: listing.writeJSON()
    }
    output.flush()
  }
}
