import TextEncoding

extension LintResult {
  /// Writes a message with its arguments as UTF-8.
  public func render(_ message: Message, of finding: Finding, into output: inout [UInt8]) {
    var arguments = (message.first, message.second)
    var template = message.template
    template.withUTF8 { bytes in
      var start = 0
      var p = 0
      while p &+ 1 < bytes.count {
        guard bytes[p] == UInt8(ascii: "{"), bytes[p &+ 1] == UInt8(ascii: "}") else {
          p &+= 1
          continue
        }
        output.append(contentsOf: bytes[start..<p])
        render(arguments.0, of: finding, into: &output)
        arguments = (arguments.1, .none)
        p &+= 2
        start = p
      }
      output.append(contentsOf: bytes[start...])
    }
  }

  /// A finding's message as text.
  public func message(of finding: Finding) -> String {
    var bytes: [UInt8] = []
    render(finding.message, of: finding, into: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// A related place's message as text.
  public func message(of related: Finding.Related, for finding: Finding) -> String {
    var bytes: [UInt8] = []
    render(related.message, of: finding, into: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  private func render(_ argument: Message.Argument, of finding: Finding, into output: inout [UInt8]) {
    switch argument {
    case .none: break
    case .number(let number): output.append(contentsOf: String(number).utf8)
    case .text(let text): output.append(contentsOf: text.utf8)
    case .value(let range): output.append(contentsOf: shown(range, of: finding).utf8)
    case .character(let scalar): output.append(contentsOf: Characters.name(scalar).utf8)
    }
  }

  /// The kinds from which the migration service creates batches; other files are read elsewhere, with other messages.
  private static let batchKinds: Set<String> = [
    "imap", "staged", "google-workspace", "local-move", "remote-move", "remote-move-offboarding", "cross-tenant",
  ]

  /// What the migration service reports for a defect, in its own words
  /// (troubleshoot-issues-with-imap-mailbox-migration.md); nil in kinds that it does not read.
  public func serviceMessage(of finding: Finding) -> String? {
    guard LintResult.batchKinds.contains(context.layout.kind.name) else { return nil }
    return switch finding.service {
    case nil: nil
    case .emptyFile: "Upload file can't be empty"
    case .wrongNumberOfColumns(let expected, let actual):
      "Row \(finding.place.row ?? 0) has the wrong number of columns. Expected number: \(expected). Actual number: \(actual). Please edit this row and re-submit the file."
    case .missingColumn(let name):
      "Column \"\(name)\" is missing from the CSV file. The import process can't continue because this column is required. Please edit the CSV file and re-submit it."
    case .tooManyRows(let limit):
      "The CSV file contains more than \(grouped(limit)) rows. Please divide the file into two or more files and submit them separately."
    }
  }
}

/// `1 row`, `50,000 rows`.
public func counted(_ number: Int, _ word: String) -> String { "\(grouped(number)) \(word)\(number == 1 ? "" : "s")" }

/// A number with its thousands apart: 50,000.
public func grouped(_ number: Int) -> String {
  var digits = String(number)
  var p = digits.count - 3
  while p > (number < 0 ? 1 : 0) {
    digits.insert(",", at: digits.index(digits.startIndex, offsetBy: p))
    p -= 3
  }
  return digits
}
