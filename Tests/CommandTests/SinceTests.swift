import Foundation
import TestSupport
import Testing

/// `check --since REF`: what a change brought or touched, and nothing else.
@Suite("Findings since a git revision")
struct SinceTests {
  private let folder: TemporaryFolder
  private static let head = "EmailAddress,UserName,Password\n"

  init() throws {
    folder = try TemporaryFolder()
    try git("init -q -b main .")
  }

  private func git(_ line: String) throws {
    let result = try Program.shell(
      "git -c user.name=x -c user.email=x@contoso.com -c core.autocrlf=false \(line)", in: folder.path)
    #expect(result.status == 0, "git \(line): \(result.errors)")
  }

  private func commit(_ text: String, as name: String = "users.csv") throws { try commit(Array(text.utf8), as: name) }

  private func commit(_ bytes: [UInt8], as name: String = "users.csv") throws {
    try folder.write(bytes, as: name)
    try git("add -A && git -c user.name=x -c user.email=x@contoso.com commit -q -m x")
  }

  /// `line rule` of each finding.
  private func found(_ path: String = "users.csv", since revision: String = "HEAD", _ options: String...) throws
    -> [String]
  {
    let result = try Program.run(
      ["check", "--no-config", "--format", "concise", "--fail-on", "info", "--since=\(revision)"] + options + [path],
      in: folder.path)
    #expect(result.status == (result.output.isEmpty ? 0 : 1), "\(result.errors)")
    return result.output.split(separator: "\n").map { line in
      let parts = line.split(separator: ":", maxSplits: 2)
      return "\(parts[1]) \(line.split(separator: "[").last!.dropLast())"
    }
  }

  @Test("An old defect is silent; one in a new row and one in a changed row are reported")
  func rows() throws {
    try commit(Self.head + "alberta@contoso,alberta,Wren-4821\nbruno@contoso.com,bruno,Otter-7730\n")
    #expect(try found().isEmpty)
    try folder.write(
      Self.head + "zoe@contoso,zoe,Lynx-1\nalberta@contoso,alberta,Wren-4821\nbruno@contoso,bruno,Otter-7730\n",
      as: "users.csv")
    #expect(try found() == ["2 address-unusual", "4 address-unusual"])
    // A changed row is looked at as a whole, whatever was wrong with it before.
    try folder.write(
      Self.head + "alberta@contoso,alberta,Wren-4822\nbruno@contoso.com,bruno,Otter-7730\n", as: "users.csv")
    #expect(try found() == ["2 address-unusual"])
    let told = try Program.run(
      ["check", "--no-config", "--fail-on", "info", "--since", "HEAD", "users.csv"], in: folder.path)
    #expect(told.status == 1 && told.errors.isEmpty)
    try folder.write(Self.head + "alberta@contoso,alberta,Wren-4821\n", as: "users.csv")
    #expect(
      try Program.run(["check", "--no-config", "--since", "HEAD", "users.csv"], in: folder.path).errors
        == "1 finding not reported because of --since\n")
  }

  @Test("Rows may be sorted, and rows without a defect be taken out")
  func moved() throws {
    try commit(
      Self.head + "alberta@contoso,alberta,Wren-4821\nbruno@contoso.com,bruno,Otter-7730\nclara@contoso,clara,Lynx-1\n")
    try folder.write(Self.head + "clara@contoso,clara,Lynx-1\nalberta@contoso,alberta,Wren-4821\n", as: "users.csv")
    #expect(try found().isEmpty)
  }

