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

  @OptionGroup(title: "Input") var subject: SubjectOptions
  @OptionGroup(title: "Rules") var rules: RuleOptions
  @OptionGroup(title: "Report") var report: OutputOptions
  @OptionGroup(title: "Baseline") var known: BaselineOptions
  @OptionGroup(title: "Configuration") var configured: ConfigurationOptions
  @Option(help: ArgumentHelp("With -: the file name for reports and for finding the configuration.", valueName: "name"))
  var stdinFilename: String?
}
