import Foundation
import TestSupport
import Testing

/// A kind is one YAML file: with every feature of the schema, and with no Swift.
@Suite("A kind of one's own, through the program")
struct OwnKindTests {
  private let folder: TemporaryFolder

  private static let kind = """
    kind: rooms
    title: Rooms and their owners
    header: required
    above-header: ["format:1"]
    order: exact
    unknown-columns: ignored
    encoding: utf-8
    limits:
      rows: 7
      advised-rows: {most: 6, says: the planner advises six}
    file: {extensions: [csv], name-length: 20}
    columns:
      - {name: Room, required: true, unique: case-sensitive, must-contain: [Lobby], max-characters: 8}
      - {name: Owner, required: true, role: address, forms: [guid], repeats: {most: 2, says: only two rooms an \
      owner}, aliases: [Person]}
      - {name: Seats, presence: advised, number: {from: 1, to: 40}, values: [None]}
      - {name: Open, values: ["Yes", "No"], letter-case: any}
      - name: Reason
        when:
          - {column: Open, is: ["No"], required: true}
          - {column: Open, is: ["Yes"], empty: true}
      - {name: Floor, distinct: {most: 2, last-is-new: true}, edge-spaces: refused}
      - {name: Code, role: password, min-characters: 4}
      - {name: Share, forms: [unc], instead: {'S:': '\\\\server\\rooms'}}
      - name: Note
        checks:
          - {must: '^[A-Z]', says: a note begins with a capital, severity: warning}
          - {never: TODO, says: this note is not finished}
      - {name: Phone}
      - {name: Mail, forms: [address]}
      - {name: Key}
      - {name: Lock}
    one-of:
      - {columns: [Phone, Mail], severity: warning, says: nobody can be asked}
    one-to-one:
      - [Key, Lock]
    disabled-rules: [password-placeholder]
    template:
      - {Room: Lobby, Owner: alberta@contoso.com, Seats: "12", Phone: "100"}
    source:
      - the planner's manual
    """

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(Self.kind, as: "rooms.yaml")
    try folder.write("kinds: [rooms.yaml]\n", as: ".batchlint.yaml")
  }

  private func check(_ lines: String..., arguments: [String] = []) throws -> [String] {
    try folder.write(lines.joined(separator: "\n") + "\n", as: "list.csv")
    let result = try Program.run(
      ["check", "--format", "concise", "--quiet"] + arguments + ["list.csv"], in: folder.path)
    #expect(result.errors.isEmpty, "\(result.errors)")
    return result.output.split(separator: "\n").map { line in
      let parts = line.split(separator: ":", maxSplits: 4)
      let rule = line.split(separator: "[").last?.dropLast() ?? ""
      return "\(parts[1]):\(parts[2])\(parts[3]) \(rule)"
    }
  }

  @Test("Its template is silent and recognised, and split keeps what is above the rows")
  func correct() throws {
    let template = try Program.run(["template", "--kind", "rooms.yaml"], in: folder.path)
    #expect(template.output == "format:1\r\nRoom,Owner,Seats,Phone\r\nLobby,alberta@contoso.com,12,100\r\n")
    try folder.write(template.output, as: "list.csv")
    let result = try Program.run(["check", "--verbose", "list.csv"], in: folder.path)
    #expect(result.status == 0)
    #expect(result.output.contains("kind rooms (4 of 4 headers match)"), "\(result.output)")
    try folder.write(
      template.output + (1...8).map { "Room\($0),user\($0)@contoso.com,2,7\r\n" }.joined(), as: "list.csv")
    #expect(try Program.run(["split", "list.csv"], in: folder.path).status == 0)
    let batches = try ["list-01.csv", "list-02.csv"].map {
      try String(contentsOfFile: folder.path($0), encoding: .utf8).split(separator: "\r\n")
    }
    #expect(batches.map(\.count) == [8, 5])
    #expect(batches.allSatisfy { $0[0] == "format:1" && $0[1] == "Room,Owner,Seats,Phone" })
  }

  @Test("Every feature finds what it is for, at its place")
  func findings() throws {
    #expect(
      try check(
        "format:1", "Room,Owner,Seats,Phone", "Lobby,alberta@contoso.com,0,1",
        "lobby,9f1c2a34-5b6d-4e7f-8a90-1b2c3d4e5f60,None,1") == ["3:27 error value-not-allowed"])
    #expect(try check("Room,Owner,Seats,Phone", "Lobby,alberta@contoso.com,1,1") == ["1:1 error header-missing"])
    #expect(
      try check("format:1", "Owner,Room,Seats,Mail", "alberta@contoso.com,Lobby,1,") == ["2:1 error column-order"])
    #expect(
      try check("format:1", "Room,Person,Open", "Lobby,alberta@contoso.com,YES") == [
        "2:1 warning column-missing", "2:1 warning column-missing", "2:6 error column-name",
      ])
    #expect(
      try check("format:1", "Room,Owner,Seats,Phone,Colour", "Lobby,alberta@contoso.com,1,1,red") == [
        "2:24 warning column-unknown"
      ])
    #expect(
      try check(
        "format:1", "Room,Owner,Seats,Open,Reason,Phone", "Hall,alberta@contoso.com,1,No,,1",
        "Hall,bruno@contoso.com,1,yes,because,1", "Ballrooms,alberta@contoso.com,1,,,1",
        "Attic,alberta@contoso.com,1,,,1")
        == [
          "3:1 error row-missing", "3:31 error value-missing", "4:1 error duplicate-value",
          "4:30 error value-not-allowed", "5:1 error value-too-long", "5:11 warning duplicate-mailbox",
          "6:7 error duplicate-mailbox",
        ])
    #expect(
      try check(
        "format:1", "Room,Owner,Seats,Floor,Code,Share,Note,Phone", "Lobby,alberta@contoso.com,1,1,123,S:,lower,1",
        "Hall,bruno@contoso.com,1,2 ,12345,D:,A TODO,1", "Attic,clara@contoso.com,1,1,,,,1")
        == [
          "3:31 error value-too-short", "3:35 error value-not-allowed", "3:38 warning value-not-allowed",
          "4:27 error value-whitespace", "4:35 error value-not-allowed", "4:38 error value-not-allowed",
          "5:27 error too-many-values",
        ])
    #expect(
      try check(
        "format:1", "Room,Owner,Seats,Phone,Key,Lock", "Lobby,alberta@contoso.com,1,1,k1,l1",
        "Hall,bruno@contoso.com,1,1,k2,L1") == ["4:31 error mapping-not-one-to-one"])
    let rows = (1...8).map { "Room\($0),user\($0)@contoso.com,2,7" }
    #expect(
      try check(
        (["format:1", "Room,Owner,Seats,Phone", "Lobby,alberta@contoso.com,1,1"] + rows.prefix(6)).joined(
          separator: "\n")) == ["9:1 warning too-many-rows"])
    #expect(
      try check(
        (["format:1", "Room,Owner,Seats,Phone", "Lobby,alberta@contoso.com,1,1"] + rows.prefix(7)).joined(
          separator: "\n")) == ["10:1 error too-many-rows"])
  }

  @Test("A safe fix keeps the meaning")
  func fixing() throws {
    try folder.write("Room,Person,Seats,Share,Phone\nLobby,alberta@contoso.com,1,s:,1\n", as: "list.csv")
    let result = try Program.run(["fix", "list.csv"], in: folder.path)
    #expect(result.status == 0, "\(result.output)\(result.errors)")
    #expect(
      try String(contentsOfFile: folder.path("list.csv"), encoding: .utf8)
        == "format:1\nRoom,Owner,Seats,Share,Phone\nLobby,alberta@contoso.com,1,\\\\server\\rooms,1\n")
  }

  @Test(
    "A migration that uses no file says so", arguments: [["check", "list.csv"], ["template"], ["split", "list.csv"]])
  func noFile(arguments: [String]) throws {
    try folder.write("EmailAddress\nalberta@contoso.com\n", as: "list.csv")
    let result = try Program.run(arguments + ["--kind", "cutover"], in: folder.path)
    #expect(result.status == 2)
    #expect(result.errors.contains("a cutover migration uses no file"), "\(result.errors)")
  }

  @Test("A map is not divided")
  func undivided() throws {
    try folder.write("contoso\\a,a@contoso.com,FALSE\ncontoso\\b,b@contoso.com,FALSE\n", as: "map.csv")
    let result = try Program.run(["split", "--rows", "1", "map.csv"], in: folder.path)
    #expect(result.status == 2)
    #expect(result.errors.contains("cannot be split"), "\(result.errors)")
  }
}
