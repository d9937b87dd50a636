import YAML

extension Configuration.Endpoint {
  init(_ section: YAMLNode) throws {
    self.init()
    (host, port, security) = try Self.place(section)
    domains =
      try section["domains"]?.pairs().map { name, value in
        if let host = try? value.text() { return Domain(name: name, host: host) }
        try value.allow(["host", "port", "security"])
        let (_, port, security) = try Self.place(value)
        return Domain(name: name, host: try value.required("host").text(), port: port, security: security)
      } ?? []
  }

  private static func place(_ section: YAMLNode) throws -> (host: String?, port: Int?, security: String?) {
    let port = try section["port"]?.number(from: 1)
    if let port, port > 65_535 { throw section["port"]!.error("expected an integer of at most 65535") }
    return (
      try section["host"]?.text(), port,
      // What mail programs call it.
      try section["security"]?.choice(Security.self, suggestions: ["tls": .implicit, "ssl": .implicit]).rawValue
    )
  }

  private enum Security: String, CaseIterable { case implicit, starttls, none }
}
