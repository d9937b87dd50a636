import JSON

/// The commands and their options as swift-argument-parser knows them (`--experimental-dump-help`).
enum CommandTree {
  struct Command {
    var commandName: String
    var abstract: String?
    var discussion: String?
    var shouldDisplay: Bool
    var arguments: [Argument]
    var subcommands: [Command]

    init(_ json: JSONValue) {
      commandName = json["commandName"]?.string ?? ""
      abstract = json["abstract"]?.string
      discussion = json["discussion"]?.string
      shouldDisplay = json["shouldDisplay"]?.boolean ?? true
      arguments = (json["arguments"]?.array ?? []).map(Argument.init)
      subcommands = (json["subcommands"]?.array ?? []).map(Command.init)
    }
  }

  struct Argument: Equatable {
    struct Name: Equatable {
      var kind: String
      var name: String

      init(_ json: JSONValue) {
        kind = json["kind"]?.string ?? ""
        name = json["name"]?.string ?? ""
      }
    }

    /// `positional`, `option` or `flag`.
    var kind: String
    var shouldDisplay: Bool
    var sectionTitle: String?
    var isOptional: Bool
    var isRepeating: Bool
    var names: [Name]
    var valueName: String?
    var defaultValue: String?
    var abstract: String?

    init(_ json: JSONValue) {
      kind = json["kind"]?.string ?? ""
      shouldDisplay = json["shouldDisplay"]?.boolean ?? true
      sectionTitle = json["sectionTitle"]?.string
      isOptional = json["isOptional"]?.boolean ?? false
      isRepeating = json["isRepeating"]?.boolean ?? false
      names = (json["names"]?.array ?? []).map(Name.init)
      valueName = json["valueName"]?.string
      defaultValue = json["defaultValue"]?.string
      abstract = json["abstract"]?.string
    }
  }
}
