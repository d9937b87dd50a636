/// The manual page of the program in the markup of man(7): every command with its options, in their groups.
struct ManualPage {
  private let root: CommandTree.Command
  private let version: String
  private let date: String

  init(_ root: CommandTree.Command, version: String, date: String) {
    (self.root, self.version, self.date) = (root, version, date)
  }

  var text: String {
    let name = root.commandName
    var lines = [".TH \(name.uppercased()) 1 \(date) \"\(name) \(version)\" \"User Commands\""]
    lines += [".SH NAME", "\(name) \\- \(ManualPage.escaped(ManualPage.sentence(root.abstract)))"]
    lines.append(".SH SYNOPSIS")
    for command in commands { lines += synopsis(command) }
    lines.append(".SH DESCRIPTION")
    lines += prose(root.discussion)
    lines.append(".SH COMMANDS")
    var described: [(group: Group, command: String)] = []
    for command in commands {
      lines.append(".SS \(command.commandName)")
      lines += prose(command.abstract)
      lines += prose(command.discussion)
      for group in groups(command) {
        if let earlier = described.first(where: { $0.group == group && group.arguments.count > 1 }) {
          lines += [".P", "\(title(group)): as of \\fB\(earlier.command)\\fR."]
        } else {
          if group.title != nil { lines += [".P", title(group)] }
          lines += group.arguments.flatMap(entry)
          described.append((group, command.commandName))
        }
      }
    }
    lines += ManualPage.closing
    return ManualPage.tidied(lines).joined(separator: "\n") + "\n"
  }

  /// A paragraph needs no beginning after a section's title, and a title no break before it.
  private static func tidied(_ lines: [String]) -> [String] {
    lines.indices.filter { index in
      let isBelowTitle = index > 0 && lines[index - 1].hasPrefix(".S")
      let isAboveTitle = index + 1 < lines.count && lines[index + 1].hasPrefix(".S")
      return !(lines[index] == ".P" && isBelowTitle) && !([".P", ".br"].contains(lines[index]) && isAboveTitle)
    }.map { lines[$0] }
  }

  /// Options that have one title in the help; nil for those without.
  private struct Group: Equatable {
    var title: String?
    var arguments: [CommandTree.Argument]
  }

  private var commands: [CommandTree.Command] { ManualPage.commands(below: root) }

  /// The commands that do something, each under its whole name.
  private static func commands(below parent: CommandTree.Command) -> [CommandTree.Command] {
    parent.subcommands.filter { $0.shouldDisplay && $0.commandName != "help" }.flatMap { command in
      var command = command
      command.commandName = "\(parent.commandName) \(command.commandName)"
      let below = commands(below: command)
      return below.isEmpty ? [command] : below
    }
  }

  /// Options that every command has are described once.
  private func isGeneral(_ argument: CommandTree.Argument) -> Bool {
    argument.names.contains { $0.name == "help" || $0.name == "version" }
  }

  private func groups(_ command: CommandTree.Command) -> [Group] {
    var groups: [Group] = []
    for argument in command.arguments where argument.shouldDisplay && !isGeneral(argument) {
      if let index = groups.firstIndex(where: { $0.title == argument.sectionTitle }) {
        groups[index].arguments.append(argument)
      } else {
        groups.append(Group(title: argument.sectionTitle, arguments: [argument]))
      }
    }
    return groups
  }

  private func title(_ group: Group) -> String { "\\fI\(ManualPage.escaped(group.title ?? "Options"))\\fR" }

  private func synopsis(_ command: CommandTree.Command) -> [String] {
    let arguments = command.arguments.filter { $0.shouldDisplay && !isGeneral($0) }
    var words = ["\\fB\(command.commandName)\\fR"]
    if arguments.contains(where: { $0.kind != "positional" && $0.isOptional }) { words.append("[\\fIoption\\fR]...") }
    for argument in arguments where argument.kind != "positional" && !argument.isOptional {
      words.append(spelling(argument))
    }
    for argument in arguments where argument.kind == "positional" {
      let value = ManualPage.value(argument) + (argument.isRepeating ? "..." : "")
      words.append(argument.isOptional ? "[\(value)]" : value)
    }
    return [words.joined(separator: " "), ".br"]
  }

