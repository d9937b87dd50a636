import Foundation
import TestSupport
import Testing

/// What a person reads of every bad file; `make update-expected` writes it.
@Suite("Snapshots of reports")
struct SnapshotTests {
  @Test("A report is as it is kept", arguments: Snapshot.reports)
  func same(snapshot: Snapshot) throws {
    #expect(try snapshot.text() == snapshot.kept)
  }

  @Test("No snapshot is left of a file that is gone")
  func complete() throws {
    for folder in ["text", "hover"] {
      let path = Snapshot.folder.appendingPathComponent(folder).path
      let kept = try FileManager.default.contentsOfDirectory(atPath: path).map { "\(folder)/\($0)" }
      #expect(Set(kept) == Set(Snapshot.all.map(\.name).filter { $0.hasPrefix(folder) }))
    }
  }

  @Test("No snapshot and no expected message contains a password of its file", arguments: Fixture.bad)
  func secrets(fixture: Fixture) throws {
    let name = (fixture.path as NSString).lastPathComponent
    let shown = Snapshot.all.filter { $0.name.contains("/\(name).") }.compactMap(\.kept) + fixture.expected
    // The passwords of the fixtures are a word and a number.
    let text = String(decoding: fixture.bytes, as: UTF8.self)
    let passwords = Set(text.matches(of: /\b[A-Z][a-z]+-[0-9]{3,}/).map { String($0.0) })
    for password in passwords { #expect(!shown.contains { $0.contains(password) }, "\(password)") }
  }
}
