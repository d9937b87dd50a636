import Migration
import Testing

@Suite("Sign-in forms")
struct SignInFormTests {
  private func parts(_ name: String, _ form: String) throws -> [String]? {
    let form = try SignInForm(form)
    let bytes = Array(name.utf8)
    return bytes.withUnsafeBufferPointer { buffer in
      form.match(buffer).map { signInName in
        [signInName.user, signInName.admin, signInName.domain].map {
          $0.map { String(decoding: bytes[$0], as: UTF8.self) } ?? ""
        }
      }
    }
  }

  private func mismatch(_ name: String, _ form: String) throws -> SignInForm.Mismatch? {
    let form = try SignInForm(form)
    return Array(name.utf8).withUnsafeBufferPointer { form.mismatch($0) }
  }

  @Test(
    "Names of every documented form are taken apart",
    arguments: [
      (
        "contoso-students/mailadmin/terry.adams", "{domain}/{admin}/{user}",
        ["terry.adams", "mailadmin", "contoso-students"]
      ),
      ("mailadmin@contoso.edu/terry.adams", "{admin:address}/{user}", ["terry.adams", "mailadmin@contoso.edu", ""]),
      ("terry.adams*mailadmin", "{user}*{admin}", ["terry.adams", "mailadmin", ""]),
      ("#terry@contoso.edu#mailadmin#", "#{user:address}#{admin}#", ["terry@contoso.edu", "mailadmin", ""]),
      ("mailadmin", "{admin}", ["mailadmin", "mailadmin", ""]),
    ])
  func match(name: String, form: String, expected: [String]) throws {
    #expect(try parts(name, form) == expected)
  }

  @Test(
    "The first part that does not fit is named, at its place",
    arguments: [
      ("contoso//terry", "{domain}/{admin}/{user}", 8, SignInForm.Mismatch.Reason.missing(.admin)),
      ("contoso/mailadmin/", "{domain}/{admin}/{user}", 18, .missing(.user)),
      ("/mailadmin/terry", "{domain}/{admin}/{user}", 0, .missing(.domain)),
      ("contoso/mailadmin/terry/adams", "{domain}/{admin}/{user}", 23, .furtherSeparator(0x2F)),
      ("terry.adams", "{user}*{admin}", 11, .separatorMissing(0x2A, before: .admin)),
      ("terry adams*mailadmin", "{user}*{admin}", 5, .blank(.user)),
      ("#terry#mailadmin#", "#{user:address}#{admin}#", 1, .notAnAddress(.user)),
      ("terry@c.edu#mailadmin#", "#{user:address}#{admin}#", 0, .separatorMissing(0x23, before: .user)),
      ("#terry@c.edu#mailadmin", "#{user:address}#{admin}#", 22, .separatorMissing(0x23, before: nil)),
    ])
  func explain(name: String, form: String, offset: Int, reason: SignInForm.Mismatch.Reason) throws {
    #expect(try mismatch(name, form) == .init(reason: reason, offset: offset))
  }

  @Test("What is built is matched, for every form of every server")
  func build() throws {
    for name in Server.builtInNames {
      for form in try #require(try Server.builtIn(name)).forms {
        func name(_ part: SignInForm.Part, _ text: String) -> String {
          form.requiresAddress(part) ? "\(text)@contoso.edu" : text
        }
        let built = try #require(
          form.build(user: name(.user, "terry.adams"), admin: name(.admin, "mailadmin"), domain: "contoso"))
        #expect(Array(built.utf8).withUnsafeBufferPointer { form.match($0) } != nil, "\(form) \(built)")
      }
    }
    #expect(try SignInForm("{user}*{admin}").build(user: "terry", admin: nil, domain: nil) == nil)
  }

  @Test(
    "A form that is none is refused",
    arguments: ["{user}{admin}", "{usr}", "{user", "plain", "{domain}", "{user}*{user}", "{user:mail}", "é{user}"])
  func refused(form: String) {
    #expect(throws: SignInForm.SyntaxError.self) { try SignInForm(form) }
  }
}

@Suite("Kinds and servers")
struct RegistryTests {
  @Test("All of them can be read, and name their sources", arguments: Server.builtInNames)
  func servers(name: String) throws {
    let server = try #require(try Server.builtIn(name))
    #expect(server.name == name)
    #expect(!server.sources.isEmpty)
    #expect(server.access != .notExpressible || server.advice != nil)
    #expect(server.access != .inLogin || server.forms.contains { $0.hasAdminAndUser })
  }

  @Test("The kind imap is as documented")
  func imap() throws {
    let kind = try #require(try Kind.builtIn("imap"))
    #expect(kind.columns.map(\.name) == ["EmailAddress", "UserName", "Password", "UserRoot"])
    #expect(kind.columns.map(\.isRequired) == [true, true, true, false])
    #expect(kind.maximumRows == 50_000)
    #expect(kind.maximumBytes == 10 * 1024 * 1024)
  }
}
