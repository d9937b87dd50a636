import CSV
import Layout
import Testing

@Suite("Roles by content")
struct RoleInferenceTests {
  private func infer(_ dump: Dump) -> RoleInference {
    dump.text().withBytes { bytes in
      RoleInference(RowSample(Reader(bytes, delimiter: dump.separator.asciiValue!)))
    }
  }

  @Test("Address, sign-in name and password are certain in any order and with any separator")
  func certain() {
    let orders: [[Dump.Column]] = [
      [.address, .signIn, .password], [.address, .password, .signIn], [.password, .address, .signIn],
      [.signIn, .password, .address], [.address, .signIn, .password, .quota, .active],
    ]
    for order in orders {
      for separator in [",", ";", "\t", "|"] as [Character] {
        let inference = infer(Dump(order, separator: separator))
        for (column, role) in zip(order, inference.roles) {
          switch column {
          case .address: #expect(role == InferredRole(role: .address, certainty: .certain))
          case .signIn: #expect(role == InferredRole(role: .signInName, certainty: .certain))
          case .password: #expect(role == InferredRole(role: .password, certainty: .certain))
          default: #expect(role == nil, "\(column)")
          }
        }
      }
    }
  }

  @Test("A password of any shape is never taken for a sign-in name", arguments: Dump.PasswordShape.allCases)
  func shapes(shape: Dump.PasswordShape) {
    for columns in [[Dump.Column.address, .password, .active], [.address, .password, .quota], [.address, .password]] {
      let inference = infer(Dump(columns, password: shape))
      #expect(inference.roles[1]?.role != .signInName || shape == .domainLogin)
      #expect(inference.roles[1]?.role != .address)
    }
  }

  @Test(
    "Plain data is no password",
    arguments: [Dump.Column.quota, .active, .domain, .date, .guid, .size, .hash])
  func plain(column: Dump.Column) {
    #expect(infer(Dump([.address, column], rows: 8)).roles[1]?.role != .password)
  }

  @Test("Of two columns that may be the password, neither is certain")
  func ambiguous() {
    var dump = Dump([.address, .password, .signIn])
    dump.rows = dump.rows.enumerated().map { [$1[0], $1[1], "u47\($0)x"] }
    let roles = infer(dump).roles
    #expect(roles[1]?.certainty == .possible)
    #expect(roles[2]?.certainty == .possible)
  }

  @Test("The sample is bounded: first rows, and some of the rest")
  func bounded() {
    let dump = Dump([.address, .signIn, .password], rows: 40_000)
    dump.text().withBytes { bytes in
      let sample = RowSample(Reader(bytes))
      #expect(sample.rows.count > RowSample.firstRows)
      #expect(sample.rows.count <= RowSample.firstRows + RowSample.spreadRows)
      #expect(sample.agreement == 1)
    }
  }

  @Test("Lines and rows of any length take time in proportion to the text")
  func long() {
    for text in [
      String(repeating: "x", count: 10_000_000), String(repeating: "a,", count: 100_000) + "\n",
      String(repeating: "\"", count: 3_000_001), String(repeating: "\u{0}\u{1}\n,;", count: 200_000),
    ] {
      text.withBytes { bytes in #expect(RoleInference(RowSample(Reader(bytes))).profiles.count <= RowSample.mostColumns)
      }
    }
  }
}
