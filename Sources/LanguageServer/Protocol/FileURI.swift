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
    var bytes: [UInt8] = []
    var p = slash
    while p < rest.endIndex, rest[p] != UInt8(ascii: "?"), rest[p] != UInt8(ascii: "#") {
      if rest[p] == UInt8(ascii: "%"), let high = digit(rest, rest.index(after: p)),
        let low = digit(rest, rest.index(p, offsetBy: 2))
      {
        bytes.append(high << 4 | low)
        p = rest.index(p, offsetBy: 3)
      } else {
        bytes.append(rest[p])
        p = rest.index(after: p)
      }
    }
    guard !bytes.contains(0) else { return nil }
    return String(validating: bytes, as: UTF8.self)
  }

  /// The URI of an absolute path.
  static func uri(_ path: String) -> String {
    "file://" + PercentEncoding.path(path)
  }

  private static func digit(_ text: Substring.UTF8View, _ index: Substring.UTF8View.Index) -> UInt8? {
    index < text.endIndex ? Hexadecimal.value(of: text[index]) : nil
  }
}
