import ArgumentParser
import Files
import Linting
import Reporting

/// `batchlint config`: the settings.
struct ConfigCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config", abstract: "Tell the settings.", subcommands: [ConfigShow.self],
    defaultSubcommand: ConfigShow.self)
}

/// `batchlint config show [FILE]`: which settings hold for a file, and where each comes from.
struct ConfigShow: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show which settings hold for a file, and where each comes from.",
    discussion: """
      Each line has a setting, its value and where it comes from: the program's default, a line of a configuration, or the \
      command line. Takes the options of check; without FILE it is about the files of this directory.

      Examples:
        batchlint config show lists/users.csv
        batchlint config show --server dovecot --format json
      """)

  @Argument(
    help: ArgumentHelp("A file that would be checked; it need not exist.", valueName: "FILE"),
    completion: .migrationFile)
  var path: String?
  @OptionGroup var page: PageOptions
  @OptionGroup(title: "What the file is") var subject: SubjectOptions
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
