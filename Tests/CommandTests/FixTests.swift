import Foundation
import TestSupport
import Testing

@Suite("Fix")
struct FixTests {
  private static let bad =
    "EmailAddress,UserName,Password\n alberta@contoso.com,alberta,Wren-4821\nbruno@contoso.com,bruno ,Otter-7730 \n"
  private static let good =
    "EmailAddress,UserName,Password\nalberta@contoso.com,alberta,Wren-4821\nbruno@contoso.com,bruno,Otter-7730\n"

  /// Everyone may enter the directory of temporary files.
  private static let isReachable = {
    var directory = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
    while directory.path != "/" {
      let attributes = try? FileManager.default.attributesOfItem(atPath: directory.path)
      guard let mode = attributes?[.posixPermissions] as? Int, mode & 0o005 == 0o005 else { return false }
      directory.deleteLastPathComponent()
    }
    return true
  }()

  private func mode(_ path: String) throws -> Int {
    try #require(FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int)
  }

  @Test("A file is fixed in place, and what was done is reported", arguments: [["fix"], ["check", "--fix"]])
  func fixes(command: [String]) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(Self.bad, as: "users.csv")
    let result = try Program.run(command + ["--no-config", path])
    #expect(result.status == 0)
    #expect(try String(contentsOfFile: path, encoding: .utf8) == Self.good)
    #expect(result.errors.contains("users.csv: 3 findings fixed: 3 value-whitespace\n"))
    #expect(result.output.contains("No problems found in 1 file (2 rows)."))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["users.csv"])
  }

  @Test("What has no fix is reported and fails; an unsafe fix is made only on request")
  func leftOver() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(
      Self.good + "carla@contoso.com,carla,\ndario@contoso.com,dario,Her,on-1195\n", as: "users.csv")
    let safe = try Program.run(["fix", "--no-config", "--format", "concise", path])
    #expect(safe.status == 1)
    #expect(safe.output.split(separator: "\n").count == 2)
    #expect(safe.errors.contains("1 more finding with an unsafe fix: apply with --unsafe"))
    let unsafe = try Program.run(["fix", "--unsafe", "--no-config", "--format", "concise", path])
    #expect(unsafe.status == 1)
    #expect(unsafe.output.split(separator: "\n").count == 1)
    #expect(try String(contentsOfFile: path, encoding: .utf8).hasSuffix("dario@contoso.com,dario,\"Her,on-1195\"\n"))
  }

  @Test(
    "A diff shows what would change, writes nothing, and fails where findings are",
    arguments: [["fix", "--diff"], ["check", "--diff"]])
  func diff(command: [String]) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(Self.bad, as: "users.csv")
    let result = try Program.run(command + ["--no-config", "--fail-on", "warning", "users.csv"], in: folder.path)
    #expect(result.status == 1)
    #expect(try String(contentsOfFile: path, encoding: .utf8) == Self.bad)
    #expect(
      result.output == """
        --- users.csv
        +++ users.csv
        # Values that may be secret are masked as ••••: this diff cannot be applied. Lines that appear unchanged \
        differ in them.
        @@ -1,3 +1,3 @@
         EmailAddress,UserName,Password
        - alberta@contoso.com,alberta,••••
        -bruno@contoso.com,bruno ,••••
        +alberta@contoso.com,alberta,••••
        +bruno@contoso.com,bruno,••••

        """)
    #expect(result.errors.contains("3 findings would be fixed"))
  }

  @Test("Standard input is fixed to standard output")
  func stream() throws {
    for text in [Self.bad, Self.good] {
      let result = try Program.run(["fix", "--no-config", "-"], input: Data(text.utf8))
      #expect(result.status == 0)
      #expect(result.output == Self.good)
    }
  }

  @Test("Mode and links stay; a file that others could read becomes private")
  func kept() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(Self.bad, as: "users.csv")
    try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path)
    try FileManager.default.createSymbolicLink(atPath: folder.path("link.csv"), withDestinationPath: "users.csv")
    #expect(
      try Program.run(["fix", "--no-config", "--ignore", "file-readable-by-others", folder.path("link.csv")]).status
        == 0)
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: folder.path("link.csv")) == "users.csv")
    #expect(try String(contentsOfFile: path, encoding: .utf8) == Self.good)
    #expect(try mode(path) == 0o640)
  }

  @Test(
    "A file that others may read through an open directory becomes its owner's",
    .enabled(if: isReachable, "others cannot reach the temporary directory"))
  func reachable() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(Array(Self.good.utf8), as: "users.csv", mode: 0o644)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.path)
    #expect(
      try Program.run(["check", "--no-config", "--fail-on", "warning", path]).output.contains(
        "file-readable-by-others"))
    #expect(try Program.run(["fix", "--no-config", "--fail-on", "warning", path]).status == 0)
    #expect(try mode(path) == 0o600)
  }

  @Test("A file that may not be written is left alone, with a plain error")
  func readOnly() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(Self.bad, as: "users.csv")
    try FileManager.default.setAttributes([.posixPermissions: 0o400], ofItemAtPath: path)
    let result = try Program.run(["fix", "--no-config", path])
    #expect(result.status == 2)
    #expect(result.errors.contains("users.csv: "))
    #expect(try String(contentsOfFile: path, encoding: .utf8) == Self.bad)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["users.csv"])
  }

  @Test("A report never takes the place of the file that it is about")
  func overwritten() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(Self.bad, as: "users.csv")
    for command in ["check", "fix"] {
      let result = try Program.run([command, "--no-config", "--format", "text=\(path)", path])
      #expect(result.status == 2)
      #expect(result.errors.contains("the report would overwrite a file"))
      #expect(try String(contentsOfFile: path, encoding: .utf8) == Self.bad)
    }
  }

  @Test("--unsafe alone asks for what it belongs to")
  func misplaced() throws {
    let result = try Program.run(["check", "--unsafe", "-"])
    #expect(result.status == 2)
    #expect(result.errors.contains("--unsafe requires --fix or --diff"))
  }

  @Test("Killed at any moment, the file is the old one or the new one")
  func killed() throws {
    let folder = try TemporaryFolder()
    let rows = (1...2_000).map { "user\($0)@contoso.com,user\($0) ,Wren-\($0)\n" }.joined()
    let old = "EmailAddress,UserName,Password\n" + rows
    let new = old.replacing(" ,", with: ",")
    let path = folder.path("users.csv")
    var outcomes: Set<Bool> = []
    try folder.write(old, as: "users.csv")
    var delay =
      try ContinuousClock().measure { _ = try Program.run(["fix", "--no-config", "-q", path]) } / Duration.seconds(1)
    // On both sides of the moment at which the file is replaced, closer and closer to it, however busy the machine is.
    for _ in 0..<40 {
      try folder.write(old, as: "users.csv")
      let line =
        "\"$BATCHLINT\" fix --no-config -q \(path) >/dev/null 2>&1 & sleep \(delay); kill -9 $! 2>/dev/null; wait "
        + "$! 2>/dev/null"
      _ = try Program.shell(line)
      let content = try String(contentsOfFile: path, encoding: .utf8)
      #expect(content == old || content == new)
      outcomes.insert(content == new)
      delay *= content == new ? 0.85 : 1.2
    }
    #expect(outcomes.count == 2, "The moments do not lie around the one at which the file is replaced.")
  }
}
