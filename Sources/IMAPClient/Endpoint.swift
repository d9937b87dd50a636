/// Where a server is.
public struct Endpoint: Sendable, Hashable {
  /// The name that the certificate is held against, or an IP address.
  public var host: String
  public var port: Int
  /// An IP address to connect to instead of those that the name resolves to.
  public var address: String?
  /// An IP address of this machine to connect from.
  public var sourceAddress: String?

  public init(host: String, port: Int, address: String? = nil, sourceAddress: String? = nil) {
    self.host = host
    self.port = port
    self.address = address
    self.sourceAddress = sourceAddress
  }
}

/// Whom to believe about who a server is.
public struct TLSTrust: Sendable, Hashable {
  /// Authorities to trust besides the system's, as PEM.
  public var caFile: String?
  /// False takes any certificate.
  public var verifies: Bool
  /// The name that the certificate must bear where it is not the host's.
  public var serverName: String?

  public init(caFile: String? = nil, verifies: Bool = true, serverName: String? = nil) {
    self.caFile = caFile
    self.verifies = verifies
    self.serverName = serverName
  }
}
