import ArgumentParser
import Files
import Linting
import Migration
import Reporting

/// What every command takes that lints files.
struct RunOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp("Files, directories, or - for standard input.", valueName: "FILE|DIR|-"),
    completion: .migrationFile)
  var paths: [String] = []

  @OptionGroup(title: "What the file is") var subject: SubjectOptions
  @OptionGroup(title: "Rules") var rules: RuleOptions
  @OptionGroup(title: "Report") var report: OutputOptions
  @OptionGroup(title: "Known findings") var known: BaselineOptions
  @OptionGroup(title: "Configuration") var configured: ConfigurationOptions
  @Option(help: ArgumentHelp("With -: the name to report and to find the configuration by.", valueName: "name"))
  var stdinFilename: String?
}