  @Test(
    "Rules over several rows read all: a new row that duplicates an old one, and the other way round"
  )
  func duplicates() throws {
    try commit(Self.head + "alberta@contoso.com,alberta,Wren-4821\nbruno@contoso.com,bruno,Otter-7730\n")
    try folder.write(
      Self.head
        + "alberta@contoso.com,alberta,Wren-4821\nbruno@contoso.com,bruno,Otter-7730\nalberta@contoso.com,al,Lynx-1\n",
      as: "users.csv")
    #expect(try found() == ["4 duplicate-mailbox"])
    try folder.write(
      Self.head
        + "alberta@contoso.com,al,Lynx-1\nalberta@contoso.com,alberta,Wren-4821\nbruno@contoso.com,bruno,Otter-7730\n",
      as: "users.csv")
    #expect(try found() == ["3 duplicate-mailbox"])
    // The same row once more: one of the two is new.
    try folder.write(
      Self.head + "alberta@contoso.com,alberta,Wren-4821\nalberta@contoso.com,alberta,Wren-4821\n", as: "users.csv")
    #expect(try found() == ["3 duplicate-mailbox"])
  }

  @Test("What a change elsewhere brings about in an old row is reported")
  func brought() throws {
    let rows = (1...9).map { "user\($0)@contoso.com,user\($0)*mailadmin,Wren-4821\n" }.joined()
    try commit(Self.head + rows + "zoe@contoso.com,zoe*mailadmin,Wren-4821\n")
    // The admin's password is another now in all rows but one, which did not change.
    try folder.write(
      Self.head + rows.replacing("Wren-4821", with: "Otter-7730") + "zoe@contoso.com,zoe*mailadmin,Wren-4821\n",
      as: "users.csv")
    #expect(try found() == ["11 password-differs"])
  }

  @Test("A defect of the header row or of the file is reported where it is new, or where the headers are others")
  func header() throws {
    let rows = "alberta@contoso.com,alberta,Wren-4821\n"
    try commit("E-Mail,UserName,Password\n" + rows)
    try folder.write("E-Mail,UserName,Password\n" + rows + "bruno@contoso.com,bruno,Otter-7730\n", as: "users.csv")
    #expect(try found().isEmpty)
    try folder.write("E-Mail,Login,Password\n" + rows, as: "users.csv")
    #expect(try found() == ["1 column-name", "1 column-name"])
    try commit(Self.head + rows + rows.replacing("alberta", with: "bruno"))
    // Another line end in one row is new; the rows are the same.
    try folder.write(
      Self.head + rows.replacing("\n", with: "\r\n") + rows.replacing("alberta", with: "bruno"), as: "users.csv")
    #expect(try found() == ["2 line-ending"] || found() == ["3 line-ending"])
  }

  @Test("A file that was converted, or has other line ends throughout, is the same")
  func encodings() throws {
    let text = Self.head + "jürgen@contoso,jürgen,Wren-4821\nbruno@contoso.com,bruno,Otter-7730\n"
    try commit(text)
    let wide: [UInt8] = [0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    try folder.write(wide, as: "users.csv")
    #expect(try !found().contains { $0.hasPrefix("2 address") })
    try folder.write(text.replacing("\n", with: "\r\n"), as: "users.csv")
    #expect(try found().isEmpty)
    try commit(wide)
    let changed = text + "clara@contoso,clara,Lynx-1\n"
    try folder.write([0xFF, 0xFE] + changed.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }, as: "users.csv")
    #expect(try found() == ["4 address-unusual"])
  }

  @Test("A renamed file is the old one, a new one is new altogether")
  func names() throws {
    let text =
      Self.head + (1...20).map { "user\($0)@contoso.com,user\($0),Wren-\($0)\n" }.joined()
      + "alberta@contoso,alberta,Wren-4821\n"
    try commit(text, as: "a/users.csv")
    try git("mv a/users.csv a/list.csv")
    #expect(try found("a/list.csv").isEmpty)
    try folder.write(text + "bruno@contoso,bruno,Otter-7730\n", as: "a/list.csv")
    #expect(try found("a/list.csv") == ["23 address-unusual"])
    try folder.write(Self.head + "clara@contoso,clara,Lynx-1\n", as: "new.csv")
    #expect(try found("new.csv") == ["2 address-unusual"])
    #expect(try found(".").count == 2)
    // A directory is no matter, and neither is where the program is started.
    let inside = try Program.run(
      ["check", "--no-config", "--format", "concise", "--since", "HEAD", "list.csv"], in: folder.path("a"))
    #expect(inside.output.hasPrefix("list.csv:23:"))
    let input = try Program.run(
      ["check", "--no-config", "--format", "concise", "--since", "HEAD", "--stdin-filename", "a/list.csv", "-"],
      in: folder.path,
      input: Data((text + "zoe@contoso,zoe,Lynx-1\n").utf8))
    #expect(input.output.hasPrefix("a/list.csv:23:") && input.output.split(separator: "\n").count == 1)
  }

