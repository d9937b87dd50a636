import CLibXML2

/// The IMAP servers of an autoconfiguration file (Thunderbird's `config-v1.1.xml`).
package struct Autoconfiguration: Sendable, Hashable {
  /// One `incomingServer` of the type `imap`.
  package struct Server: Sendable, Hashable {
    package var host = ""
    package var port = 0
    /// `SSL`, `STARTTLS` or `plain`.
    package var socketType = ""
    /// As written: `%EMAILADDRESS%`, `%EMAILLOCALPART%` …; empty where the file does not say.
    package var userName = ""
    /// The kinds of sign-in, such as `password-cleartext` or `OAuth2`.
    package var authentication: [String] = []
  }

  /// At most ``mostServers``.
  package private(set) var servers: [Server] = []

  /// How many bytes a file may have.
  package static let limit = 256 << 10
  private static let mostServers = 8
  private static let depthLimit = 32

  /// Reads a file; nil where it is no autoconfiguration, has a document type or is not well-formed.
  package init?(_ bytes: [UInt8]) {
    guard bytes.count <= Autoconfiguration.limit else { return nil }
    let reading = Reading(bytes)
    var handler = cxml_handler(
      read: { context, buffer, capacity in Reading.of(context).read(buffer!, Int(capacity)) },
      start: { context, name, attributes, count in
        Reading.of(context).start(String(cString: name!), Reading.attributes(attributes, Int(count)))
      },
      end: { context, name in Reading.of(context).end(String(cString: name!)) },
      text: { context, bytes, length in
        let buffer = UnsafeRawBufferPointer(start: bytes, count: Int(length))
        return Reading.of(context).text(String(decoding: buffer, as: UTF8.self))
      })
    let context = Unmanaged.passUnretained(reading).toOpaque()
    let result = withExtendedLifetime(reading) {
      cxml_read(&handler, context, Int32(Autoconfiguration.depthLimit), nil)
    }
    guard result == CXML_READ_WHOLE, reading.isAutoconfiguration else { return nil }
    servers = Array(reading.servers.prefix(Autoconfiguration.mostServers))
  }

  /// The state while the file is read; the functions return 0 to go on.
  private final class Reading {
    private let bytes: [UInt8]
    private var offset = 0
    private var path: [String] = []
    private var content = ""
    private var server: Server?
    var servers: [Server] = []
    var isAutoconfiguration = false

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    static func of(_ context: UnsafeMutableRawPointer?) -> Reading {
      Unmanaged<Reading>.fromOpaque(context!).takeUnretainedValue()
    }

    /// Local names and values; five pointers each (see `cxml_handler`).
    static func attributes(
      _ pointers: UnsafePointer<UnsafePointer<CChar>?>?, _ count: Int
    ) -> [String: String] {
      guard let pointers else { return [:] }
      var attributes: [String: String] = [:]
      for index in 0..<count {
        guard let name = pointers[index * 5], let start = pointers[index * 5 + 3], let end = pointers[index * 5 + 4]
        else { continue }
        let value = UnsafeRawBufferPointer(start: start, count: end - start)
        attributes[String(cString: name)] = String(decoding: value, as: UTF8.self)
      }
      return attributes
    }

    func read(_ buffer: UnsafeMutablePointer<CChar>, _ capacity: Int) -> Int32 {
      let count = min(capacity, bytes.count - offset)
      bytes[offset..<offset + count].withUnsafeBytes {
        UnsafeMutableRawBufferPointer(start: buffer, count: count).copyMemory(from: $0)
      }
      offset += count
      return Int32(count)
    }

    func start(_ name: String, _ attributes: [String: String]) -> Int32 {
      if path.isEmpty { isAutoconfiguration = name == "clientConfig" }
      guard isAutoconfiguration else { return 1 }
      if name == "incomingServer", path == ["clientConfig", "emailProvider"], attributes["type"] == "imap" {
        server = Server()
      }
      path.append(name)
      content = ""
      return 0
    }

    func text(_ text: String) -> Int32 {
      if content.utf8.count < 1024 { content += text }
      return 0
    }

    func end(_ name: String) -> Int32 {
      path.removeLast()
      let value = content.filter { !$0.isWhitespace }
      switch name {
      case "hostname": server?.host = value.lowercased()
      case "port": server?.port = Int(value) ?? 0
      case "socketType": server?.socketType = value
      case "username": server?.userName = value
      case "authentication": server?.authentication.append(value)
      case "incomingServer":
        if let found = server, DNSClient.wireName(found.host) != nil, 1...65_535 ~= found.port { servers.append(found) }
        server = nil
      default: break
      }
      content = ""
      return 0
    }
  }
}
