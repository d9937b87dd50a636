import Foundation
import TestSupport
import Testing

/// Files with a password in another column than its own. `P` is replaced with it.
private enum Displaced {
  static let rows =
    "EmailAddress,UserName,Password\n"
    + ["anna", "bob", "carl", "dora", "emil"].map { "\($0)@contoso.com,\($0),Wren-\($0.count)8\n" }.joined()
  static let samples = [
    // No header, and a word in the first row that could be a cell.
    "admin@contoso.com,user,P\nbob@contoso.com,bob,P\n",
    "root@contoso.com,root,P\nbob@contoso.com,bob,P\n",
    "mail@contoso.com,mail,P\nbob@contoso.com,bob,P\n",
    "anna@contoso.com,P,anna\nbob@contoso.com,P,bob\n\n",
    "P,anna@contoso.com,anna\nPa@P,bob@contoso.com,bob\n",
    // The header and the first row are one line.
    "EmailAddress,UserName,\"Password\nanna@contoso.com,anna,P\",x\nbob@contoso.com,bob,P\n",
    "EmailAddress,UserName,Password anna@contoso.com,anna,P\nbob@contoso.com,bob,P\n",
    "EmailAddress,UserName,Password\u{2028}anna@contoso.com,anna,P\u{2028}bob@contoso.com,bob,P\n",
    "EmailAddress,UserNme,Passwort bob;contoso.com,bob*adm,P\nbob1;contoso.com,bob1*adm,P\nbob2@contoso.com,\n"
      + "bob2*adm,P\nzoe@contoso.com,zoe*adm,P\n",
    "sep=,\rEmailAddress,UserName,Password\ranna@contoso.com,anna,P\rbob@contoso.com,bob,\"P\nb\"\r",
    "EmailAddress,UserName,Password\ranna@contoso.com,anna,P\nbob@contoso.com,bob,P\n",
    // More cells than values, or fewer.
    "EmailAddress,Department,UserName,Password\n"
      + (1...9).map { "user\($0)@contoso.com,user\($0)*mailadmin,P\n" }.joined(),
    "EmailAddress\nanna@contoso.com;anna;P\n",
    "EmailAddress,UserName,Geheimnis\nanna@contoso.com,anna,P \nbob@contoso.com,bob,P \n",
    // A comma too few or too many, a quote that is never closed, two values exchanged.
    rows + "frank,P,\n", rows + ",P,frank\n", rows + "frank@contoso.com,P,frank\n", rows + "frank@contoso.com,P,\n",
    rows + "frank@contoso.com;frank;Can,P,x\n", rows + "frank@contoso.com,\"frank,P\ngerda@contoso.com,gerda,P\n",
    // Joined to an address.
    rows + "frank@contoso.com_P.word,frank,x\n", rows + "frank@contoso.com P,frank,x\n", rows + "frank@P,frank,x\n",
    rows + "frank,P,frank@contoso.com\n", rows + "P@P,frank@contoso.com,frank\n",
    rows + "P,frank@contoso.com,frank\n", rows + "frank@contoso.com,P,frank@contoso.com\n",
    "EmailAddress,Password,UserName\nanna@contoso.com,x1-a,anna\nbob@contoso.com,x2-b,bob\nzed@contoso.com,Can,P\n",
    "EmailAddress,UserName,Password,UserRoot\nanna@contoso.com,admin,Can,P\nbob@contoso.com,admin,x,/users/bob\n",
    "EmailAddress,UserName,Password,UserRoot\nanna@contoso.com,admin,\"Can,P\nbob@contoso.com,admin,x,/users/bob\n",
    "EmailAddress,UserName,Password,UserRoot\n" + (1...9).map { "user\($0)@contoso.com,mailadmin,Can,P\n" }.joined(),
  ]
}

/// A misplaced comma moves a password into a column that is shown otherwise.
@Suite("Displaced secrets")
struct DisplacedSecretTests {
  private static let token = "Qz7Kx4Vj9"

  @Test(
    "A password with an @ in the place of an address is not taken for one", arguments: ["al@lilienthal", "a@bcdefgh"])
  func passwordLikeAddress(password: String) throws {
    let folder = try TemporaryFolder()
    try folder.write(Displaced.rows + "\(password),alba,x\n", as: "users.csv")
    for format in ["text", "json", "html"] {
      let report = try Program.run(["check", "--no-config", "--format", format, folder.path("users.csv")])
      #expect(!report.output.contains(password), "\(format)")
    }
  }

  @Test("A password in another column than its own is not shown", arguments: Displaced.samples)
  func displaced(sample: String) throws {
    let folder = try TemporaryFolder()
    try folder.write(
      sample.replacing("P", with: Self.token).replacing("\(Self.token)assword", with: "Password"), as: "files/users.csv"
    )
    let formats = ["json", "jsonl", "junit", "concise", "sarif", "rdjson", "html"]
    for server in ["auto", "dovecot", "exchange"] {
      let arguments = ["check", "--no-config", "-v", "--server", server, "--fail-on", "info"]
      let report = try Program.run(
        arguments + ["--format", "text"] + formats.flatMap { ["--format", "\($0)=\(folder.path($0))"] } + [
          folder.path("files")
        ])
      let diff = try Program.run(arguments + ["--diff", "--unsafe", folder.path("files")])
      let outputs =
        try [report.bytes, diff.bytes] + formats.map { try Data(contentsOf: URL(fileURLWithPath: folder.path($0))) }
      #expect(report.status != 2)
      for output in outputs {
        #expect(output.range(of: Data(Self.token.utf8)) == nil, "\(String(decoding: output, as: UTF8.self))")
      }
    }
  }

  @Test("What is no secret is shown, also with a slip in it")
  func open() throws {
    let folder = try TemporaryFolder()
    // Most rows show what the columns hold.
    let others = (1...40).map { "user\($0)@contoso.com,user\($0),Wren-48\($0)\n" }.joined()
    try folder.write(
      Displaced.rows + others
        + "frank.contoso.com,frank,x\ngerda@contoso .com,gsmith,x\n\"Adams, Hans <hans@contoso.com>\",ah7,x\n",
      as: "users.csv")
    let result = try Program.run(["--no-config", folder.path], in: folder.path)
    for text in [
      " frank.contoso.com,frank,••••", " gerda@contoso .com,gsmith,••••",
      " \"Adams, Hans <hans@contoso.com>\",ah7,••••",
    ] {
      #expect(result.output.contains(text), "\(result.output)")
    }
  }
}
