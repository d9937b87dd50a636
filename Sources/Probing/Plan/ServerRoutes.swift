import IMAPClient
import Linting

/// Which server a row's sign-in goes to: the one of its target address's domain, where that has one of its own, else
/// the one of all other rows.
public struct ServerRoutes: Sendable {
  /// Each server once, the one of all other rows first, where there is one.
  public private(set) var servers: [Connector.Options] = []
  /// The server of a domain, as an index of ``servers``.
  private var numbers: [String: Int] = [:]
  /// The server of all other rows; nil where there is none.
  private let other: Int?

  /// - Parameter domains: the servers by domain; of one that is named twice the last counts.
  public init(other: Connector.Options?, domains: [(domain: String, server: Connector.Options)] = []) {
    servers = other.map { [$0] } ?? []
    self.other = other == nil ? nil : 0
    for (domain, server) in domains { numbers[domain.lowercased()] = number(of: server) }
  }

  /// Domains of one server share its pace and its limits.
  private mutating func number(of server: Connector.Options) -> Int {
    let host = server.endpoint.host.lowercased()
    let known = servers.firstIndex { other in
      other.endpoint.host.lowercased() == host && other.endpoint.port == server.endpoint.port
        && other.security == server.security
    }
    if let known { return known }
    servers.append(server)
    return servers.count - 1
  }

  /// The server of all rows whose domain has none of its own.
  var ofOtherRows: Connector.Options? { other.map { servers[$0] } }

  /// The server of a domain, as an index of ``servers``; nil where it has none.
  func number(ofDomain domain: String?) -> Int? { domain.flatMap { numbers[$0] } ?? other }

  /// Each domain with a server of its own, as it is in a journal: `fabrikam.com=imap.fabrikam.com:993`.
  var byDomain: [String] {
    numbers.map { "\($0)=\(servers[$1].endpoint.text)" }.sorted()
  }

  /// How many rows have no server, by their domain.
  public func missing(in file: LintResult) -> [(domain: String, rows: Int)] {
    guard other == nil else { return [] }
    var counts: [String: Int] = [:]
    file.context.signInRows { row in
      let domain = file.context.targetDomain(of: row)
      guard number(ofDomain: domain) == nil else { return }
      let isShown = row.address.map {
        file.shown($0.value, ofColumn: file.layout.addressColumn, in: row.place) != nil
      }
      counts[isShown == true ? domain ?? "" : "", default: 0] += 1
    }
    return counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { ($0.key, $0.value) }
  }
}

extension Endpoint {
  /// `imap.contoso.com:993`, `[::1]:993`.
  public var text: String { "\(host.contains(":") ? "[\(host)]" : host):\(port)" }
}

extension LintContext {
  /// The domain of a row's target address, in lower case; nil where the row has none.
  func targetDomain(of row: SignInRow) -> String? {
    guard let address = row.address else { return nil }
    let bytes = layout.content(address)
    guard let at = bytes.lastIndex(of: UInt8(ascii: "@")), at + 1 < bytes.count else { return nil }
    return String(decoding: bytes[(at + 1)...].prefix { $0 > 0x20 }, as: UTF8.self).lowercased()
  }
}
