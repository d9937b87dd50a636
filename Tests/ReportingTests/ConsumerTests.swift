import Foundation
import Linting
import Reporting
import TestSupport
import Testing

/// Reports in the eyes of the programs that read them.
@Suite("Consumers")
struct ConsumerTests {
  private static let sets = ReportSamples.all.map { [$0] } + [ReportSamples.all, []]

  private func text(_ samples: [String], _ format: Format, path: String? = nil) throws -> String {
    String(decoding: try ReportSamples.report(samples, as: format, path: path), as: UTF8.self)
  }

  private func json(_ samples: [String], _ format: Format, expands: Bool = false) throws -> Any {
    try JSONSerialization.jsonObject(with: ReportSamples.report(samples, as: format, expands: expands))
  }

  @Test("SARIF has what GitHub requires", arguments: sets)
  func sarif(samples: [String]) throws {
    let log = try #require(json(samples, .sarif) as? [String: Any])
    #expect(log["$schema"] is String && log["version"] as? String == "2.1.0")
    let run = try #require((log["runs"] as? [[String: Any]])?.first)
    #expect(run["columnKind"] as? String == "unicodeCodePoints")
    let driver = try #require((run["tool"] as? [String: Any])?["driver"] as? [String: Any])
    let rules = try #require(driver["rules"] as? [[String: Any]])
    for rule in rules {
      for key in ["shortDescription", "fullDescription", "help"] {
        let text = try #require((rule[key] as? [String: Any])?["text"] as? String)
        #expect(!text.isEmpty && (key == "help" || text.count <= 1024))
      }
    }
    var fingerprints: Set<String> = []
    for result in try #require(run["results"] as? [[String: Any]]) {
      #expect(rules[try #require(result["ruleIndex"] as? Int)]["id"] as? String == result["ruleId"] as? String)
      let place = try #require(
        ((result["locations"] as? [[String: Any]])?.first)?["physicalLocation"] as? [String: Any])
      let uri = try #require((place["artifactLocation"] as? [String: Any])?["uri"] as? String)
      #expect(uri.hasPrefix("lists/users%20%26%20%3C") && URL(string: uri) != nil)
      let region = try #require(place["region"] as? [String: Int])
      #expect(
        region["startLine"]! >= 1 && region["startColumn"]! >= 1
          && (region["endLine"]!, region["endColumn"]!) >= (region["startLine"]!, region["startColumn"]!))
      #expect(place["region"] as? [String: Any] != nil && region["snippet"] == nil)
      let prints = try #require(result["partialFingerprints"] as? [String: String])
      #expect(prints["primaryLocationLineHash"] == nil)
      #expect(fingerprints.insert(try #require(prints["batchlintRow/v1"])).inserted)
    }
  }

  @Test("SARIF lists the probe's rules with their pages")
  func probe() throws {
    var file = try LintSample(Array(ReportSamples.one.utf8)).lint()
    let found = try #require(file.findings.first)
    file.known = RuleRegistry.rules.indices.suffix(ProbeRule.all.count).map { index in
      var finding = found
      finding.rule = RuleID(index: index)
      return finding
    }
    var data = Data()
    let output = Output { data.append(contentsOf: $0) }
    let reporter = Format.sarif.reporter(to: output, ReportOptions(version: "0.1.0"))
    reporter.begin()
    reporter.report(LintedFile(file), shown: 0)
    reporter.end(Summary())
    output.flush()
    let log = try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
    let driver = try #require(
      ((log["runs"] as? [[String: Any]])?.first?["tool"] as? [String: Any])?["driver"] as? [String: Any])
    let rules = try #require(driver["rules"] as? [[String: Any]])
    #expect(rules.map { $0["id"] as? String } == ProbeRule.all.map(\.info.name))
    for (rule, info) in zip(rules, ProbeRule.all.map(\.info)) {
      #expect((rule["shortDescription"] as? [String: String])?["text"] == RuleRegistry.summary(info.name))
      #expect((rule["help"] as? [String: String])?["markdown"] == RuleRegistry.page(info.name))
      #expect(rule["helpUri"] as? String == RuleRegistry.pageURL(info.name))
      #expect((rule["defaultConfiguration"] as? [String: String])?["level"] == info.severity.rawValue)
      #expect((rule["properties"] as? [String: Any])?["tags"] as? [String] == ["Probe"])
    }
  }

  @Test("SARIF is cut where GitHub cuts, errors first, and says so")
  func cut() throws {
    let rows = (1...26_000).map { "u\($0)@contoso.com,u\($0) ,Wren-\($0)\n" }.joined()
    let log = try #require(
      json([ReportSamples.header + rows + "carla@contoso.com,carla\n"], .sarif, expands: true) as? [String: Any])
    let run = try #require((log["runs"] as? [[String: Any]])?.first)
    let results = try #require(run["results"] as? [[String: Any]])
    #expect(results.count == 25_000)
    #expect(results[0]["ruleId"] as? String == "column-count")
    let notice =
      ((run["invocations"] as? [[String: Any]])?.first?["toolExecutionNotifications"] as? [[String: Any]])?.first?[
        "message"] as? [String: Any]
    #expect((notice?["text"] as? String)?.hasPrefix("1,001 further findings are left out") == true)
  }

  @Test(
    "GitLab's code quality: an array, relative paths, no two fingerprints alike, none that a new row above changes",
    arguments: sets)
  func gitlab(samples: [String]) throws {
    let entries = try #require(json(samples, .gitlab) as? [[String: Any]])
    let prints = entries.compactMap { $0["fingerprint"] as? String }
    #expect(prints.count == entries.count && Set(prints).count == prints.count)
    for entry in entries {
      #expect(["info", "minor", "major", "critical", "blocker"].contains(entry["severity"] as? String))
      let place = try #require(entry["location"] as? [String: Any])
      #expect((place["path"] as? String)?.hasPrefix("lists/") == true)
      #expect(try #require((place["lines"] as? [String: Int])?["begin"]) >= 1)
    }
    let moved = samples.map {
      $0.isEmpty
        ? $0 : $0.replacing(ReportSamples.header, with: ReportSamples.header + "zoe@contoso.com,zoe,Plover-2222\n")
    }
    let later = try #require(json(moved, .gitlab) as? [[String: Any]])
    #expect(Set(later.compactMap { $0["fingerprint"] as? String }) == Set(prints))
  }

  @Test("GitHub's annotations say back what went in, and ten of a level are the most")
  func github() throws {
    let lines = try text([ReportSamples.many, ReportSamples.odd], .github, path: "lists/50% off, a:b.csv").split(
      separator: "\n")
    for level in ["error", "warning", "notice"] { #expect(lines.count { $0.hasPrefix("::\(level) ") } <= 10) }
    #expect(lines.contains { $0.contains("more of this level are in the log") })
    for line in lines where !line.contains("title=batchlint::") {
      let match = try #require(
        line.wholeMatch(
          of:
            #/
            ::(?:error|warning|notice)\ file=([^,:]*),line=\d+,endLine=\d+(?:,col=\d+,endColumn=\d+)?
            ,title=[a-z0-9-]+::(.*)
            /#
        ))
      #expect(
        match.1.replacing("%2C", with: ",").replacing("%3A", with: ":").replacing("%25", with: "%")
          == "lists/50% off, a:b.csv")
    }
  }

  @Test("Azure's and TeamCity's commands say back what went in", arguments: [Format.azure, .teamcity])
  func commands(format: Format) throws {
    let name = "lists/50% [x]; 'y'|z.csv"
    let lines = try text([ReportSamples.many, ReportSamples.odd], format, path: name).split(separator: "\n")
    #expect(!lines.isEmpty)
    for line in lines {
      if format == .azure {
        let match = try #require(
          line.wholeMatch(
            of:
              #/
              \#\#vso\[task\.logissue\ type=(?:error|warning);sourcepath=([^;\]]*);linenumber=\d+;columnnumber=\d+
              ;code=[a-z0-9-]+;\](.*)
              /#
          ))
        #expect(match.1.replacing("%5D", with: "]").replacing("%3B", with: ";").replacing("%AZP25", with: "%") == name)
      } else {
        let match = try #require(
          line.wholeMatch(of: /##teamcity\[(inspection|inspectionType)((?: [A-Za-z]+='(?:[^'|\[\]]|\|.)*')+)\]/))
        #expect(line.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value < 0x7F })
        if match.1 == "inspection" { #expect(match.2.contains(" file='lists/50% |[x|]; |'y|'||z.csv'")) }
      }
    }
  }

  @Test("reviewdog's columns are bytes of UTF-8")
  func bytes() throws {
    let report = try #require(
      json([ReportSamples.header + "日本語@contoso.com,日本語 ,Wren-4821\n"], .rdjson) as? [String: Any])
    let blank = try #require(
      (report["diagnostics"] as? [[String: Any]])?.first {
        ($0["code"] as? [String: Any])?["value"] as? String == "value-whitespace"
      })
    let range = try #require((blank["location"] as? [String: Any])?["range"] as? [String: [String: Int]])
    #expect(range["start"] == ["line": 2, "column": 32])
    #expect(range["end"] == ["line": 2, "column": 33])
  }

  @Test("Nothing of a cell means anything to Markdown")
  func markdown() throws {
    let report = try text([ReportSamples.odd], .markdown, path: "lists/<b>*x*|y`.csv")
    #expect(report.contains("### lists/&lt;b&gt;&#42;x&#42;&#124;y&#96;.csv"))
    for line in report.split(separator: "\n") where line.hasPrefix("|") { #expect(line.count { $0 == "|" } == 5) }
  }

  @Test("No cell begins a line that a CI system takes for a command", arguments: Format.allCases)
  func inert(format: Format) throws {
    let report = try text([ReportSamples.odd, ReportSamples.controls], format, path: "a\u{1B}[2J\u{9B}\nb.csv")
    #expect(!report.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" && $0 != "\r" || $0.value == 0x7F })
    for line in report.split(separator: "\n") {
      let own: [Format: String] = [.github: "::", .azure: "##vso[task.logissue ", .teamcity: "##teamcity[inspection"]
      #expect(
        line.hasPrefix(own[format] ?? "\u{0}")
          || !(line.hasPrefix("::") || line.hasPrefix("##vso") || line.hasPrefix("##[") || line.hasPrefix("##team")))
    }
  }
}
