import Platform

/// Where a server is, as people write it: `imap.contoso.com`, `imap.contoso.com:993`, `192.0.2.1:143`, `[::1]:993`,
/// `imaps://imap.contoso.com`.
public struct ServerLocation: Sendable, Hashable {
  /// Why a text names no server.
  public struct SyntaxError: Error, Hashable, CustomStringConvertible {
    public var description: String
  }

  /// A name, or an address without brackets.
  public var host: String
  public var port: Int?
  /// `imaps` or `imap`; nil where none is given.
  public var scheme: String?

  /// - Throws: ``SyntaxError``, with the nearest right form where there is one.
  public init(_ text: String) throws(SyntaxError) {
    var rest = text[...]
    if let end = ServerLocation.end(ofScheme: text) {
      scheme = text[..<end].lowercased()
      rest = text[end...].dropFirst(3)
      if rest.hasSuffix("/") { rest.removeLast() }
    }
    (host, port) = ServerLocation.split(rest)
    let isKnownScheme = scheme == nil || scheme == "imaps" || scheme == "imap"
    guard isKnownScheme, ServerLocation.isHost(host), port.map({ (1...65_535).contains($0) }) ?? true else {
      throw SyntaxError(description: "\(text.debugDescription) is not a valid server name\(ServerLocation.hint(text))")
    }
  }

  private static func end(ofScheme text: String) -> String.Index? {
    guard let colon = text.firstIndex(of: ":"), text[colon...].hasPrefix("://") else { return nil }
    return colon
  }

  /// The port is -1 where it is none.
  private static func split(_ text: Substring) -> (host: String, port: Int?) {
    func port(_ text: Substring) -> Int { text.allSatisfy { $0.isASCII && $0.isNumber } ? Int(text) ?? -1 : -1 }
    if text.hasPrefix("["), let end = text.firstIndex(of: "]") {
      let host = String(text[..<end].dropFirst())
      let rest = text[end...].dropFirst()
      let isAddress = isAddress(host)
      if rest.isEmpty { return (isAddress ? host : "", nil) }
      return (isAddress && rest.first == ":" ? host : "", port(rest.dropFirst()))
    }
    guard let colon = text.lastIndex(of: ":"), !isAddress(String(text)) else { return (String(text), nil) }
    return (String(text[..<colon]), port(text[colon...].dropFirst()))
  }

  private static func isAddress(_ text: String) -> Bool { ServerName.bytes(ofAddress: text) != nil }

  private static func isHost(_ text: String) -> Bool {
    if isAddress(text) { return true }
    let labels = (text.hasSuffix(".") ? text.dropLast() : text[...]).split(
      separator: ".", omittingEmptySubsequences: false)
    return text.utf8.count <= 253
      && labels.allSatisfy { label in
        !label.isEmpty && label.utf8.count <= 63
          && label.allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }
      }
  }

  /// What was meant, as far as it can be told.
  private static func hint(_ text: String) -> String {
    let withoutSpaces = text.filter { !$0.isWhitespace }
    let withoutScheme = withoutSpaces.replacing(/^[A-Za-z]+:\/{0,2}(?=[A-Za-z\[])/, with: "")
    let withoutUser = withoutScheme.split(separator: "@").last.map(String.init) ?? ""
    let withoutPath = String(withoutUser.prefix { !"/?#\\".contains($0) }.drop { $0 == "." })
    let candidates = [withoutPath, String(split(withoutPath[...]).host), bracketed(withoutPath)]
    for candidate in candidates where candidate != text {
      if let location = try? ServerLocation(candidate) { return "; did you mean \(location.text)?" }
    }
    return ": write NAME, NAME:PORT, [IPV6]:PORT or imaps://NAME"
  }

  /// `::1:993` may be meant as `[::1]:993`; of `2001:db8::1:993` nobody knows.
  private static func bracketed(_ text: String) -> String {
    guard let colon = text.lastIndex(of: ":") else { return "" }
    return "[\(text[..<colon].filter { $0 != "[" && $0 != "]" })]\(text[colon...])"
  }

  /// As it is written.
  public var text: String {
    let host = host.contains(":") && (port != nil || scheme != nil) ? "[\(host)]" : host
    return (scheme.map { "\($0)://" } ?? "") + host + (port.map { ":\($0)" } ?? "")
  }
}
