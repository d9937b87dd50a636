import Testing

import IMAP
import Probing

@Suite("What a UserRoot may mean")
struct RootCandidatesTests {
  private func namespace(_ prefix: String, _ delimiter: Character) -> Namespaces.Namespace {
    Namespaces.Namespace(prefix: MailboxName(prefix), delimiter: delimiter.asciiValue)
  }

  private func names(
    _ root: String, _ delimiter: Character, shared: [Namespaces.Namespace] = [], others: [Namespaces.Namespace] = []
  ) -> [String] {
    RootCandidates(
      root, delimiter: delimiter.asciiValue, namespaces: Namespaces(personal: [], otherUsers: others, shared: shared)
    )
    .readings.map { $0.name.text ?? "?" }
  }

  @Test("The path as written comes first, then without its slash, then in the server's delimiter")
  func plain() {
    #expect(names("/users/alberta", "/") == ["/users/alberta", "users/alberta"])
    #expect(names("/users/alberta", ".") == ["/users/alberta", "users/alberta", "users.alberta"])
  }

  @Test("Courier: below the shared folders, a dot within a name as a blank or escaped")
  func courier() {
    let found = names("/users/terry.adams", ".", shared: [namespace("#shared.", "."), namespace("shared.", ".")])
    #expect(found.contains("#shared.users.terry adams"))
    #expect(found.contains("#shared.users.terry\\:adams"))
    #expect(found.firstIndex(of: "#shared.users.terry.adams")! < found.firstIndex(of: "shared.users.terry adams")!)
  }

  @Test("A first segment that is the namespace's own name occurs once")
  func namespaceName() {
    #expect(
      names("/users/alberta", "/", others: [namespace("users/", "/")]) == [
        "/users/alberta", "users/alberta", "users/users/alberta",
      ])
    #expect(names("/user/alberta", "/", others: [namespace("user/", "/")]).contains("user/alberta"))
  }
}
