import IMAPSandbox
import TestSupport
import Testing

/// What is in the mailboxes, from each side from which it can be counted.
@Suite("Sandbox: contents")
struct SyntheticMailboxTests {
  private static func number(_ name: String, in line: String) -> Int? {
    line.firstMatch(of: try! Regex("\(name) ([0-9]+)", as: (Substring, Substring).self)).flatMap { Int($0.1) }
  }

  @Test(
    "Counts and sizes agree, however they are asked for",
    arguments: ["any", "any big-messages:3", "any many-messages:20000"])
  func agreement(order: String) async throws {
    let words = order.split(separator: " ").map(String.init)
    try await SandboxHarness.play(SandboxHarness.script(words[0], faults: Array(words.dropFirst()))) { sandbox in
      let client = try SandboxHarness.signedIn(sandbox, "alberta@contoso.com")
      let listed = client.ask("a LIST \"\" \"*\" RETURN (STATUS (MESSAGES SIZE) SPECIAL-USE)", within: 20)
      let folders = listed.filter { $0.hasPrefix("* LIST") && !$0.contains("\\Noselect") }.compactMap {
        $0.split(separator: " ").last.map(String.init)
      }
      #expect(folders.count == 5)
      var used = 0
      for folder in folders {
        let together = try #require(listed.first { $0.hasPrefix("* STATUS \(folder) ") })
        #expect(client.ask("b STATUS \(folder) (MESSAGES SIZE)", within: 20).first == together)
        let messages = try #require(Self.number("MESSAGES", in: together))
        #expect(client.ask("c EXAMINE \(folder)").contains("* \(messages) EXISTS"))
        let fetched = client.ask("d FETCH 1:* (RFC822.SIZE)", within: 20).dropLast().compactMap {
          Self.number("RFC822.SIZE", in: $0)
        }
        #expect(fetched.count == messages)
        let size = try #require(Self.number("SIZE", in: together))
        #expect(fetched.reduce(0, +) == size)
        used += size
        let large = fetched.enumerated().filter { $0.element > 36_700_160 }.map { $0.offset + 1 }
        #expect(
          client.ask("e SEARCH RETURN (COUNT) LARGER 36700160", within: 20).first
            == "* ESEARCH (TAG \"e\") COUNT \(large.count)")
        #expect(
          client.ask("f SEARCH LARGER 36700160", within: 20).first == "* SEARCH" + large.map { " \($0)" }.joined())
        #expect(large.count == (folder == "INBOX" && order.contains("big") ? 3 : 0))
        let middling = fetched.enumerated().filter { $0.element > 40_000 && $0.element < 50_000 }.map { $0.offset + 1 }
        #expect(
          client.ask("g UID SEARCH LARGER 40000 SMALLER 50000", within: 20).first == "* SEARCH"
            + middling.map { " \($0)" }.joined())
      }
      let quota = try #require(client.ask("h GETQUOTAROOT INBOX", within: 20).first { $0.hasPrefix("* QUOTA ") })
      #expect(Self.number("STORAGE", in: quota) == used / 1024)
    }
  }

  @Test("Over its quota by what is in it")
  func quota() async throws {
    try await SandboxHarness.play("any", "over-quota=1") { sandbox in
      for (name, isOver) in [("alberta", true), ("edith", false)] {
        let line = try #require(
          try SandboxHarness.signedIn(sandbox, "\(name)@contoso.com").ask("h GETQUOTAROOT INBOX").first {
            $0.hasPrefix("* QUOTA ")
          })
        let numbers = line.split(whereSeparator: { !$0.isNumber }).compactMap { Int($0) }
        #expect((numbers[0] > numbers[1]) == isOver, "\(line)")
      }
    }
  }

  @Test("A mailbox is the same in every run, and another one for each account")
  func stable() async throws {
    func inboxes() async throws -> [[String]] {
      try await SandboxHarness.play("any") { sandbox in
        try ["alberta", "terry.adams", "edith"].map {
          try SandboxHarness.signedIn(sandbox, "\($0)@contoso.com").ask("b EXAMINE INBOX")
        }
      }
    }
    let first = try await inboxes()
    #expect(try await inboxes() == first)
    #expect(Set(first).count == 3)
  }

  @Test("Patterns of LIST")
  func patterns() async throws {
    try await SandboxHarness.play("any") { sandbox in
      let client = try SandboxHarness.signedIn(sandbox, "alberta@contoso.com")
      func names(_ pattern: String) -> [String] {
        client.ask("a LIST \"\" \"\(pattern)\"").dropLast().compactMap {
          $0.split(separator: " ").last.map(String.init)
        }
      }
      #expect(names("%") == ["INBOX", "Sent", "Trash", "Entw&APw-rfe", "Projects"])
      #expect(names("*") == names("%") + ["Projects/2020"])
      #expect(names("P%") == ["Projects"])
      #expect(names("P*0") == ["Projects/2020"])
      #expect(names("%/%") == ["Projects/2020"])
      #expect(names("Sent") == ["Sent"])
      #expect(names("Sen").isEmpty && names("SentX").isEmpty && names("%%/").isEmpty)
      #expect(names(String(repeating: "*a", count: 500)).isEmpty)
      #expect(client.ask("a LIST \"\" (\"INBOX\" \"Trash\")").count == 3)
      #expect(client.ask("a LIST \"Projects/\" \"%\"").first == "* LIST (\\HasNoChildren) \"/\" Projects/2020")
    }
  }
}
