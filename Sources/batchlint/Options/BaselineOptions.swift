import ArgumentParser
import Files
import Linting
import Migration
import Reporting

/// Findings that need not fail a run.
struct BaselineOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Do not report findings that this baseline contains.", valueName: "file"),
    completion: .file())
  var baseline: String?
  @Option(help: ArgumentHelp("Write all findings to this baseline.", valueName: "file"), completion: .file())
  var writeBaseline: String?
}
