import ArgumentParser
import IMAPSandbox

/// Where the sandbox is to be reached, and with which certificate.
struct ListenOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The loopback address.", valueName: "address")) var address = "127.0.0.1"
  @Option(help: ArgumentHelp("The port for plain text and STARTTLS; 0 for any free one.", valueName: "port")) var port:
    UInt16 = 0
  @Option(help: ArgumentHelp("The port for TLS; 0 for any free one.", valueName: "port")) var tlsPort: UInt16 = 0
  @Option(
    help: ArgumentHelp(
      "A certificate with its chain (PEM), instead of one made by the program openssl.", valueName: "file"),
    completion: .file()) var certificate: String?
  @Option(help: ArgumentHelp("With --certificate: its key (PEM).", valueName: "file"), completion: .file()) var key:
    String?
  @Flag(help: "Plain text only.") var noTls = false

  func validate() throws {
    guard (certificate == nil) == (key == nil) else { throw ValidationError("--certificate and --key go together") }
    guard certificate == nil || !noTls else { throw ValidationError("--certificate and --no-tls exclude each other") }
  }

  func apply(to sandboxConfiguration: inout SandboxConfiguration) throws {
    sandboxConfiguration.address = address == "localhost" ? "127.0.0.1" : address
    sandboxConfiguration.port = Int(port)
    sandboxConfiguration.tlsPort = Int(tlsPort)
    sandboxConfiguration.certificate = noTls ? .none : .generated
    if let certificate, let key { sandboxConfiguration.certificate = .files(chain: certificate, key: key) }
  }
}
