/// A generated dump of accounts: its text, and what its columns are.
struct Dump {
  enum Column: String, CaseIterable {
    case address, signIn, password, firstName, quota, active, domain, date, guid, size, path, hash
  }

  /// Passwords in the shapes that people give them; all contain ``secret`` so that a leak can be searched for.
  enum PasswordShape: CaseIterable {
    case mixed, word, path, date, signIn, spaces, address, boolean, domainLogin, url, formula, windowsPath
  }

  static let secret = "SkR7t"

  var columns: [Column]
  var separator: Character
  var rows: [[String]]

  /// The rows, each ending in LF, perhaps below a header row.
  func text(header: [String]? = nil) -> String {
    let lines = (header.map { [$0] } ?? []) + rows
    return lines.map { $0.joined(separator: String(separator)) + "\n" }.joined()
  }

  /// Rows of people who do not exist.
  init(_ columns: [Column], separator: Character = ",", rows count: Int = 6, password: PasswordShape = .mixed) {
    self.columns = columns
    self.separator = separator
    rows = (0..<count).map { row in columns.map { Dump.value($0, row, password) } }
  }

  private static let names = ["ada.brink", "ben.coyle", "cora.dunn", "dan.eskew", "eva.fahey", "finn.gale", "gus.hale"]

  static func name(_ row: Int) -> String {
    row < names.count
      ? names[row] : names[row % names.count] + String(UnicodeScalar(UInt8(97 + row / names.count % 26)))
  }

  private static func value(_ column: Column, _ row: Int, _ shape: PasswordShape) -> String {
    switch column {
    case .address: name(row) + "@elmforge.com"
    case .signIn: name(row)
    case .password: password(shape, row)
    case .firstName: String(name(row).prefix { $0 != "." }).capitalized
    case .quota: "250"
    case .active: row % 3 == 2 ? "False" : "True"
    case .domain: "elmforge.com"
    case .date: "2026-01-\(10 + row % 20)"
    case .guid: "9f0c0000-1111-2222-3333-4444555566\(10 + row % 80)"
    case .size: "\(row + 1).5 GB"
    case .path: "/var/mail/\(name(row))"
    case .hash: "{SHA512-CRYPT}$6$salt\(row)$Jx0q1lYw9R0k8F7m0ZbQpWsEdRfTgYhUjIkOlPaSs"
    }
  }

  static func password(_ shape: PasswordShape, _ row: Int) -> String {
    let tail = String(UnicodeScalar(UInt8(97 + row % 26))) + "\(row)"
    switch shape {
    case .mixed: return "\(secret)-\(tail)!q"
    case .word: return secret + tail
    case .path: return "/\(secret)/\(tail)"
    case .date: return "2024-\(secret)-\(tail)"
    case .signIn: return "\(secret).\(tail)"
    case .spaces: return "\(secret) \(tail) horse"
    case .address: return "\(secret)\(tail)@home"
    case .boolean: return "true\(secret)\(tail)"
    case .domainLogin: return "\(secret)\\\(tail)"
    case .url: return "https://\(secret).\(tail)"
    case .formula: return "=\(secret)+\(tail)"
    case .windowsPath: return "C:\\\(secret)\\\(tail)"
    }
  }
}

extension String {
  /// Calls a function with the text's bytes.
  func withBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
    var text = self
    return try text.withUTF8 { try body(UnsafeRawBufferPointer($0)) }
  }
}
