import IMAPSandbox
import NIOConcurrencyHelpers
import Platform
import Probing
import TestSupport
import Testing

extension ProbeTests {
  /// Access tokens in place of passwords.
  @Suite("Access tokens") struct TokenTests {
    private func scene(_ rows: Int) -> ProbeScenario {
      var scene = ProbeScenario(rows: rows)
      scene.server = "gmail"
      return scene
    }

    /// What a server sends before it refuses a token.
    private static func challenge(_ json: String) -> String {
      "+ \(Base64Text.encode(json))\r\n{tag} NO [AUTHENTICATIONFAILED] Invalid credentials (Failure)\r\n"
    }

    @Test(
      "The challenge says why a token is refused",
      arguments: [
        (#"{"status":"401","schemes":"bearer","scope":"https://mail.google.com/"}"#, "has expired"),
        (#"{"status":"invalid_token"}"#, "has expired"),
        (#"{"status":"400","schemes":"Bearer","scope":"https://mail.google.com/"}"#, "not for this user"),
        (#"{"status":"insufficient_scope","scope":"imap.all"}"#, "lacks the scope imap.all"),
        (#"{"status":403}"#, "lacks the scope"),
      ])
    func reasons(_ json: String, _ words: String) async throws {
      var scene = scene(1)
      scene.options.token = { _ in Secret("Wren-4821") }
      scene.refusal = { _ in Self.challenge(json) }
      let result = try await scene.run()
      #expect(result.verdicts == ["probe-sign-in"])
      #expect(result.sentence(1).contains(words), "\(result.sentence(1))")
    }

    @Test("A token that has expired is fetched once more, and sent once more")
    func renewal() async throws {
      var scene = scene(1)
      let fetched = NIOLockedValueBox(0)
      scene.options.token = { _ in
        fetched.withLockedValue { $0 += 1 }
        return Secret(fetched.withLockedValue { $0 } == 1 ? "old-token-1" : "Wren-4821")
      }
      let refused = NIOLockedValueBox(false)
      scene.refusal = { _ in
        refused.withLockedValue { wasRefused in
          defer { wasRefused = true }
          return wasRefused ? nil : Self.challenge(#"{"status":"401"}"#)
        }
      }
      let result = try await scene.run()
      #expect(result.verdicts == ["ok"] && result.signIns == 2 && result.repeated == 0)
      #expect(fetched.withLockedValue { $0 } == 2)
    }

    @Test("A token that is the same as the refused one is not sent again")
    func sameToken() async throws {
      var scene = scene(1)
      scene.options.token = { _ in Secret("Wren-4821") }
      scene.refusal = { _ in Self.challenge(#"{"status":"401"}"#) }
      let result = try await scene.run()
      #expect(result.signIns == 1 && result.repeated == 0)
    }

    @Test("A shared token is fetched once", arguments: [true, false])
    func shared(_ isShared: Bool) async throws {
      var scene = scene(5)
      let fetched = NIOLockedValueBox(0)
      scene.options.sharesToken = isShared
      scene.options.token = { _ in
        fetched.withLockedValue { $0 += 1 }
        return Secret("Wren-4821")
      }
      #expect(Set(try await scene.run().verdicts) == ["ok"])
      #expect(fetched.withLockedValue { $0 } == (isShared ? 1 : 5))
    }
  }

  private enum Base64Text {
    static func encode(_ text: String) -> String {
      let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
      let bytes = Array(text.utf8)
      var result = ""
      for start in stride(from: 0, to: bytes.count, by: 3) {
        let rest = bytes[start...].prefix(3)
        let group = rest.reduce(0) { $0 << 8 | Int($1) } << ((3 - rest.count) * 8)
        for place in 0..<4 { result.append(place <= rest.count ? alphabet[group >> (18 - place * 6) & 63] : "=") }
      }
      return result
    }
  }
}
