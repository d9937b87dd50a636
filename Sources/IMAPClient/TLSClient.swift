import NIOCore
import NIOSSL

/// What every TLS connection of a run shares: the trusted authorities are read once.
struct TLSClient: Sendable {
  let name: ServerName
  let verifies: Bool
  private let context: NIOSSLContext
  let trusted: [NIOSSLCertificate]

  init(_ trust: TLSTrust, host: String) throws(OpenFailure) {
    name = ServerName(trust.serverName ?? host)
    verifies = trust.verifies
    var configuration = TLSConfiguration.makeClientConfiguration()
    configuration.minimumTLSVersion = .tlsv12
    // Names are compared by ServerName.
    configuration.certificateVerification = trust.verifies ? .noHostnameVerification : .none
    configuration.shutdownTimeout = .seconds(1)
    do {
      trusted = try trust.caFile.map { try NIOSSLCertificate.fromPEMFile($0) } ?? []
    } catch {
      throw .caFile(path: trust.caFile ?? "")
    }
    configuration.additionalTrustRoots = [.certificates(trusted)]
    do {
      context = try NIOSSLContext(configuration: configuration)
    } catch {
      throw .tls(.other("\(error)"))
    }
  }

  /// - Parameter inspection: takes the chain, and the handshake ends there.
  func makeHandler(inspection: Inspection?) throws(TLSFailure) -> NIOSSLClientHandler {
    do {
      guard let inspection else { return try NIOSSLClientHandler(context: context, serverHostname: name.indication) }
      return try NIOSSLClientHandler(
        context: context, serverHostname: name.indication,
        customVerificationCallback: { chain, promise in
          inspection.chain = chain
          promise.succeed(.failed)
        })
    } catch {
      throw .unusableName(name.text)
    }
  }
}

/// A look at a certificate that failed. Used on one event loop only.
final class Inspection {
  var chain: [NIOSSLCertificate] = []
}

/// What protects an open connection.
public struct TLSFacts: Sendable, Hashable {
  /// `1.2` or `1.3`.
  public var version: String
  public var certificate: CertificateFacts?

  init(_ handler: NIOSSLClientHandler) {
    version =
      switch handler.tlsVersion {
      case .tlsv13: "1.3"
      case .tlsv12: "1.2"
      default: "unknown"
      }
    certificate = handler.peerCertificate.flatMap(CertificateFacts.init)
  }
}
