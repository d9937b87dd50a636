import Migration

/// A correct file to start from, for a kind and a server.
public struct TemplateFile {
  private let kind: Kind
  private let server: Server

  public init(kind: Kind, server: Server) {
    self.kind = kind
    self.server = server
  }

  /// People who do not exist, with passwords that nobody has.
  private static let samples = [("alberta", "Wren-4821"), ("terry", "Otter-7730"), ("quentin", "Heron-1195")]
  private static let domain = "contoso.com"
  private static let admin = "mailadmin"

  /// The header and three rows, lines ending in CRLF as RFC 4180 has it.
  public var text: String {
    let columns = kind.columns.filter { $0.isRequired || ($0.holds == .root && needsRoot) }
    var lines = kind.header == .none ? [] : [columns.map(\.name)]
    for index in TemplateFile.samples.indices { lines.append(columns.map { value($0, sample: index) }) }
    return lines.map { $0.joined(separator: ",") + "\r\n" }.joined()
  }

  private var needsRoot: Bool { server.root == .required }

  private func value(_ column: Kind.Column, sample: Int) -> String {
    let (name, password) = TemplateFile.samples[sample]
    switch column.holds {
    case .address: return "\(name)@\(TemplateFile.domain)"
    case .login: return login(name)
    // An admin's password is the same on every row.
    case .password: return hasAdmin ? TemplateFile.samples[0].1 : password
    case .root: return needsRoot ? "/users/\(name)" : ""
    case .text: return column.values.first ?? ""
    }
  }

  private var hasAdmin: Bool { server.access == .inLogin || needsRoot }

  private func login(_ user: String) -> String {
    if hasAdmin, let form = server.forms.first {
      func name(_ name: String, as part: SignInForm.Part) -> String { form.wantsAddress(part) ? "\(name)@\(TemplateFile.domain)" : name }
      let admin = name(TemplateFile.admin, as: .admin)
      if let built = form.build(user: name(user, as: .user), admin: admin, domain: "contoso") { return built }
    }
    return server.ownSignIn == .fullAddress ? "\(user)@\(TemplateFile.domain)" : user
  }
}
