import ArgumentParser
import Files
import Linting
import Migration
import Reporting

/// Which rules run and how bad their findings are.
struct RuleOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Run only this rule; a name or a glob (address-*); repeatable.", valueName: "rule"),
    completion: .rules)
  var select: [String] = []
  @Option(
    help: ArgumentHelp("Do not run this rule; a name or a glob; repeatable.", valueName: "rule"), completion: .rules)
  var ignore: [String] = []
  @Option(
    help: ArgumentHelp(
      "Override the severity of a rule: error, warning or info; repeatable.", valueName: "rule=severity"),
    completion: .rulesWithSeverity)
  var severity: [String] = []
  @Option(
    help: ArgumentHelp(
      "The lowest severity for exit status 1: error, warning, info or never.", valueName: "severity"),
    completion: .thresholds)
  var failOn: String?
}
