import Platform
import Foundation
import TestSupport
import Testing

@Suite("batchlint split")
struct SplitTests {
  private let folder: TemporaryFolder
  private static let header = "EmailAddress,UserName,Password\r\n"

  init() throws { folder = try TemporaryFolder() }

  private func run(_ arguments: String...) throws -> Program.Result {
    try Program.run(["split", "--no-config"] + arguments, in: folder.path)
  }

  private static func rows(_ numbers: Range<Int>) -> String {
    numbers.map { "user\($0)@contoso.com,user\($0)*mailadmin,Wren-4821\r\n" }.joined()
  }

  private func contents(of name: String = ".") throws -> [String: Data] {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path(name))
    return try Dictionary(
      uniqueKeysWithValues: names.map { ($0, try Data(contentsOf: URL(fileURLWithPath: folder.path("\(name)/\($0)")))) }
    )
  }

  private func mode(_ name: String) throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: folder.path(name))[.posixPermissions] as? Int
  }

  @Test("Writes batches beside the file, and says of each its name, rows and bytes")
  func beside() throws {
    try folder.write(Self.header + Self.rows(0..<5), as: "lists/My users.csv")
    let result = try run("--rows", "2", "lists/My users.csv")
    #expect(result.status == 0, "\(result.errors)")
    #expect(
      result.output == """
        lists/My-users-01.csv: 2 rows, 122 bytes
        lists/My-users-02.csv: 2 rows, 122 bytes
        lists/My-users-03.csv: 1 row, 77 bytes

        """)
    let files = try contents(of: "lists").mapValues { String(decoding: $0, as: UTF8.self) }
    #expect(files.count == 4)
    #expect(files["My-users-01.csv"] == Self.header + Self.rows(0..<2))
    #expect(files["My-users-03.csv"] == Self.header + Self.rows(4..<5))
    #expect(try Program.run(["--no-config", "lists/My-users-01.csv"], in: folder.path).status == 0)
  }

  @Test("Shows what would be written, and writes nothing")
  func dryRun() throws {
    try folder.write(Self.header + Self.rows(0..<50_001), as: "users.csv")
    let shown = try run("--dry-run", "--pilot", "20", "users.csv")
    #expect(try contents().keys.sorted() == ["users.csv"])
    let written = try run("--pilot", "20", "users.csv")
    #expect(shown.output == written.output)
    #expect(
      shown.output.split(separator: "\n").map { $0.components(separatedBy: ", ")[0] } == [
        "users-pilot.csv: 20 rows", "users-01.csv: 49,981 rows",
      ])
  }

  @Test("A directory that is not there is created for its owner alone, and not by a dry run", arguments: [true, false])
  func missingDirectory(isDry: Bool) throws {
    try folder.write(Self.header + Self.rows(0..<3), as: "users.csv")
    let result = try run(isDry ? "--dry-run" : "--force", "--rows", "1", "--output-dir", "away", "users.csv")
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.split(separator: "\n").count == 3)
    let attributes = try? FileManager.default.attributesOfItem(atPath: folder.path("away"))
    #expect(attributes?[.posixPermissions] as? Int == (isDry ? nil : 0o700))
  }

  @Test("A directory whose parent is not there is told before anything is written")
  func missingParent() throws {
    try folder.write(Self.header + Self.rows(0..<3), as: "users.csv")
    let result = try run("--rows", "1", "--output-dir", "far/away", "users.csv")
    #expect(result.status == 2 && result.errors.contains("far: no such directory"), "\(result.errors)")
    #expect(result.output.isEmpty)
  }

  @Test("Where one batch cannot be written, none is left")
  func takenBack() throws {
    try folder.write(Self.header + Self.rows(0..<3), as: "users.csv")
    try FileManager.default.createDirectory(atPath: folder.path + "/users-03.csv", withIntermediateDirectories: false)
    let result = try run("--rows", "1", "--force", "users.csv")
    #expect(result.status == 2, "\(result.errors)")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == ["users-03.csv", "users.csv"])
  }

  @Test("Overwrites batches only by --force, and never the file itself")
  func force() throws {
    try folder.write(Self.header + Self.rows(0..<2), as: "users.csv")
    try folder.write("kept", as: "users-02.csv")
    let refused = try run("--rows", "1", "users.csv")
    #expect(refused.status == 2)
    #expect(refused.errors.contains("users-02.csv: file exists"))
    #expect(try contents().keys.sorted() == ["users-02.csv", "users.csv"])
    #expect(try run("--rows", "1", "--force", "users.csv").status == 0)
    #expect(try contents()["users-02.csv"] == Data((Self.header + Self.rows(1..<2)).utf8))
    try FileManager.default.createSymbolicLink(atPath: folder.path("other-01.csv"), withDestinationPath: "other.csv")
    try folder.write(Self.header + Self.rows(0..<2), as: "other.csv")
    let own = try run("--force", "other.csv")
    #expect(own.status == 2)
    #expect(own.errors.contains("is the file to split"))
    #expect(try contents()["other.csv"] == Data((Self.header + Self.rows(0..<2)).utf8))
  }

  @Test(
    "Batches are as private as the file", arguments: [(0o600, 0o600), (0o400, 0o600), (0o640, 0o640), (0o644, 0o644)])
  func modes(source: Int, batch: Int) throws {
    try folder.write(Array((Self.header + Self.rows(0..<2)).utf8), as: "users.csv", mode: source)
    try folder.write("", as: "out/x")
    #expect(
      try Program.shell("umask 022; \"$BATCHLINT\" split --output-dir out users.csv", in: folder.path).status == 0)
    #expect(try mode("out/users-01.csv") == batch)
  }

  @Test(
    "What cannot be done is 2, with a plain sentence",
    arguments: [
      (["nowhere.csv"], "no such file"), (["torn.csv"], "run `batchlint check` first"),
      (["--keep", "domian", "users.csv"], "Did you mean domain?"),
      (["--rows", "0", "users.csv"], "--rows must be at least 1"),
      (["--rows", "50001", "users.csv"], "at most 50000 rows"),
      (["--output-dir", "nowhere/far", "users.csv"], "no such directory"),
      (["--kind", "imapp", "users.csv"], "Did you mean imap?"),
      ([], "FILE"),
    ])
  func trouble(arguments: [String], says: String) throws {
    try folder.write(Self.header + Self.rows(0..<2), as: "users.csv")
    try folder.write(Self.header + "a@contoso.com,a,\"Wren-4821\r\n" + Self.rows(0..<2), as: "torn.csv")
    let result = try Program.run(["split"] + arguments, in: folder.path)
    #expect(result.status == 2)
    #expect(result.errors.contains(says), "\(result.errors)")
    #expect(result.output.isEmpty)
    #expect(!result.errors.contains("Wren"))
    #expect(try contents().keys.sorted() == ["torn.csv", "users.csv"])
  }

  @Test("Killed at any moment, it leaves each batch whole or not there", .timeLimit(.minutes(5)))
  func killed() throws {
    let note = String(repeating: "x", count: 2000)
    let file =
      "EmailAddress,UserName,Password,Note\n"
      + (0..<3_000).map { "user\($0)@contoso.com,user\($0),,\(note)\n" }.joined()
    try folder.write(file, as: "users.csv")
    for name in ["whole", "fresh", "old"] { try makeDirectory(name) }
    let start = Date()
    let whole = try split(into: "whole") { $0.waitUntilExit() }
    let seconds = Date().timeIntervalSince(start)
    #expect(whole.count == 16)
    var unfinished = 0
    for step in 0..<60 {
      let into = step % 2 == 0 ? "fresh" : "old"
      if into == "old" { for name in whole.keys { try folder.write("old", as: "old/\(name)") } }
      // Half of the time at equal steps of its run, half when so many batches are there.
      let found = try split(into: into) { process in
        if step < 30 {
          usleep(UInt32(seconds * Double(step) / 30 * 1e6))
        } else {
          waitForBatches(step - 30, whole, into, process)
        }
        kill(process.processIdentifier, SIGKILL)
      }
      for (name, data) in found where !name.hasPrefix(".batchlint-") {
        #expect(data == whole[name] || (into == "old" && data == Data("old".utf8)), "\(name), step \(step)")
      }
      if (1..<16).contains(found.count { $0.value == whole[$0.key] }) { unfinished += 1 }
      try FileManager.default.removeItem(atPath: folder.path(into))
      try makeDirectory(into)
    }
    #expect(try String(contentsOfFile: folder.path("users.csv"), encoding: .utf8) == file)
    // Else nothing was killed while it wrote, and nothing was shown.
    #expect(unfinished >= 3)
  }

  private func makeDirectory(_ name: String) throws {
    try FileManager.default.createDirectory(atPath: folder.path(name), withIntermediateDirectories: true)
  }

  /// Everything in a directory once the program has ended by itself or by what was done to it.
  private func split(into directory: String, _ meanwhile: (Process) -> Void) throws -> [String: Data] {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Program.path)
    process.arguments = [
      "split", "--no-config", "--rows", "200", "--pilot", "50", "--force", "--output-dir", directory, "users.csv",
    ]
    process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    meanwhile(process)
    process.waitUntilExit()
    return try contents(of: directory)
  }

  /// Waits until some of the batches, half as many as the number says, have their size.
  private func waitForBatches(_ number: Int, _ whole: [String: Data], _ directory: String, _ process: Process) {
    let names = ["users-pilot.csv"] + (1..<16).map { "users-\($0 < 10 ? "0" : "")\($0).csv" }
    let name = names[number / 2]
    var found = stat()
    while process.isRunning,
      stat(folder.path("\(directory)/\(name)"), &found) != 0 || Int(found.st_size) != whole[name]?.count
    {}
  }
}
