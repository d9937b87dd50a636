/// A string literal that PowerShell reads back as the same text, whatever is in it.
///
/// Verbatim strings know one special character, the apostrophe, which is doubled; PowerShell takes the typographic
/// apostrophes U+2018 to U+201B for one as well (about_Quoting_Rules).
package enum PowerShellLiteral {
  private static let apostrophes: Set<Unicode.Scalar> = ["'", "\u{2018}", "\u{2019}", "\u{201A}", "\u{201B}"]

  /// A verbatim (single-quoted) string.
  package static func string(_ text: String) -> String {
    var literal = "'"
    for scalar in text.unicodeScalars {
      literal.unicodeScalars.append(scalar)
      if apostrophes.contains(scalar) { literal.unicodeScalars.append(scalar) }
    }
    return literal + "'"
  }

  /// An array of verbatim strings.
  package static func array(_ texts: [String]) -> String { texts.map(string).joined(separator: ", ") }
}

/// One call of a cmdlet, in the order in which its parameters are added.
package struct Cmdlet: Sendable {
  /// A parameter and the expression that is its value; nil for a switch.
  package struct Parameter: Sendable {
    package var name: String
    package var value: String?
  }

  package let name: String
  package private(set) var parameters: [Parameter] = []

  init(_ name: String) { self.name = name }

  /// The call with a switch.
  func with(_ parameter: String) -> Cmdlet { adding(Parameter(name: parameter, value: nil)) }

  /// The call with a parameter whose value is text.
  func with(_ parameter: String, _ text: String) -> Cmdlet {
    adding(Parameter(name: parameter, value: PowerShellLiteral.string(text)))
  }

  /// The call with a parameter whose value is a number.
  func with(_ parameter: String, _ number: Int) -> Cmdlet {
    adding(Parameter(name: parameter, value: String(number)))
  }

  /// The call with a parameter whose value is an array of texts; without it where the array is empty.
  func with(_ parameter: String, _ texts: [String]) -> Cmdlet {
    texts.isEmpty ? self : adding(Parameter(name: parameter, value: PowerShellLiteral.array(texts)))
  }

  /// The call with a parameter whose value is an expression of the program's own, never text from a file.
  func with(_ parameter: String, expression: StaticString) -> Cmdlet {
    adding(Parameter(name: parameter, value: "\(expression)"))
  }

  /// The call with a parameter whose value is the bytes of a file beside the script.
  func with(_ parameter: String, bytesOf file: String) -> Cmdlet {
    let path = "(Join-Path -Path $Folder -ChildPath \(PowerShellLiteral.string(file)))"
    return adding(Parameter(name: parameter, value: "([System.IO.File]::ReadAllBytes(\(path)))"))
  }

  private func adding(_ parameter: Parameter) -> Cmdlet {
    var cmdlet = self
    cmdlet.parameters.append(parameter)
    return cmdlet
  }

  /// The call, a line for each parameter, continued by backticks.
  package func text(indent: String = "") -> String {
    let parts = parameters.map { parameter in parameter.value.map { "-\(parameter.name) \($0)" } ?? "-\(parameter.name)"
    }
    return indent + ([name] + parts).joined(separator: " `\r\n\(indent)    ")
  }
}
