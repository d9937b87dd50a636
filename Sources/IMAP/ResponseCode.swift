/// The code in brackets before a status's text.
public struct ResponseCode: Sendable, Hashable {
  /// In upper case; masked where it is a piece of a secret.
  public let name: String
  /// As the server wrote it, without the name.
  public let argument: [UInt8]
  /// Nil for a code that no standard defines.
  public let known: Known?

  public init(_ name: String, argument: [UInt8] = []) {
    self.name = name.uppercased()
    self.argument = argument
    known = Known(rawValue: self.name)
  }

  /// The code as it may be shown.
  init(masking code: ResponseCode, by redactor: Redactor) {
    name = String(decoding: redactor.masked(Array(code.name.utf8)), as: UTF8.self)
    argument = redactor.masked(code.argument)
    known = code.known
  }

  /// The argument as a number.
  public var number: UInt64? { UInt64(String(decoding: argument, as: UTF8.self)) }

  public enum Known: String, Sendable, CaseIterable {
    // RFC 3501 and 9051
    case alert = "ALERT"
    case badCharset = "BADCHARSET"
    case capability = "CAPABILITY"
    case closed = "CLOSED"
    case hasChildren = "HASCHILDREN"
    case parse = "PARSE"
    case permanentFlags = "PERMANENTFLAGS"
    case readOnly = "READ-ONLY"
    case readWrite = "READ-WRITE"
    case tryCreate = "TRYCREATE"
    case uidNext = "UIDNEXT"
    case uidNotSticky = "UIDNOTSTICKY"
    case uidValidity = "UIDVALIDITY"
    case unknownCTE = "UNKNOWN-CTE"
    case unseen = "UNSEEN"
    // RFC 2221
    case referral = "REFERRAL"
    // RFC 5530
    case alreadyExists = "ALREADYEXISTS"
    case authenticationFailed = "AUTHENTICATIONFAILED"
    case authorizationFailed = "AUTHORIZATIONFAILED"
    case cannot = "CANNOT"
    case clientBug = "CLIENTBUG"
    case contactAdmin = "CONTACTADMIN"
    case corruption = "CORRUPTION"
    case expired = "EXPIRED"
    case expungeIssued = "EXPUNGEISSUED"
    case inUse = "INUSE"
    case limit = "LIMIT"
    case nonExistent = "NONEXISTENT"
    case noPermission = "NOPERM"
    case overQuota = "OVERQUOTA"
    case privacyRequired = "PRIVACYREQUIRED"
    case serverBug = "SERVERBUG"
    case unavailable = "UNAVAILABLE"
    // Gmail's own
    case throttled = "THROTTLED"
    case webAlert = "WEBALERT"
  }
}
