import Foundation
import Linting
import Reporting
import TestSupport
import Testing

/// What the formats tell of a probe besides its findings.
@Suite("Probe reports")
struct ProbeReportTests {
  private static func text(_ files: [any ReportedFile], _ format: Format, isMergeable: Bool = false) -> String {
    var options = ReportOptions(version: "0.1.0")
    options.isMergeable = isMergeable
    return String(decoding: ReportSamples.report(files, as: format, options: options), as: UTF8.self).replacing(
      /timestamp="[^"]*"/, with: "timestamp")
  }

  @Test("JSON describes the probe and each row")
  func json() throws {
    let report = try #require(
      JSONSerialization.jsonObject(with: ReportSamples.report([try ProbeSamples.file(stopped: "“enough”")], as: .json))
        as? [String: Any])
    let file = try #require((report["files"] as? [[String: Any]])?.first)
    let probe = try #require(file["probe"] as? [String: Any])
    #expect(probe["host"] as? String == "imap.contoso.com" && probe["port"] as? Int == 993)
    #expect(probe["security"] as? String == "implicit" && probe["tls"] as? String == "TLSv1.3")
    #expect(
      probe["tried"] as? Int == 5 && probe["duration"] as? Int == 2580 && probe["stopped"] as? String == "“enough”")
    #expect(
      probe["verdicts"] as? [String: Int] == [
        "ok": 2, "probe-sign-in": 1, "probe-not-tried": 1, "probe-unreachable": 1, "probe-throttled": 1,
      ])
    // Of 0, 48, 51 and 2104, by the nearest rank.
    #expect(probe["milliseconds"] as? [String: Int] == ["p50": 48, "p90": 2104, "p95": 2104, "p99": 2104, "max": 2104])
    let attempts = try #require(file["attempts"] as? [[String: Any]])
    #expect(attempts.map { $0["row"] as? Int } == [1, 2, 3, 4, 5, 6])
    #expect(attempts.map { $0["milliseconds"] as? Int } == [48, 2104, 51, nil, nil, 0])
    #expect(attempts.map { $0["startedAt"] as? Int } == [3, 201, 398, nil, 2400, 2411])
    #expect((attempts[0]["inspection"] as? [String: Any])?["messages"] as? Int == 1201)
    #expect(attempts.allSatisfy { $0["name"] == nil })
    let plain = Self.text([LintedFile(try LintSample(Array(ReportSamples.one.utf8)).lint())], .json)
    #expect(!plain.contains("\"probe\"") && !plain.contains("\"attempts\""))
  }

  @Test("What keeps everybody out is one finding; the probe has no attempts")
  func obstacle() throws {
    let file = try ProbeSamples.file(ProbeSamples.text, [], stopped: "no such host")
    #expect(
      Self.text([file], .json).contains(
        "\"tried\":0,\"verdicts\":{},\"milliseconds\":null,\"duration\":2580,\"stopped\":\"no such host\"},"
          + "\"attempts\":[],"
      ))
    #expect(Self.text([file], .html).contains("No row was tried. The run stopped early: no such host."))
    #expect(
      Self.text([try ProbeSamples.file(ReportSamples.none, [])], .junit).contains("<testcase name=\"no findings\""))
  }

  @Test("Nothing sent: no times, and every format says so without them", arguments: Format.allCases)
  func nothing(format: Format) throws {
    let attempts = (1...6).map { ProbeFacts.RowOutcome(row: $0, verdict: "probe-not-tried", milliseconds: nil) }
    let file = try ProbeSamples.file(ProbeSamples.text, attempts, stopped: "nobody is there")
    let report = Self.text([file], format)
    #expect(!report.isEmpty)
    if format == .json {
      #expect(report.contains("\"tried\":0,\"verdicts\":{\"probe-not-tried\":6},\"milliseconds\":null,"))
    }
    if format == .html {
      #expect(report.contains("0 of 6 rows tried") && report.contains("nobody is there") && !report.contains("<svg"))
    }
    if format == .markdown { #expect(report.contains("0 of 6 rows tried") && !report.contains("answered within")) }
    if format == .junit { #expect(report.contains("tests=\"7\" failures=\"0\" errors=\"0\" skipped=\"6\" time=\"0\"")) }
  }

  @Test(
    "merge gives a probe's report back byte for byte, and from a mergeable one every format", arguments: Format.allCases
  )
  func merged(format: Format) throws {
    let files = [try ProbeSamples.file(stopped: "the run was interrupted")]
    let rich = try ReportSamples.merged([Data(Self.text(files, .json, isMergeable: true).utf8)]).files
    #expect(Self.text(rich, format) == Self.text(files, format))
    #expect(Self.text(rich, .json, isMergeable: true) == Self.text(files, .json, isMergeable: true))
    let plain = try ReportSamples.merged([Data(Self.text(files, .json).utf8)]).files
    #expect(Self.text(plain, .json) == Self.text(files, .json))
  }

  @Test("A file's probe and its check go together; two probes of it do not")
  func conflict() throws {
    let probe = try ProbeSamples.file()
    var sample = LintSample(Array(ProbeSamples.text.utf8))
    sample.path = probe.facts.path
    sample.options.selection.ignored = ["file-name"]
    let check = Data(Self.text([LintedFile(try sample.lint())], .json).utf8)
    let report = Data(Self.text([probe], .json).utf8)
    for reports in [[check, report], [report, check]] {
      #expect(Self.text(try ReportSamples.merged(reports).files, .json) == Self.text([probe], .json))
    }
    #expect { try ReportSamples.merged([report, report]) } throws: { error in
      "\(error)"
        == "lists/users & <p>.csv: it was probed in 0.json and in 1.json: of the probes of a file only one can be "
        + "reported"
    }
  }

  @Test(
    "A probe that is not what it should be is refused with its place",
    arguments: [
      ("\"tried\":5", "\"tried\":6", "the probe counts otherwise than its attempts"),
      ("\"ok\":2", "\"ok\":3", "the probe counts otherwise than its attempts"),
      ("\"ok\":2", "\"ok\":2,\"ok\":2", "ok appears twice"),
      ("\"p90\":2104", "\"p90\":51", "the probe counts otherwise than its attempts"),
      ("{\"row\":2,", "{\"row\":1,", "the attempts are not in the order of their rows"),
      ("\"verdict\":\"probe-sign-in\"", "\"verdict\":\"probe-sign-on\"", "this batchlint does not know the verdict"),
      ("\"milliseconds\":2104,", "", "milliseconds is missing"),
      ("\"folders\":4,", "\"folders\":\"4\",", "expected a whole number"),
      ("\"slashedFolders\":[\"a/b\"]", "\"slashedFolders\":[[]]", "expected a string"),
      ("\"startedAt\":201", "\"startedAt\":3000000000", "a number from 0 to 2147483647"),
      ("\"port\":993", "\"port\":99300", "a number from 0 to 65535"),
    ])
  func damaged(part: String, replacement: String, says: String) throws {
    var report = Self.text([try ProbeSamples.file()], .json)
    let place = try #require(report.range(of: part))
    report.replaceSubrange(place, with: replacement)
    #expect { try ReportSamples.merged([Data(report.utf8)]) } throws: { error in
      "\(error)".contains(says) && "\(error)".firstMatch(of: /^0\.json:[0-9]+:[0-9]+:/) != nil
    }
  }

  @Test("A probe without its attempts is refused, and attempts without a probe")
  func halves() throws {
    let report = Self.text([try ProbeSamples.file()], .json)
    for half in [
      report.replacing(/(?s),"probe":.*?(?=,"attempts":)/, with: ""),
      report.replacing(/(?s),"attempts":.*?(?=,"findings":)/, with: ""),
    ] {
      #expect(half.count < report.count)
      #expect { try ReportSamples.merged([Data(half.utf8)]) } throws: { error in
        "\(error)".contains("probe and attempts stand only together")
      }
    }
  }

  @Test(
    "JUnit: a row is a case with its time, named by its number and by what may be shown; other findings stand behind")
  func junit() throws {
    let text = Self.text([try ProbeSamples.file()], .junit)
    #expect(text.contains("tests=\"8\" failures=\"2\" errors=\"0\" skipped=\"1\" time=\"2.203\""))
    #expect(
      text.contains(
        "<testcase name=\"row 1 (alberta)\" classname=\"lists/users &amp; &lt;p&gt;.csv\" file=\"lists/users &amp; "
          + "&lt;p&gt;.csv\" time=\"0.048\"/>"
      ))
    #expect(
      text.firstMatch(
        of:
          #/
          <testcase\ name="row\ 2\ \(bruno\)"[^>]*\ line="3"\ time="2\.104">\s*
          <failure\ type="error"\ message="refused\.\ [^"]*">[^<]*\[probe-sign-in\]\ https:[^<]*</failure>\s*
          </testcase>
          /#
      ) != nil)
    #expect(text.contains("<testcase name=\"row 3\" "))
    #expect(
      text.firstMatch(
        of:
          #/
          <testcase\ name="row\ 4\ \(dario\)"[^>]*\ time="0">\s*
          <skipped\ message="refused[^>]*>[^<]*\[probe-not-tried\][^<]*</skipped>\s*</testcase>
          /#
      ) != nil)
    #expect(
      text.firstMatch(
        of: /<testcase name="row 6 \(::error::frieda\)"[^>]* time="0">\s*<system-out>[^<]*\[probe-throttled\]/) != nil)
    #expect(
      text.contains("<testcase name=\"address-unusual at 5:1\"")
        && text.contains("<testcase name=\"probe-large-messages at 2:21\""))
    #expect(!text.contains("probe-sign-in at ") && !text.contains("no findings"))
    for secret in ["Wren", "Otter", "Heron", "Finch", "Raven", "Plover"] { #expect(!text.contains(secret)) }
  }

  @Test("JUnit of a clean probe has its rows, and the threshold decides what fails")
  func thresholds() throws {
    let clean = Self.text(
      [try ProbeSamples.file(ReportSamples.none, [ProbeFacts.RowOutcome(row: 1, verdict: "ok", milliseconds: 61_020)])],
      .junit)
    #expect(
      clean.contains("tests=\"1\" failures=\"0\"") && clean.contains("time=\"61.020\"/>")
        && !clean.contains("no findings"))
    var options = ReportOptions(version: "0.1.0")
    options.failOn = .warning
    let strict = String(
      decoding: ReportSamples.report([try ProbeSamples.file()], as: .junit, options: options), as: UTF8.self)
    #expect(strict.contains("failures=\"5\"") && strict.contains("skipped=\"1\""))
    options.failOn = nil
    #expect(
      String(decoding: ReportSamples.report([try ProbeSamples.file()], as: .junit, options: options), as: UTF8.self)
        .contains("failures=\"0\""))
  }

  @Test("Markdown has a table of the verdicts, and nothing in it means anything to Markdown")
  func markdown() throws {
    let text = Self.text([try ProbeSamples.file(stopped: "<b> *enough* | `x`")], .markdown)
    #expect(
      text.contains(
        "### Sign-ins of lists/users &amp; &lt;p&gt;.csv\n\n"
          + "At imap.contoso.com, port 993, TLSv1.3. 5 of 6 rows tried in 2.5 s."
      ))
    #expect(text.contains("The run stopped early&#58; &lt;b&gt; &#42;enough&#42; &#124; &#96;x&#96;."))
    #expect(
      text.contains("Sign-in times: median 48 ms, 95 % within 2.1 s, slowest 2.1 s."))
    #expect(
      text.contains(
        "| rows | verdict | |\n|---:|---|---|\n| 2 | ok | The mailbox opens. |\n| 1 | [probe-not-tried](https://"))
  }
}
