/// Files as people have them: any columns in any order, any header row or none, any separator and encoding, title
/// lines, totals, whole rows in quotes.
package enum GeneratedDump {
  /// What every password contains.
  package static let secret = "SkR7t"

  private static let shapes: [@Sendable (String) -> String] = [
    { "\(secret)-\($0)!q" }, { secret + $0 }, { "/\(secret)/\($0)" }, { "2024-\(secret)-\($0)" }, { "\(secret).\($0)" },
    { "\(secret) \($0) horse" }, { "\(secret)\($0)@home" }, { "true\(secret)\($0)" }, { "\(secret)\\\($0)" },
    { "https://\(secret).\($0)" }, { "=\(secret)+\($0)" }, { "C:\\\(secret)\\\($0)" }, { "{SSHA}\(secret)\($0)abcdef" },
    { _ in secret }, { "\(secret)ü\($0)" }, { "#\(secret)\($0)" }, { "'\(secret)\($0)" }, { "+\(secret)\($0)" },
  ]

  private static let columns: [@Sendable (Int) -> String] = [
    { "\(name($0))@elmforge.com" }, { name($0) }, { "\(name($0))@old.net" },
    { String(name($0).prefix { $0 != "." }).capitalized }, { _ in "250" }, { $0 % 3 == 0 ? "False" : "True" },
    { _ in "elmforge.com" }, { "2026-01-\(10 + $0 % 20)" }, { "9f0c0000-1111-2222-3333-4444555566\(10 + $0 % 80)" },
    { "/users/\(name($0))" }, { "\\\\srv\\\(name($0))" }, { "https://x.sharepoint.com/sites/\(name($0))" },
    { "ELM\\\(name($0))" }, { _ in "" }, { _ in "User" }, { "\($0 + 1)" },
  ]

  private static let headers = [
    "EmailAddress", "UserName", "Password", "UserRoot", "Name", "Display Name", "First Name", "User Name", "Department",
    "Workload", "FilePath", "FolderPath", "TargetMailbox", "Notes", "Active", "Type", "#", "", "Source", "Target",
    "BadItemLimit", "MailboxType", "Address", "City", "E-Mail", "Login", "Kennwort",
  ]

  private static func name(_ row: Int) -> String {
    ["ada.brink", "ben.coyle", "cora.dunn", "dan.eskew", "eva.fahey", "finn.gale"][row % 6]
      + (row < 6 ? "" : "\(row / 6)")
  }

  /// The bytes of one of them.
  package static func file(_ random: inout some RandomNumberGenerator) -> [UInt8] {
    func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }
    let shape = shapes.randomElement(using: &random)!
    var kinds = (0..<Int.random(in: 1...6, using: &random)).map { _ in Int.random(in: 0..<columns.count, using: &random)
    }
    if chance(80) { kinds.append(0) }
    kinds.append(-1)
    if chance(15) { kinds.append(-1) }
    kinds.shuffle(using: &random)
    let separator = [",", ",", ",", ";", "\t", "|"].randomElement(using: &random)!
    let count = [1, 2, 3, 5, 8, 12, 30].randomElement(using: &random)!
    var lines = (0..<count).map { row in
      kinds.map { $0 < 0 ? shape("\(UnicodeScalar(UInt8(97 + row % 26)))\(row)") : columns[$0](row) }
    }
    if chance(50) { lines.insert(kinds.map { _ in headers.randomElement(using: &random)! }, at: 0) }
    if chance(20) { lines.insert(Array(headers.prefix(kinds.count)), at: 0) }
    if chance(10) { lines[lines.count / 2].removeLast() }
    if chance(10) { lines.append(["Total", "\(count)"]) }
    let isQuoted = chance(10)
    var texts = lines.map { line in
      line.map { isQuoted ? "\"" + $0.replacingOccurrences(of: "\"", with: "\"\"") + "\"" : $0 }
        .joined(separator: separator)
    }
    switch Int.random(in: 0..<20, using: &random) {
    case 0: texts.insert("Mailboxes of wave 1", at: 0)
    case 1: texts.insert("# a list", at: 0)
    case 2: texts = ["```csv"] + texts + ["```"]
    case 3: texts = texts.map { "\"\($0)\"" }
    case 4: texts = texts.map { $0 + ";;" }
    case 5: texts = texts.map { "| " + $0.replacingOccurrences(of: separator, with: " | ") + " |" }
    case 6: texts.insert("sep=\(separator)", at: 0)
    default: break
    }
    let text = texts.map { $0 + "\n" }.joined()
    switch Int.random(in: 0..<15, using: &random) {
    case 0: return [0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    case 1: return text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
    default: return Array(text.utf8)
    }
  }
}
