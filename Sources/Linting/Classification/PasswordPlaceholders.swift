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
  /// By first byte, of either letter case: a bit for the length of each word that begins with it.
  nonisolated(unsafe) private static let lengths: UnsafePointer<UInt32> = {
    let table = UnsafeMutablePointer<UInt32>.allocate(capacity: 256)
    table.initialize(repeating: 0, count: 256)
    for word in words {
      for first in [word.utf8.first!, word.uppercased().utf8.first!] {
        table[Int(first)] |= 1 << UInt32(word.utf8.count)
      }
    }
    return UnsafePointer(table)
  }()

  /// Whether the value deserves to be compared.
  @inline(__always)
  static func mayBe(_ value: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    lengths[Int(value[0])] >> UInt32(count) & 1 == 1
  }

  static func contains(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
    words.contains(String(decoding: value, as: UTF8.self).lowercased())
  }
}
