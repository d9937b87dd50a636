import Platform

/// Certificates for the time that a sandbox runs, made with the program `openssl` in a folder that goes away with them.
final class Certificates: Sendable {
  enum Kind: String, Sendable {
    case good, expired
    case selfSigned = "self-signed"
    case wrongName = "wrong-name"
  }

  let folder: String

  /// The authority's certificate, as a PEM file.
  var authority: String { "\(folder)/ca.pem" }

  init() throws(SandboxError) {
    let temporary = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array("\(temporary)/batchlint-sandbox-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else {
      throw SandboxError("\(temporary): cannot create a directory for the certificates")
    }
    folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    try run(
      ["req", "-x509", "-days", "2", "-subj", "/CN=batchlint sandbox authority"] + newKey("ca.key") + [
        "-out", "ca.pem",
      ])
  }

  deinit {
    for name in ["ca.pem", "ca.key", "ca.srl", "extensions", "request"]
      + ["good", "expired", "self-signed", "wrong-name"].flatMap({ ["\($0).pem", "\($0).key"] })
    {
      unlink("\(folder)/\(name)")
    }
    rmdir(folder)
  }

  /// The paths of a certificate and its key.
  func make(_ kind: Kind) throws(SandboxError) -> (chain: String, key: String) {
    let (chain, key) = ("\(kind.rawValue).pem", "\(kind.rawValue).key")
    let names = kind == .wrongName ? "DNS:mail.elsewhere.example" : "DNS:localhost,IP:127.0.0.1,IP:::1"
    let subject = kind == .wrongName ? "/CN=mail.elsewhere.example" : "/CN=localhost"
    if kind == .selfSigned {
      try run(
        ["req", "-x509", "-days", "2", "-subj", subject, "-addext", "subjectAltName=\(names)"] + newKey(key) + [
          "-out", chain,
        ])
    } else {
      try run(["req", "-new", "-subj", subject] + newKey(key) + ["-out", "request"])
      try write(
        """
        basicConstraints=critical,CA:FALSE\nkeyUsage=digitalSignature\nextendedKeyUsage=serverAuth\n\
        subjectAltName=\(names)\n
        """,
        as: "extensions")
      let days = kind == .expired ? "-1" : "2"
      try run([
        "x509", "-req", "-in", "request", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-days", days,
        "-extfile", "extensions", "-out", chain,
      ])
    }
    return ("\(folder)/\(chain)", "\(folder)/\(key)")
  }

  /// A key on the curve P-256: it is made at once, and quick to sign with.
  private func newKey(_ name: String) -> [String] {
    ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", name]
  }

  private func write(_ text: String, as name: String) throws(SandboxError) {
    let file = open("\(folder)/\(name)", O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    guard file >= 0 else { throw SandboxError("cannot write \(folder)/\(name)") }
    defer { close(file) }
    var text = text
    let isWhole = text.withUTF8 { SystemCall.write(file, UnsafeRawBufferPointer($0)) == $0.count }
    guard isWhole else { throw SandboxError("cannot write \(folder)/\(name)") }
  }

  /// Names of files without a folder are in the certificates' own.
  private func run(_ arguments: [String]) throws(SandboxError) {
    let files: Set = ["-keyout", "-out", "-in", "-CA", "-CAkey", "-extfile"]
    var words = ["openssl"]
    for (index, argument) in arguments.enumerated() {
      words.append(index > 0 && files.contains(arguments[index - 1]) ? "\(folder)/\(argument)" : argument)
    }
    guard let result = try? Subprocess.run(words, errors: .discarded) else {
      throw SandboxError(
        "openssl, which generates the certificate, was not found; use --certificate and --key, or --no-tls")
    }
    guard result.status == 0 else {
      throw SandboxError("openssl failed to generate a certificate (openssl \(arguments[0]))")
    }
  }
}