  @Test("A recipient that was missing before is silent, one of a new row is reported")
  func recipients() throws {
    try folder.write("alberta@contoso.com\n", as: "recipients.txt")
    try commit(Self.head + "alberta@contoso.com,alberta,Wren-4821\nbruno@contoso.com,bruno,Otter-7730\n")
    let more = "clara@contoso.com,clara,Lynx-1\n"
    try folder.write(
      Self.head + more + "alberta@contoso.com,alberta,Wren-4821\nbruno@contoso.com,bruno,Otter-7730\n", as: "users.csv")
    #expect(try found("users.csv", since: "HEAD", "--recipients", "recipients.txt") == ["2 recipient-missing"])
  }

  @Test("Three dots compare with where the branches parted")
  func mergeBase() throws {
    try commit(Self.head + "alberta@contoso.com,alberta,Wren-4821\nbruno@contoso,bruno,Otter-7730\n")
    try git("checkout -q -b topic")
    try commit(
      Self.head + "alberta@contoso.com,alberta,Wren-4821\nbruno@contoso,bruno,Otter-7730\nclara@contoso,clara,Lynx-1\n")
    try git("checkout -q main")
    try commit(Self.head + "alberta@contoso.com,alberta,Wren-4821\n")
    try git("checkout -q topic")
    #expect(try found(since: "main") == ["3 address-unusual", "4 address-unusual"])
    #expect(try found(since: "main...") == ["4 address-unusual"])
    #expect(try found(since: "HEAD~1", "--severity", "address-unusual=info") == ["4 address-unusual"])
  }

  @Test(
    "What git does not know is said plainly",
    arguments: [
      ("nowhere", "unknown revision"), ("nowhere...", "unknown revision"),
      ("-x", "not a revision"),
      ("...", "not a revision"), ("HEAD:users.csv", "unknown revision"),
    ])
  func unknown(revision: String, says: String) throws {
    try commit(Self.head)
    let result = try Program.run(["check", "--since=\(revision)", "users.csv"], in: folder.path)
    #expect(result.status == 2)
    #expect(result.errors.contains(says), "\(result.errors)")
    #expect(result.output.isEmpty)
  }

  @Test("Without a work tree, without git, or where the whole is wanted, --since is refused")
  func refused() throws {
    try commit(Self.head + "alberta@contoso,alberta,Wren-4821\n")
    let outside = try TemporaryFolder()
    try outside.write(Self.head, as: "users.csv")
    let none = try Program.run(["check", "--since", "HEAD", "users.csv"], in: outside.path)
    #expect(none.status == 2)
    #expect(none.errors.contains("users.csv: --since failed: fatal: not a git repository"))
    let noGit = try Program.run(
      ["check", "--since", "HEAD", "users.csv"], in: folder.path, environment: ["PATH": "/nowhere"])
    #expect(noGit.status == 2)
    #expect(noGit.errors == "batchlint: --since requires git, which was not found\n")
    for arguments in [["--fix"], ["--diff"], ["--write-baseline", "b"], ["-"]] {
      #expect(try Program.run(["check", "--since", "HEAD", "users.csv"] + arguments, in: folder.path).status == 2)
    }
    let shallow = try Program.shell(
      "git clone -q --depth 1 file://$PWD clone && cd clone && \"$BATCHLINT\" check --since HEAD~1 users.csv",
      in: folder.path)
    #expect(shallow.status == 2)
    #expect(shallow.errors.contains("the clone is shallow"))
  }
}
