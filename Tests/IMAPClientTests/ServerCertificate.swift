import Foundation
import NIOSSL

/// A certificate of a test server, with its key.
struct ServerCertificate: Sendable {
  let context: NIOSSLContext

  init(
    _ name: String, in directory: URL, maximum: TLSVersion? = nil, minimum: TLSVersion = .tlsv12,
    requiresClient: Bool = false
  ) throws {
    let chain = try NIOSSLCertificate.fromPEMFile(directory.appendingPathComponent("\(name).pem").path)
    let key = try NIOSSLPrivateKey(file: directory.appendingPathComponent("\(name).key").path, format: .pem)
    var configuration = TLSConfiguration.makeServerConfiguration(
      certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key))
    configuration.minimumTLSVersion = minimum
    configuration.maximumTLSVersion = maximum
    if requiresClient {
      configuration.certificateVerification = .noHostnameVerification
      configuration.trustRoots = .certificates(chain)
    }
    context = try NIOSSLContext(configuration: configuration)
  }

  func makeHandler() -> NIOSSLServerHandler { NIOSSLServerHandler(context: context) }
}

/// Certificates of every kind, made once by openssl.
struct Certificates: Sendable {
  static let shared: Result<Certificates, any Error> = Result { try Certificates() }

  let directory: URL

  /// The authority that the good ones are signed by, as PEM.
  var authority: String { directory.appendingPathComponent("ca.pem").path }

  /// Is deleted when the process ends, keys and all.
  private init() throws {
    directory = FileManager.default.temporaryDirectory.appendingPathComponent("batchlint-certificates-\(getpid())")
    try FileManager.default.createDirectory(
      at: directory, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    Self.doomed = strdup(directory.path)
    atexit { _ = try? FileManager.default.removeItem(atPath: String(cString: Certificates.doomed!)) }
    try Data(Self.recipe.utf8).write(to: directory.appendingPathComponent("make.sh"))
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-e", "make.sh"]
    process.currentDirectoryURL = directory
    process.standardError = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw CocoaError(.executableLoad) }
  }

  nonisolated(unsafe) private static var doomed: UnsafeMutablePointer<CChar>?

  private static let recipe = """
    key() { openssl ecparam -name prime256v1 -genkey -noout -out "$1.key"; }
    authority() {
      key "$1"
      openssl req -x509 -new -key "$1.key" -days 30 -subj "/O=Contoso/CN=$2" -addext \
      basicConstraints=critical,CA:TRUE -out "$1.pem"
    }
    # name, common name, alternative names, first day, last day, authority
    leaf() {
      key "$1"
      openssl req -new -key "$1.key" -subj "/CN=$2" -out "$1.csr"
      printf 'basicConstraints=CA:FALSE\\n%s\\n' "${3:+subjectAltName=$3}" > "$1.ext"
      rm -rf db; mkdir db; : > db/index; echo 1000 > db/serial
      printf '[ca]\\ndefault_ca=d\\n[d]\\ndatabase=db/index\\nserial=db/serial\\n\
      new_certs_dir=db\\ndefault_md=sha256\\npolicy=p\\n[p]\\ncommonName=supplied\\n' > ca.cnf
      openssl ca -batch -config ca.cnf -cert "$6.pem" -keyfile "$6.key" -startdate "$4" -enddate "$5" -extfile \
      "$1.ext" -in "$1.csr" -notext -out "$1.pem"
    }
    authority ca 'Contoso Root'
    authority stranger 'Strange Root'
    leaf good imap.contoso.test DNS:imap.contoso.test,DNS:*.mail.contoso.test 20200101000000Z 20990101000000Z ca
    leaf named localhost '' 20200101000000Z 20990101000000Z ca
    leaf address imap.fabrikam.test DNS:imap.fabrikam.test,IP:127.0.0.1 20200101000000Z 20990101000000Z ca
    leaf expired imap.contoso.test DNS:imap.contoso.test 20200101000000Z 20210101000000Z ca
    leaf future imap.contoso.test DNS:imap.contoso.test 20980101000000Z 20990101000000Z ca
    leaf foreign imap.contoso.test DNS:imap.contoso.test 20200101000000Z 20990101000000Z stranger
    key own
    openssl req -x509 -new -key own.key -days 30 -subj /CN=imap.contoso.test -addext \
    subjectAltName=DNS:imap.contoso.test -out own.pem
    """
}

extension ServerCertificate {
  /// One of those that the recipe makes.
  static func made(
    _ name: String, maximum: TLSVersion? = nil, minimum: TLSVersion = .tlsv12, requiresClient: Bool = false
  ) throws -> ServerCertificate {
    try ServerCertificate(
      name, in: Certificates.shared.get().directory, maximum: maximum, minimum: minimum, requiresClient: requiresClient)
  }
}
