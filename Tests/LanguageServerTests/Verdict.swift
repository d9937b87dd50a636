import Foundation
import JSON
import TestSupport

/// What the server said of a text.
struct Verdict: Equatable, Comparable {
  var offset: Int
  var length: Int
  var rule: String
  var severity: Int
  var message: String

  static func < (a: Verdict, b: Verdict) -> Bool {
    (a.offset, a.length, a.rule, a.message) < (b.offset, b.length, b.rule, b.message)
  }

  /// What `check` says of the files in a folder, by their names.
  static func check(_ folder: String) throws -> [String: [Verdict]] {
    let result = try Program.run(["check", "--expand", "--format", "json", folder])
    let report = try Array(result.output.utf8).withUnsafeBytes { try JSONValue($0) }
    let levels = ["error": 1, "warning": 2, "info": 3]
    var verdicts: [String: [Verdict]] = [:]
    for file in report["files"]?.array ?? [] {
      verdicts[(file["path"]!.string! as NSString).lastPathComponent] = (file["findings"]?.array ?? []).map { finding in
        Verdict(
          offset: finding["byteOffset"]!.integer!, length: finding["byteLength"]!.integer!,
          rule: finding["rule"]!.string!,
          severity: levels[finding["severity"]!.string!]!, message: finding["message"]!.string!)
      }
    }
    return verdicts
  }

  /// What the server says, its places taken back to bytes.
  static func told(_ diagnostics: [JSONValue], _ text: EditorText) -> [Verdict] {
    diagnostics.map { diagnostic in
      let range = text.bytes(diagnostic["range"]!)
      return Verdict(
        offset: range.lowerBound, length: range.count, rule: diagnostic["code"]?.string ?? "",
        severity: diagnostic["severity"]!.integer!,
        message: diagnostic["message"]!.string!)
    }.sorted()
  }
}
