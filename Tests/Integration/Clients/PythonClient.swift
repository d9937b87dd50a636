import Foundation
import TestSupport
import Testing

/// Python's imaplib and ssl as clients.
enum PythonClient {
  struct Answer: Decodable, CustomStringConvertible {
    var status: String
    var lines: [String]
    var description: String { "\(status) \(lines.joined(separator: " | "))" }

    init(from decoder: any Decoder) throws {
      var list = try decoder.unkeyedContainer()
      status = try list.decode(String.self)
      var lines: [String] = []
      var items = try list.nestedUnkeyedContainer()
      while !items.isAtEnd {
        // imaplib gives lists where an answer has several kinds of lines.
        if let line = try? items.decode(String.self) {
          lines.append(line)
        } else {
          lines += try items.decode([String].self)
        }
      }
      self.lines = lines
    }
  }

  private struct Wish: Encodable {
    var port: Int
    var tls: Int?
    var authority: String?
    var steps: [[String]]

    enum Key: CodingKey { case port, tls, authority, steps }
    func encode(to encoder: any Encoder) throws {
      var values = encoder.container(keyedBy: Key.self)
      try values.encode(port, forKey: .port)
      try values.encode(tls, forKey: .tls)
      try values.encode(authority, forKey: .authority)
      try values.encode(steps, forKey: .steps)
    }
  }

  /// What imaplib gets: for the greeting, and for each step.
  static func imaplib(port: Int, tls: Int? = nil, authority: String? = nil, _ steps: [[String]]) throws -> [Answer] {
    let wish = try JSONEncoder().encode(Wish(port: port, tls: tls, authority: authority, steps: steps))
    let result = try run("imap_peer.py", [], input: wish)
    return try JSONDecoder().decode([Answer].self, from: result)
  }

  /// What happens to a TLS client, by name.
  static func tls(_ mode: String, _ port: Int, _ authority: String, _ more: String...) throws -> [String: Any] {
    let output = try run("tls_peer.py", [mode, "\(port)", authority] + more, input: nil)
    return try #require(try JSONSerialization.jsonObject(with: output) as? [String: Any])
  }

  private static func run(_ script: String, _ arguments: [String], input: Data?) throws -> Data {
    let file = Fixture.root.appendingPathComponent("Tests/Peers/\(script)").path
    let result = try Program.run(
      executable: VirtualEnvironment.python, [file] + arguments, in: nil, input: input, environment: [:])
    #expect(result.status == 0, "\(result.errors)")
    return Data(result.output.utf8)
  }
}
