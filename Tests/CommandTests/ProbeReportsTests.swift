import Foundation
import TestSupport
import Testing

/// A probe of a server that is played, and what its reports tell.
@Suite("The reports of batchlint probe")
struct ProbeReportsTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private static let file = """
    EmailAddress,UserName,Password
    alberta@contoso.com,alberta@contoso.com,Wren-4821
    bruno@contoso.com,bruno@contoso.com,Otter-7730
    carla@contoso.com,carla@contoso.com,Heron-1195
    dario@contoso.com,dario@contoso.com
    edith@contoso.com,edith@contoso.com,Raven-3307

    """

  /// Probes while the sandbox plays the file's accounts; `$PROBE` is the probe with where the sandbox is.
  private func play(_ faults: String, _ line: String) throws -> Program.Result {
    try folder.write(Self.file, as: "users.csv")
    return try Program.shell(
      """
      mkfifo hold
      "$BATCHLINT" sandbox --no-config --no-tls --until-eof --server any \(faults) users.csv < hold > ports &
      exec 9> hold
      for _ in {1..200}; do grep -q ^probe: ports && break; sleep 0.05; done
      port=$(sed -n 's/.* port \\([0-9]*\\) (plain text.*/\\1/p' ports)
      PROBE="$BATCHLINT probe --no-config --server any --host 127.0.0.1 --port $port --security none \
      --allow-plaintext --yes --rate 50"
      \(line)
      status=$?
      exec 9>&-
      wait
      exit $status
      """, in: folder.path)
  }

  private func text(_ name: String) throws -> String { try String(contentsOfFile: folder.path(name), encoding: .utf8) }

  private func report(_ name: String) throws -> (probe: [String: Any], attempts: [[String: Any]]) {
    let report = try #require(JSONSerialization.jsonObject(with: Data(text(name).utf8)) as? [String: Any])
    let file = try #require((report["files"] as? [[String: Any]])?.first)
    return (try #require(file["probe"] as? [String: Any]), try #require(file["attempts"] as? [[String: Any]]))
  }

  @Test(
    "The JSON report has each tried row's verdict, duration and start; merge makes all formats of it"
  )
  func formats() throws {
    let formats = ["json", "junit", "junit-strict", "html", "markdown"]
    let wishes = formats.map { "--format \($0)=direct.\($0)" }.joined(separator: " ")
    let result = try play(
      "--fault refused=2 --fault slow:1=3", "$PROBE --mergeable --journal run.jsonl \(wishes) users.csv")
    #expect(result.status == 1, "\(result.errors)")
    let (probe, attempts) = try report("direct.json")
    #expect(
      probe["host"] as? String == "127.0.0.1" && probe["security"] as? String == "none" && probe["tls"] is NSNull
        && probe["stopped"] is NSNull)
    #expect(
      attempts.map { $0["row"] as? Int } == [1, 2, 3, 5]
        && attempts.map { $0["verdict"] as? String } == ["ok", "probe-sign-in", "ok", "ok"], "\(attempts)")
    #expect(
      attempts.allSatisfy { $0["milliseconds"] is Int && ($0["startedAt"] as? Int).map { 0...60_000 ~= $0 } == true })
    #expect(
      attempts.map { $0["name"] as? String } == [
        "alberta@contoso.com", "bruno@contoso.com", "carla@contoso.com", "edith@contoso.com",
      ])
    // The journal dates them, too.
    let dated = try text("run.jsonl").split(separator: "\n").filter { $0.hasPrefix("{\"row\":") }
    #expect(dated.count == 4 && dated.allSatisfy { $0.contains(",\"at\":") })
    let junit = try text("direct.junit")
    #expect(
      junit.contains("<testcase name=\"row 1 (alberta@contoso.com)\"")
        && junit.contains("<testcase name=\"column-count at 5:1\""))
    #expect(
      junit.firstMatch(of: /<testcase name="row 2 \(bruno@contoso\.com\)"[^>]* time="[0-9.]+">\s*<failure type="error"/)
        != nil)
    for format in formats {
      let merged = try Program.run(
        ["merge", "--format", format, "direct.json"] + (format == "json" ? ["--mergeable"] : []), in: folder.path)
      #expect(
        merged.output.replacing(/timestamp="[^"]*"/, with: "")
          == (try text("direct.\(format)")).replacing(/timestamp="[^"]*"/, with: ""), "\(format)")
      for secret in ["Wren", "Otter", "Heron", "Raven"] { #expect(!merged.output.contains(secret)) }
    }
  }

  @Test("A run that goes on counts from the end of the earlier one, whose rows keep their moments")
  func resumed() throws {
    let result = try play(
      "",
      "$PROBE --quiet --sample 2 --journal run.jsonl --format json=first.json users.csv; $PROBE --quiet --journal "
        + "run.jsonl --resume --format json=second.json users.csv"
    )
    #expect(result.status == 1, "\(result.errors)")
    func moments(_ name: String) throws -> [Int: Int] {
      Dictionary(
        uniqueKeysWithValues: try report(name).attempts.compactMap { attempt in
          (attempt["startedAt"] as? Int).map { (attempt["row"] as! Int, $0) }
        })
    }
    let (first, second) = (try moments("first.json"), try moments("second.json"))
    #expect(first.count == 2 && second.count == 4)
    for (row, moment) in first { #expect(second[row] == moment) }
    for (row, moment) in second where first[row] == nil { #expect(moment >= first.values.max()!) }
  }
}
