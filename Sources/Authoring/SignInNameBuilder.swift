import Linting
import Migration
import Platform

/// Why a template cannot be written as it was asked for.
public struct TemplateError: UserFacingError, Equatable {
  public var description: String
  init(_ description: String) { self.description = description }
}

/// Puts the sign-in names and roots of one server together.
public struct SignInNameBuilder {
  private let server: Server
  private let admin: String?
  private let label: String?
  private let sourceDomain: String?
  /// The form of an admin's sign-in name; nil for the users' own.
  private let form: SignInForm?

  /// - Parameters:
  ///   - admin: whose credentials open the mailboxes; nil for the users' own sign-in.
  ///   - label: the domain in an admin's sign-in name, for forms that have one.
  ///   - sourceDomain: mailboxes are named by their address there; nil names them by their local part, or by the
  ///     target address where the server requires an address.
  /// - Throws: ``TemplateError`` where the server has no such sign-in.
  public init(server: Server, admin: String? = nil, label: String? = nil, sourceDomain: String? = nil)
    throws(TemplateError)
  {
    self.server = server
    self.admin = admin
    self.label = label
    self.sourceDomain = sourceDomain
    form = try admin.map { admin throws(TemplateError) in
      try SignInNameBuilder.form(of: server, admin: admin, label: label, sourceDomain: sourceDomain)
    }
    if let sourceDomain, !Address.isDomain(sourceDomain) {
      throw TemplateError("--source-domain: `\(sourceDomain)` is not a domain")
    }
    if label != nil, admin == nil {
      throw TemplateError("--domain requires --admin")
    }
  }

  /// The rows need a `UserRoot`.
  public var needsRoot: Bool { admin != nil && server.root == .required }

  /// The sign-in name that opens a mailbox; nil where the server would not read it as it is meant.
  public func signInName(_ localPart: String, at domain: String) -> String? {
    guard let form, let admin else { return user(localPart, domain, isAddress: server.ownSignIn == .fullAddress) }
    let user = user(localPart, domain, isAddress: form.requiresAddress(.user))
    return SignInNameBuilder.build(form, user: user, admin: admin, label: label)
  }

  /// Where the mailbox lies under the admin's shared folders, by the documented sample, with blanks for what the
  /// server cannot show; nil where the name would be taken for two folders.
  public func root(_ localPart: String) -> String? {
    let altered = server.alteredRootCharacters
    let name = localPart.utf8.map { byte in altered?.contains(byte) == true ? UInt8(ascii: " ") : byte }
    return name.contains(UInt8(ascii: "/")) ? nil : "/users/" + String(decoding: name, as: UTF8.self)
  }

  private func user(_ localPart: String, _ domain: String, isAddress: Bool) -> String {
    if let sourceDomain { return "\(localPart)@\(sourceDomain)" }
    return isAddress ? "\(localPart)@\(domain)" : localPart
  }

  /// The server's preferred form that these names fit.
  private static func form(
    of server: Server, admin: String, label: String?, sourceDomain: String?
  ) throws(TemplateError) -> SignInForm {
    let title = server.title
    switch server.access {
    case .inLogin: break
    case .byRoot where server.root == .required: break
    case .byRoot:
      throw TemplateError(
        "\(title): the path to a mailbox depends on the configuration of the server; omit --admin")
    case .notExpressible, nil:
      let advice = server.advice.map { ". \($0)" } ?? "; specify the server with --server"
      throw TemplateError("\(title): a migration file cannot express an admin sign-in\(advice)")
    }
    let forms = server.forms.filter { $0.names(.admin) }
    let usable = forms.filter { $0.names(.domain) == (label != nil) }
    if label != nil, usable.isEmpty {
      throw TemplateError("--domain: the sign-in names of \(title) contain no domain")
    }
    let fitting = usable.first { form in
      let user = form.requiresAddress(.user) || sourceDomain != nil ? "user@\(sourceDomain ?? "example.com")" : "user"
      return build(form, user: user, admin: admin, label: label) != nil
    }
    if let fitting { return fitting }
    let needs = forms.first.map { $0.names(.domain) && label == nil ? "--domain as well, or " : "" } ?? ""
    let address = forms.contains { $0.requiresAddress(.admin) } ? "a full address for --admin" : "another --admin"
    throw TemplateError(
      """
      \(title): the admin sign-in name is \(forms.map(\.description).joined(separator: " or ")); use \
      \(needs)\(address)
      """
    )
  }

  private static func build(_ form: SignInForm, user: String, admin: String, label: String?) -> String? {
    guard var name = form.build(user: user, admin: admin, domain: label) else { return nil }
    return name.withUTF8 { bytes in
      guard let signInName = form.match(bytes) else { return nil }
      func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
      guard signInName.admin.map(text) == admin, !form.names(.user) || text(signInName.user) == user else { return nil }
      return text(0..<bytes.count)
    }
  }
}
