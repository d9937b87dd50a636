/// Passwords that stand for one: out of documentation, or never filled in.
enum PasswordPlaceholders {
  private static let words: Set<String> = [
    "password", "passwort", "kennwort", "passwd", "pass", "pwd", "changeme", "change_me", "changeit", "change-me",
    "secret",
    "xxxx", "1091990", "2111991", "3281986", "todo", "tbd", "none", "null", "n/a", "123456", "12345678", "123456789",
    "1234567890", "qwerty", "welcome1",
    "password1", "password123", "p@ssw0rd", "pa$$w0rd", "p@ssword", "passw0rd", "pa55word", "letmein", "<password>",
    "{password}", "[password]", "yourpassword", "your_password", "motdepasse", "contraseña", "wachtwoord",
  ]
  private static let lengths: UInt64 = words.reduce(0) { $0 | 1 << UInt64($1.utf8.count) }
  nonisolated(unsafe) private static let firstBytes: UnsafePointer<Bool> = {
    let table = UnsafeMutablePointer<Bool>.allocate(capacity: 256)
    table.initialize(repeating: false, count: 256)
    for word in words {
      table[Int(word.utf8.first!)] = true
      table[Int(word.uppercased().utf8.first!)] = true
    }
    return UnsafePointer(table)
  }()

  /// Whether the value deserves to be compared.
  @inline(__always)
  static func mayBe(_ value: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    firstBytes[Int(value[0])] && lengths >> UInt64(count) & 1 == 1
  }

  static func contains(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
    words.contains(String(decoding: value, as: UTF8.self).lowercased())
  }
}
