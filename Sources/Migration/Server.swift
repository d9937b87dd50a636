import RuleResources
import YAML

/// A source mail system: how its sign-in names are put together. Read from `rules/servers/` or a user's YAML file.
public struct Server: Sendable {
  /// How an admin opens another's mailbox, and so what the migration file can say of it.
  public enum AdminAccess: String, Sendable, CaseIterable {
    /// The mailbox is named in `UserName`.
    case inLogin = "A"
    /// The admin signs in alone; `UserRoot` names the mailbox.
    case byRoot = "B"
    /// It needs a command or token of its own that the file cannot express.
    case notExpressible = "C"
  }
  public enum RootUse: String, Sendable, CaseIterable { case unused, required, optional }
  /// What a user's own sign-in name must be.
  public enum OwnSignIn: String, Sendable, CaseIterable {
    case any
    case fullAddress = "full-address"
  }

  public var name: String
  public var title: String
  public var access: AdminAccess?
  /// The forms of an admin's sign-in name, the preferred one first.
  public var forms: [SignInForm]
  public var root: RootUse
  public var ownSignIn: OwnSignIn
  /// The bytes that the server's default settings take in a part of a sign-in name; nil where any will do.
  public var signInCharacters: CharacterTable?
  /// The bytes of a root's parts that the server shows otherwise.
  public var alteredRootCharacters: CharacterTable?
  /// The server requires Google's app passwords.
  public var usesAppPasswords: Bool
  /// Nil where the server is not known to misread any.
  public var misreadPasswords: MisreadPasswords?
  /// `--server auto` may take it from the rows.
  public var isDetected: Bool
  /// `--server auto` takes it by the domain of the sign-in names.
  public var detectedDomains: [String]
  /// What to do where the file cannot express an admin's sign-in.
  public var advice: String?
  public var note: String?
  public var sources: [String]
  /// Texts by which the server is known to answer sign-ins.
  public var answers: [ServerAnswer]

  /// Reads a server from YAML; `file` names the text in errors.
  public init(yaml text: String, file: String) throws {
    let setting = try YAMLNode(yaml: text, file: file)
    try setting.allow(
      [
        "server", "title", "class", "sign-in", "root", "own-sign-in", "sign-in-characters", "root-characters",
        "app-passwords", "password-quoting", "detect", "detect-domains", "advice", "note", "source", "answers",
      ], former: ["login-characters"])
    name = try setting.required("server").text()
    title = try setting["title"]?.text() ?? name
    access = try setting["class"]?.choice()
    forms =
      try setting["sign-in"]?.list().map { form in
        do { return try SignInForm(form.text()) } catch let error as SignInForm.SyntaxError {
          throw form.error(error.problem)
        }
      } ?? []
    root = try setting["root"]?.choice() ?? .unused
    ownSignIn = try setting["own-sign-in"]?.choice() ?? .any
    signInCharacters = try setting["sign-in-characters", former: "login-characters"].map {
      try CharacterTable(ranges: $0.text())
    }
    alteredRootCharacters = try setting["root-characters"].map { try CharacterTable(ranges: $0.text()) }
    usesAppPasswords = try setting["app-passwords"]?.flag() ?? false
    misreadPasswords = try setting["password-quoting"].map(MisreadPasswords.init)
    isDetected = try setting["detect"]?.flag() ?? false
    detectedDomains = try setting["detect-domains"]?.texts() ?? []
    advice = try setting["advice"]?.text()
    note = try setting["note"]?.text()
    sources = try setting["source"]?.texts() ?? []
    answers = try setting["answers"]?.list().map(ServerAnswer.init) ?? []
  }

  /// The servers that come with the program.
  public static var builtInNames: [String] { RuleResources.names(in: .servers) }

  /// A server that comes with the program; nil where there is none of that name.
  public static func builtIn(_ name: String) throws -> Server? {
    try RuleResources.text(name, in: .servers).map { try Server(yaml: $0, file: "rules/servers/\(name).yaml") }
  }

  /// The first form that a sign-in name has.
  public func match(_ bytes: UnsafeBufferPointer<UInt8>) -> SignInName? {
    for form in forms {
      if let signInName = form.match(bytes) { return signInName }
    }
    return nil
  }
}

/// A set of ASCII bytes, written as in `A-Za-z0-9.@_-`.
public struct CharacterTable: Sendable {
  @usableFromInline var low: UInt64 = 0
  @usableFromInline var high: UInt64 = 0

  /// A hyphen at the end is itself; elsewhere it joins the ends of a range.
  public init(ranges text: String) {
    let bytes = Array(text.utf8)
    var index = 0
    while index < bytes.count {
      if index + 2 < bytes.count, bytes[index + 1] == UInt8(ascii: "-"), bytes[index] <= bytes[index + 2] {
        for byte in bytes[index]...bytes[index + 2] { insert(byte) }
        index += 3
      } else {
        insert(bytes[index])
        index += 1
      }
    }
  }

  @inlinable public func contains(_ byte: UInt8) -> Bool {
    byte < 64 ? low >> UInt64(byte) & 1 == 1 : byte < 128 && high >> UInt64(byte - 64) & 1 == 1
  }

  /// Whether all letters and digits are in the set.
  private var holdsLettersAndDigits: Bool {
    low & 0x03FF_0000_0000_0000 == 0x03FF_0000_0000_0000 && high & 0x07FF_FFFE_07FF_FFFE == 0x07FF_FFFE_07FF_FFFE
  }

  /// Whether all bytes of a part are in the set.
  package func containsAll(_ bytes: UnsafePointer<UInt8>, _ range: Range<Int>) -> Bool {
    let skips = holdsLettersAndDigits
    var offset = range.lowerBound
    while offset < range.upperBound {
      if skips, offset &+ 8 <= range.upperBound, AddressByte.areLettersOrDigits(bytes + offset) {
        offset &+= 8
      } else if contains(bytes[offset]) {
        offset &+= 1
      } else {
        return false
      }
    }
    return true
  }

  mutating func insert(_ byte: UInt8) {
    if byte < 64 { low |= 1 << UInt64(byte) } else if byte < 128 { high |= 1 << UInt64(byte - 64) }
  }
}
