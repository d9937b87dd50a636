import TestSupport
import Testing

/// What an editor shows over a finding; `make update-expected` writes it.
@Suite("Snapshots of hovers")
struct HoverSnapshotTests {
  @Test("A hover is as it is kept", arguments: Snapshot.hovers)
  func same(snapshot: Snapshot) throws {
    #expect(try snapshot.text() == snapshot.kept)
  }
}
