import ArgumentParser
import Layout
import Linting

/// `batchlint completions SHELL`: what a shell needs to complete batchlint's commands, options and names.
struct CompletionsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "completions", abstract: "Print the completion script of a shell.",
    discussion: """
      Examples:
        batchlint completions bash > ~/.local/share/bash-completion/completions/batchlint
        batchlint completions zsh > /usr/local/share/zsh/site-functions/_batchlint
        batchlint completions fish > ~/.config/fish/completions/batchlint.fish
      """)

  @Argument(help: ArgumentHelp("bash, zsh or fish.", valueName: "SHELL"), completion: .list(shells.map(\.rawValue)))
  var shell: String

  private static let shells: [CompletionShell] = [.bash, .zsh, .fish]

  func run() throws {
    guard let shell = Self.shells.first(where: { $0.rawValue == shell }) else {
      throw UnknownName(what: "shell", name: shell, known: Self.shells.map(\.rawValue))
    }
    var script = Batchlint.completionScript(for: shell)
    if let preamble = preamble(shell) {
      script = script.replacing("\n_batchlint() {\n", with: "\n_batchlint() {\n\(preamble)\n", maxReplacements: 1)
    }
    let output = standardOutput()
    output.put(script)
    output.flush()
  }

  /// The library's scripts know nothing of a default command: without a subcommand the line is completed as that of
  /// check.
  private func preamble(_ shell: CompletionShell) -> String? {
    let names = Batchlint.configuration.subcommands.compactMap { $0.configuration.commandName } + ["help"]
    let words = names.joined(separator: " ")
    if shell == .bash {
      return """
            case " \(words) -h --help --version " in
            *" ${COMP_WORDS[1]} "*) ;;
            *)
                if [[ "${COMP_CWORD}" -gt 1 || "${COMP_WORDS[1]}" = -* || -z "$(compgen -W '\(words)' -- \
                "${COMP_WORDS[1]}")" ]]; then
                    COMP_WORDS=("${COMP_WORDS[0]}" check "${COMP_WORDS[@]:1}")
                    COMP_LINE="${COMP_WORDS[0]} check${COMP_LINE#"${COMP_WORDS[0]}"}"
                    COMP_CWORD="$((COMP_CWORD + 1))"
                    COMP_POINT="$((COMP_POINT + 6))"
                fi
                ;;
            esac
        """
    }
    guard shell == .zsh else { return nil }
    return """
          local -a batchlint_commands=(\(words) -h --help --version)
          if (( ! ${batchlint_commands[(Ie)${words[2]}]} )) && [[ "${CURRENT}" -gt 2 || "${words[2]}" = -* || -z \
          "${(M)batchlint_commands:#${words[2]}*}" ]]; then
              words=("${words[1]}" check "${(@)words[2,-1]}")
              (( CURRENT++ ))
          fi
      """
  }
}
