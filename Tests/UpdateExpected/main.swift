import Foundation
import TestSupport

// Writes what the tests compare with: the `.expected` files of fixtures/bad and fixtures/workbooks, and the snapshots.
// Review the difference before it is committed.

for fixture in Fixture.bad + Fixture.workbooks {
  let lines = try fixture.directives + fixture.sample().lint().descriptions
  try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: URL(fileURLWithPath: fixture.expectedPath))
}

for folder in ["text", "hover"] {
  let path = Snapshot.folder.appendingPathComponent(folder)
  try? FileManager.default.removeItem(at: path)
  try FileManager.default.createDirectory(at: path, withIntermediateDirectories: true)
}
for snapshot in Snapshot.all {
  try Data(snapshot.text().utf8).write(to: Snapshot.folder.appendingPathComponent(snapshot.name))
}
