import ArgumentParser
import Files
import Linting
import Migration
import Reporting

/// What is written where.
struct OutputOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The report format: \(Format.list); with =PATH, written to a file; repeatable.", valueName: "format[=path]"),
    completion: .formats)
  var format: [String] = []
  @Option(
    parsing: .unconditional, help: ArgumentHelp("Print at most this many findings; all are counted.", valueName: "n"))
  var maxFindings: Int?
  @Flag(help: "Report a systematic finding once per row instead of once with a count.") var expand = false
  @OptionGroup var color: ColorOptions
  @Flag(name: .shortAndLong, help: "Omit the summary.") var quiet = false
  @Flag(name: .shortAndLong, help: "Print how every file was identified.") var verbose = false
  @Flag(help: "Include in the JSON report what batchlint merge needs for every format; implied by --shard.")
  var mergeable = false
}