  private func entry(_ argument: CommandTree.Argument) -> [String] {
    var text = argument.abstract ?? ""
    if let value = argument.defaultValue, !value.isEmpty { text += " By default \(value)." }
    return [".TP", spelling(argument)] + ManualPage.filled(text)
  }

  private func spelling(_ argument: CommandTree.Argument) -> String {
    guard argument.kind != "positional" else { return ManualPage.value(argument) }
    let names = argument.names.map { name in
      "\\fB\(ManualPage.escaped((name.kind == "long" ? "--" : "-") + name.name))\\fR"
    }
    return names.joined(separator: ", ") + (argument.kind == "option" ? " \(ManualPage.value(argument))" : "")
  }

  /// Paragraphs, and indented lines unchanged.
  private func prose(_ text: String?) -> [String] {
    guard let text, !text.isEmpty else { return [] }
    var lines: [String] = []
    var isSample = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let isIndented = line.hasPrefix("  ")
      if isIndented != isSample { lines += isIndented ? [".RS 4", ".nf"] : [".fi", ".RE"] }
      isSample = isIndented
      if line.isEmpty {
        lines.append(".P")
      } else {
        lines += isIndented ? [ManualPage.escaped(String(line.dropFirst(2)))] : ManualPage.filled(String(line))
      }
    }
    return [".P"] + lines + (isSample ? [".fi", ".RE"] : [])
  }

  private static func value(_ argument: CommandTree.Argument) -> String {
    "\\fI\(escaped(argument.valueName ?? "value"))\\fR"
  }

  private static func sentence(_ text: String?) -> String {
    let text = text ?? ""
    return text.hasSuffix(".") ? String(text.dropLast()) : text
  }

  /// Text on lines of the source that are no longer than they should be; the page's own lines are others.
  private static func filled(_ text: String) -> [String] {
    var lines: [String] = []
    for word in text.split(separator: " ") {
      if let last = lines.last, last.utf8.count + word.utf8.count < 72 {
        lines[lines.count - 1] = "\(last) \(word)"
      } else {
        lines.append(String(word))
      }
    }
    return lines.map(escaped)
  }

  /// Text that holds no markup: hyphens are those of the keyboard, and no line begins with a control character.
  private static func escaped(_ text: String) -> String {
    let plain = text.replacing("\\", with: "\\e").replacing("-", with: "\\-").replacing("…", with: "...")
    return plain.hasPrefix(".") || plain.hasPrefix("'") ? "\\&" + plain : plain
  }

  /// What no declaration of an option says.
  private static let closing = """
    .SH FILES
    .TP
    \\fI.batchlint.yaml\\fR
    Settings: the nearest upwards from the file that is checked. \\fBbatchlint init\\fR writes one, \\fBbatchlint \
    config\\fR prints the effective configuration.
    .SH ENVIRONMENT
    .TP
    \\fBNO_COLOR\\fR
    Where it is set and not empty, nothing is coloured unless \\fB\\-\\-color always\\fR asks for it.
    .TP
    \\fBGITHUB_ACTIONS\\fR, \\fBGITHUB_STEP_SUMMARY\\fR, \\fBGITHUB_WORKSPACE\\fR, \\fBCI_PROJECT_DIR\\fR, \
    \\fBBUILD_SOURCESDIRECTORY\\fR
    Tell that a CI system runs the check, and where the repository's top is.
    .SH SEE ALSO
    .UR https://github.com/batchlint/batchlint
    The project
    .UE
    """.split(separator: "\n").map(String.init)
}
