import ArgumentParser
import Files
import Linting
import Migration
import Reporting

/// Findings that need not fail a run.
struct BaselineOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Findings that this file has are known, and do not fail.", valueName: "file"),
    completion: .file())
  var baseline: String?
  @Option(help: ArgumentHelp("Write all findings there as known.", valueName: "file"), completion: .file())
  var writeBaseline: String?
}
