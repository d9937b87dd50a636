/// A sign-in name taken apart: ranges of byte offsets into it.
public struct SignInName: Sendable, Equatable {
  /// The mailbox.
  public var user: Range<Int>
  /// The admin whose password opens it; nil for the users' own sign-in.
  public var admin: Range<Int>?
  /// The domain before or with the names.
  public var domain: Range<Int>?

  public init(user: Range<Int>, admin: Range<Int>? = nil, domain: Range<Int>? = nil) {
    self.user = user
    self.admin = admin
    self.domain = domain
  }
}

/// How a sign-in name is put together, as `{domain}/{admin}/{user}`: takes names apart, says what does not
/// fit, and builds names.
public struct SignInForm: Sendable, CustomStringConvertible {
  public enum Part: String, Sendable, CaseIterable { case user, admin, domain }

  /// What a part's text must be.
  public enum Shape: String, Sendable, CaseIterable {
    case any
    /// Exactly one `@`, with text on both sides.
    case address
  }

  enum Piece: Sendable, Equatable {
    case literal(UInt8)
    case part(Part, Shape)
  }

  /// Why a name does not have the form, at the first part that does not fit.
  public struct Mismatch: Sendable, Equatable {
    public enum Reason: Sendable, Equatable {
      case missing(Part)
      case separatorMissing(UInt8, before: Part?)
      case furtherSeparator(UInt8)
      case notAnAddress(Part)
      case blank(Part)
    }
    public var reason: Reason
    /// Byte offset in the name.
    public var offset: Int

    package init(reason: Reason, offset: Int) {
      (self.reason, self.offset) = (reason, offset)
    }
  }

  public struct SyntaxError: Error { public var problem: String }

  public let description: String
  let pieces: [Piece]
  /// The bytes between the parts.
  public let separators: [UInt8]
  private let isSeparator: CharacterTable

  /// Compiles a form; every part at most once, `{user}` or `{admin}` at least, text between two parts.
  public init(_ text: String) throws(SyntaxError) {
    description = text
    var pieces: [Piece] = []
    var rest = Substring(text)
    while let character = rest.first {
      guard character == "{" else {
        guard let byte = character.asciiValue, byte > 0x20, byte < 0x7F else {
          throw SyntaxError(problem: "expected ASCII characters between the parts, found \(character)")
        }
        pieces.append(.literal(byte))
        rest.removeFirst()
        continue
      }
      guard let close = rest.firstIndex(of: "}") else { throw SyntaxError(problem: "expected } after \(rest)") }
      pieces.append(try SignInForm.part(rest[rest.index(after: rest.startIndex)..<close], after: pieces))
      rest = rest[rest.index(after: close)...]
    }
    guard pieces.contains(where: { if case .part(let part, _) = $0 { part != .domain } else { false } }) else {
      throw SyntaxError(problem: "expected {user} or {admin} in the form")
    }
    self.pieces = pieces
    separators = pieces.compactMap { if case .literal(let byte) = $0 { byte } else { nil } }
    isSeparator = CharacterTable(bytes: separators)
  }

  private static func part(_ text: Substring, after pieces: [Piece]) throws(SyntaxError) -> Piece {
    let words = text.split(separator: ":", maxSplits: 1)
    guard let name = words.first, let part = Part(rawValue: String(name)) else {
      throw SyntaxError(problem: "expected {user}, {admin} or {domain}, found {\(text)}")
    }
    guard let shape = words.count > 1 ? Shape(rawValue: String(words[1])) : .any else {
      throw SyntaxError(problem: "expected any or address after the colon in {\(text)}")
    }
    if case .part = pieces.last { throw SyntaxError(problem: "expected a separator before {\(text)}") }
    for case .part(let earlier, _) in pieces where earlier == part {
      throw SyntaxError(problem: "duplicate {\(part.rawValue)}")
    }
    return .part(part, shape)
  }

  /// The form names a mailbox beside the admin.
  public var hasAdminAndUser: Bool { names(.admin) && names(.user) }

  public func names(_ part: Part) -> Bool {
    pieces.contains { if case .part(part, _) = $0 { true } else { false } }
  }

  /// The part must be a full address.
  public func requiresAddress(_ part: Part) -> Bool { pieces.contains(.part(part, .address)) }

  /// Takes a name apart; nil where it does not have the form.
  public func match(_ bytes: UnsafeBufferPointer<UInt8>) -> SignInName? { withPattern { $0.match(bytes) } }

  /// The first part of a name that does not fit; nil where the name has the form.
  public func mismatch(_ bytes: UnsafeBufferPointer<UInt8>) -> Mismatch? { withPattern { $0.mismatch(bytes) } }

  private func withPattern<Result>(_ body: (SignInPattern) -> Result) -> Result {
    pieces.withUnsafeBufferPointer { body(SignInPattern(pieces: $0, isSeparator: isSeparator)) }
  }

  /// The form in memory of its own, for loops in which nothing is retained; ``SignInPattern/deallocate()`` frees it.
  package func allocatedPattern() -> SignInPattern {
    let memory = UnsafeMutableBufferPointer<Piece>.allocate(capacity: pieces.count)
    _ = memory.initialize(fromContentsOf: pieces)
    return SignInPattern(pieces: UnsafeBufferPointer(memory), isSeparator: isSeparator)
  }

  /// Puts a name together; nil where a part that the form needs is not given.
  public func build(user: String?, admin: String?, domain: String?) -> String? {
    var name = ""
    for piece in pieces {
      switch piece {
      case .literal(let byte): name.unicodeScalars.append(Unicode.Scalar(byte))
      case .part(let part, _):
        let text =
          switch part {
          case .user: user
          case .admin: admin
          case .domain: domain
          }
        guard let text, !text.isEmpty else { return nil }
        name += text
      }
    }
    return name
  }
}

extension CharacterTable {
  init(bytes: [UInt8]) {
    self.init(ranges: "")
    for byte in bytes { insert(byte) }
  }
}
