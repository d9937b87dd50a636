import CSV
import Migration

/// Characters of a root that the server shows otherwise.
struct RootCharacters: ValueRule {
  let info = RuleInfo(
    "root-characters", .warning, .roots,
    help: "Ask the server for its folders' names, and write the root as it shows them.")
  let triggers: FieldFlags = .unusualRoot
  let roles: Set<Kind.ColumnRole>? = [.root]

  func check(_ value: Value, of row: Row, _ collector: FindingCollector) {
    // Another server may have been guessed rightly by the rows' shape and yet be another product.
    guard value.table.serverReason == nil, let altered = value.table.server.alteredRootCharacters else { return }
    let parts = value.bytes.split(separator: UInt8(ascii: "/"))
    guard !parts.contains(where: { $0.allSatisfy { $0 == UInt8(ascii: ".") } }),
      let offset = value.bytes.firstIndex(where: altered.contains)
    else { return }
    let place = value.range(offset..<offset + 1)
    collector.add(
      Message("{} shows “{}” otherwise in a shared folder's name", .text(value.table.server.title), .value(place)),
      at: place, of: value)
  }
}
