import Platform

/// `file:` URIs (RFC 8089) and the paths that they name.
enum FileURI {
  /// The absolute path that a URI names; nil where it is no file of this machine.
  static func path(_ uri: String) -> String? {
    guard uri.lowercased().hasPrefix("file://") else { return nil }
    let rest = uri.utf8.dropFirst("file://".utf8.count)
    guard let slash = rest.firstIndex(of: UInt8(ascii: "/")) else { return nil }
    let host = String(Substring(rest[..<slash])).lowercased()
    guard host.isEmpty || host == "localhost" else { return nil }
    let path = rest[slash...].prefix { $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") }
    let bytes = PercentEncoding.decoded(path)
    guard !bytes.contains(0) else { return nil }
    return String(validating: bytes, as: UTF8.self)
  }

  /// The URI of an absolute path.
  static func uri(_ path: String) -> String {
    "file://" + PercentEncoding.path(path)
  }
}
