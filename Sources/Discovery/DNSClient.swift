import CResolver
import NIOPosix
import TextEncoding

/// A record of the DNS, as far as discovery uses it.
package struct DNSRecord: Sendable, Hashable {
  package enum Kind: Sendable { case address, ipv6Address, nameServer, mailExchanger, service }

  /// The name that it is a record of.
  package var owner: String
  /// Seconds that a resolver may keep it: what is left of them, unless an authoritative server answered.
  package var ttl: Int
  /// MX (RFC 5321 section 5.1) and SRV (RFC 2782): the lowest first.
  package var priority = 0
  /// SRV: the share among records of one priority.
  package var weight = 0
  package var port = 0
  /// The name that it leads to, or an IP address in text.
  package var target: String
}

/// What came of a question to the DNS.
package enum DNSAnswer: Sendable, Hashable {
  case records([DNSRecord])
  /// The name exists and has no such record.
  case noData
  /// The name does not exist (NXDOMAIN).
  case noSuchName
  case failed(DNSFailure)

  package var records: [DNSRecord] {
    if case .records(let records) = self { records } else { [] }
  }
}

package enum DNSFailure: Error, Sendable, Hashable {
  case timedOut
  /// The answer does not follow RFC 1035.
  case malformed
  /// The server's response code, such as 2 (SERVFAIL) or 5 (REFUSED).
  case code(Int)
  case noResolver

  /// In words, for a report.
  package var text: String {
    switch self {
    case .timedOut: "no answer in time"
    case .malformed: "malformed response"
    case .code(2): "SERVFAIL"
    case .code(5): "REFUSED"
    case .code(let code): "response code \(code)"
    case .noResolver: "unusable resolver"
    }
  }
}

/// Asks a resolver: the system's, or one that is named.
package struct DNSClient: Sendable {
  /// An IP address and a port; nil for the system's resolver.
  package var resolver: (address: String, port: Int)?
  /// Seconds for one attempt.
  package var timeout = 3
  package var attempts = 2

  package init(resolver: (address: String, port: Int)? = nil) { self.resolver = resolver }

  private static let capacity = 64

  /// Asks for the records of a name, which is absolute.
  package func ask(_ kind: DNSRecord.Kind, of name: String) async -> DNSAnswer {
    guard let name = DNSClient.wireName(name) else { return .noSuchName }
    do {
      return try await NIOThreadPool.singleton.runIfActive { query(kind, name) }
    } catch {
      return .failed(.noResolver)
    }
  }

  /// A name in ASCII with labels of 1 to 63 octets, 253 in all (RFC 1035 section 2.3.4); nil for any other.
  package static func wireName(_ name: String) -> String? {
    var name = name
    if name.hasSuffix(".") { name.removeLast() }
    let ascii = name.utf8.allSatisfy { $0 < 0x80 } ? name : Characters.asciiDomain(name)
    guard let ascii, 1...253 ~= ascii.utf8.count else { return nil }
    let labels = ascii.split(separator: ".", omittingEmptySubsequences: false)
    let isSound = labels.allSatisfy { label in
      1...63 ~= label.utf8.count
        && label.utf8.allSatisfy { byte in
          byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_") || byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26
        }
    }
    return isSound ? ascii.lowercased() : nil
  }

  private func query(_ kind: DNSRecord.Kind, _ name: String) -> DNSAnswer {
    let type =
      switch kind {
      case .address: cresolver_a
      case .ipv6Address: cresolver_aaaa
      case .nameServer: cresolver_ns
      case .mailExchanger: cresolver_mx
      case .service: cresolver_srv
      }
    return withUnsafeTemporaryAllocation(of: cresolver_record.self, capacity: DNSClient.capacity) { memory in
      var exists: Int32 = 1
      let count = cresolver_query(
        name, Int32(type), resolver?.address, Int32(resolver?.port ?? 0), Int32(timeout), Int32(attempts),
        memory.baseAddress, Int32(memory.count), &exists)
      guard count >= 0 else { return .failed(DNSClient.failure(Int(count))) }
      guard count > 0 else { return exists == 0 ? .noSuchName : .noData }
      return .records(memory[..<Int(count)].map { DNSRecord($0, kind) })
    }
  }

  private static func failure(_ code: Int) -> DNSFailure {
    switch code {
    case Int(cresolver_timed_out): .timedOut
    case Int(cresolver_no_resolver): .noResolver
    case ...Int(cresolver_refused): .code(Int(cresolver_refused) - code)
    default: .malformed
    }
  }
}

extension DNSRecord {
  fileprivate init(_ record: cresolver_record, _ kind: Kind) {
    var record = record
    func text<T>(_ tuple: inout T) -> String {
      withUnsafeBytes(of: &tuple) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
    }
    owner = text(&record.owner).lowercased()
    ttl = Int(record.ttl)
    (priority, weight, port) = (Int(record.priority), Int(record.weight), Int(record.port))
    target = kind == .address || kind == .ipv6Address ? text(&record.address) : text(&record.target).lowercased()
  }
}
