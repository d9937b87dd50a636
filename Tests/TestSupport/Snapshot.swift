import Foundation
import JSON
import Linting
import Reporting

/// What a person sees of a file, as it is kept in `Tests/Snapshots`.
package struct Snapshot: Sendable, CustomStringConvertible {
  /// The file's name in `Tests/Snapshots`.
  package var name: String
  private let render: @Sendable () throws -> String

  package var description: String { name }

  /// What the program makes of it now.
  package func text() throws -> String { try render() }

  /// The text that is kept; nil where there is none.
  package var kept: String? {
    try? String(contentsOf: Self.folder.appendingPathComponent(name), encoding: .utf8)
  }

  package static let folder = Fixture.root.appendingPathComponent("Tests/Snapshots")

  /// Every bad file as text, the one with most kinds of defects as a page.
  package static let reports: [Snapshot] =
    Fixture.bad.map { fixture in
      let name = (fixture.path as NSString).lastPathComponent
      return Snapshot(name: "text/\(name).txt") { try report(fixture, as: .text) }
    } + [Snapshot(name: "several-defects.html") { try report(named("several-defects.csv"), as: .html) }]

  /// Hovers over the findings of some files.
  package static let hovers: [Snapshot] = [
    "several-defects.csv", "value-whitespace-after-an-address.csv", "delimiter-pipes.csv",
  ].map { name in Snapshot(name: "hover/\(name).md") { try hover(named(name)) } }

  package static var all: [Snapshot] { reports + hovers }

  private static func named(_ name: String) throws -> Fixture {
    guard let fixture = Fixture.bad.first(where: { $0.name == "bad/\(name)" }) else { throw Missing(name: name) }
    return fixture
  }

  private struct Missing: Error { var name: String }

  private static func report(_ fixture: Fixture, as format: Format) throws -> String {
    let report = ReportSamples.report([LintedFile(try fixture.sample().lint())], as: format)
    return String(decoding: report, as: UTF8.self)
  }

  /// What an editor shows at the start of each finding of a file in UTF-8.
  private static func hover(_ fixture: Fixture) throws -> String {
    let editor = try Editor()
    let uri = "file:///\((fixture.path as NSString).lastPathComponent)"
    editor.open(uri, String(decoding: fixture.bytes, as: UTF8.self))
    let result = try fixture.sample().lint()
    var parts: [String] = []
    for finding in result.findings {
      let place = result.position(of: finding.range.lowerBound, in: finding.place)
      let position = #""position":{"line":\#(place.line - 1),"character":\#(place.column - 1)}"#
      let answer = try editor.request("textDocument/hover", of: uri, position)
      parts.append("<!-- \(place.line):\(place.column) -->\n\n\(answer["contents"]?["value"]?.string ?? "nothing")\n")
    }
    return parts.joined(separator: "\n")
  }
}
