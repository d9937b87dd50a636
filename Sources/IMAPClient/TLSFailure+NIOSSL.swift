import Platform
import NIOCore
import NIOSSL

extension TLSFailure {
  /// BoringSSL's reasons are told by its names for them, which stand in the error's description only.
  init(_ error: any Error) {
    let words = "\(error)"
    func has(_ names: String...) -> Bool { names.contains { words.contains($0) } }
    self =
      if let error = error as? IOError, error.errnoCode == ECONNRESET || error.errnoCode == EPIPE {
        .closed
      } else if has("EOF during handshake") {
        .closed
      } else if has("CERTIFICATE_VERIFY_FAILED") {
        .certificate(CertificateFailure(problems: [.other("the certificate cannot be verified")], chain: []))
      } else if has("PROTOCOL_VERSION", "UNSUPPORTED_PROTOCOL") {
        .versionTooOld
      } else if has("CERTIFICATE_REQUIRED") {
        .clientCertificateRequired
      } else if has(
        "HANDSHAKE_FAILURE", "INSUFFICIENT_SECURITY", "ACCESS_DENIED", "UNRECOGNIZED_NAME", "INTERNAL_ERROR")
      {
        .refusedByServer
      } else {
        .other(words)
      }
  }
}
