import RuleResources
import YAML

/// What is known of a mail provider or mail filter, from `rules/providers/`.
package struct MailProvider: Sendable {
  /// How mailboxes can be signed in to.
  package enum SignIn: String, Sendable, CaseIterable {
    case password
    case appPassword = "app-password"
    case oauth
    /// Not by IMAP.
    case none
  }

  package var name: String
  package var title: String
  /// Endings of the names of its MX hosts.
  package var mailExchangers: [String]
  /// It only filters mail: the MX records hide the mailboxes' real server.
  package var isFilter: Bool
  /// Where its mailboxes are reached; nil where that depends on the domain or is not possible.
  package var imap: (host: String, port: Int)?
  /// The server's name in `rules/servers`, for `--server`.
  package var server: String?
  package var signIn: SignIn
  /// What people need to know, in one sentence.
  package var note: String?

  /// Reads a provider from YAML; `file` names the text in errors.
  package init(yaml text: String, file: String) throws {
    let root = try YAMLNode(yaml: text, file: file)
    try root.allow(["provider", "title", "mx", "filter", "imap", "server", "sign-in", "note", "source"])
    name = try root.required("provider").text()
    title = try root["title"]?.text() ?? name
    mailExchangers = try root.required("mx").texts()
    isFilter = try root["filter"]?.flag() ?? false
    if let section = root["imap"] {
      try section.allow(["host", "port"])
      imap = (try section.required("host").text(), try section["port"]?.number(from: 1) ?? 993)
    }
    server = try root["server"]?.text()
    signIn = try root["sign-in"]?.choice() ?? .password
    note = try root["note"]?.text()
  }

  /// All of the program's providers.
  package static func builtIn() throws -> [MailProvider] {
    try RuleResources.names(in: .providers).map { name in
      try MailProvider(yaml: RuleResources.text(name, in: .providers) ?? "", file: "rules/providers/\(name).yaml")
    }
  }

  /// Whether a host is one of its mail exchangers.
  package func owns(mailExchanger host: String) -> Bool {
    mailExchangers.contains { host == $0 || host.hasSuffix("." + $0) }
  }
}
