import Foundation
import Linting
import Reporting

/// The results that every format is tried on.
package enum ReportSamples {
  package static let header = "EmailAddress,UserName,Password\n"

  package static let none = header + "alberta@contoso.com,alberta,Wren-4821\n"
  package static let one = none + "bruno@contoso.com,bruno\n"
  /// Two findings at one place, and several of one rule.
  package static let many = header + (1...12).map { "user\($0)@contoso,user\($0) ,Wren-48\($0)\n" }.joined()
  package static let fileLevel = ""
  /// Wide, combining and right-to-left characters, a tab, markup, and what CI systems take for commands.
  package static let odd =
    header
    + [
      "日本語@contoso.com,日本語 ,Wren-4821", "e\u{301}mile@contoso.com,\u{5D0}\u{5D1}\u{5D2} ,Otter-7730",
      "a<b>&\"c]]>@contoso.com,::error::x ,Heron-1195", "dario@@contoso.com,##vso[task.complete] ,Finch-6612",
      "edith@con\ttoso.com,\u{1B}[31mred ,Raven-3307",
    ].joined(separator: "\n") + "\n"
  package static let controls =
    header + "al\u{1}berta@contoso.com,al\u{7F}berta,Wren-4821\nbru\u{FFFE}no@contoso.com,bruno,Otter-7730\n"
    + "ca\u{9B}31mrla@contoso.com,car\u{85}la,Heron-1195\n"
    + "\u{202E}da\u{2066}rio@con\u{2028}toso.com,da\u{200F}rio,Finch-6612\n"

  package static let all = [none, one, many, fileLevel, odd, controls]

  /// A run over the samples in one format.
  package static func report(
    _ texts: [String], as format: Format, path: String? = nil, expands: Bool = false,
    options: ReportOptions = ReportOptions(version: "0.1.0")
  ) throws -> Data {
    let files = try texts.enumerated().map { index, text in
      var sample = LintSample(Array(text.utf8))
      sample.path = path ?? "lists/users & <\(index)>.csv"
      sample.options.selection.ignored = ["file-name"]
      return LintedFile(try sample.lint(), expands: expands)
    }
    return report(files, as: format, options: options)
  }

  /// Files in one format.
  package static func report(
    _ files: [any ReportedFile], as format: Format, options: ReportOptions = ReportOptions(version: "0.1.0")
  ) -> Data {
    var data = Data()
    let output = Output { data.append(contentsOf: $0) }
    let reporter = format.reporter(to: output, options)
    var summary = Summary()
    reporter.begin()
    for file in files {
      summary.add(file, shown: file.count)
      reporter.report(file, shown: file.count)
    }
    reporter.end(summary)
    output.flush()
    return data
  }

  /// What `merge` makes of JSON reports.
  package static func merged(_ reports: [Data]) throws -> (files: [MergedFile], failOn: FailThreshold?) {
    var merger = Merger()
    for (index, report) in reports.enumerated() {
      let text = ReportText(report)
      try merger.add(text.bytes, owner: text, name: "\(index).json")
    }
    return (try merger.files(), merger.failOn)
  }

  /// A report's bytes in one place for as long as it lives.
  private final class ReportText {
    let bytes: UnsafeRawBufferPointer

    init(_ data: Data) {
      let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: data.count, alignment: 1)
      copy.copyBytes(from: data)
      bytes = UnsafeRawBufferPointer(copy)
    }

    deinit { bytes.deallocate() }
  }
}
