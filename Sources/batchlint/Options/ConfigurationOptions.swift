import ArgumentParser
import Files
import Linting
import Migration
import Reporting

/// Where settings come from.
struct ConfigurationOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Use this configuration file instead of the nearest .batchlint.yaml.", valueName: "file"),
    completion: .file(extensions: ["yaml", "yml"]))
  var config: String?
  @Flag(help: "Ignore configuration files.") var noConfig = false
}
