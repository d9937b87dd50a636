import Layout
import Platform

/// The recipients of the tenant, as exports list them: by any of their addresses, letter case aside.
///
/// Nothing changes once the exports are read; what is looked up later is built once, under a lock.
public final class RecipientDirectory: @unchecked Sendable {
  /// An address of a recipient.
  struct Address {
    let text: UnsafePointer<UInt8>
    let count: Int32
    let recipient: Int32
    /// It is the recipient's sign-in name, and none of its mail addresses.
    var isSignInName: Bool

    var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: text, count: Int(count)) }
    var string: String { String(decoding: bytes, as: UTF8.self) }
  }

  struct Recipient {
    /// The index of its primary address; of its first one where no address is marked as primary.
    var primary: Int32
    /// The index of its type among ``types``.
    var type: UInt16 = 0
    var hasLicense: Bool?
    /// It has a mail address besides its sign-in name.
    var hasMailAddress = false
  }

  var recipients: [Recipient] = []
  private(set) var addresses: [Address] = []
  /// The types that the exports have; the first is none.
  var types: [RecipientType] = [.unknown]
  /// The names of the others in the exports.
  var typeNames: [UnsafeRawBufferPointer] = []
  /// What the exports leave out, in sentences with their names.
  public internal(set) var notes: [String] = []
  private var index: NameIndex
  private var documents: [Document] = []
  private let lock = SystemMutex()
  private var nearest: NearestRecipients?

  /// How many recipients there are.
  public var count: Int { recipients.count }

  /// Reads exports.
  ///
  /// - Parameter files: each with the name that errors give it.
  /// - Throws: ``RecipientError`` where one of them has no addresses.
  public init(_ files: [(document: Document, path: String)]) throws(RecipientError) {
    let expected = files.reduce(0) { $0 + $1.document.text.count / 32 }
    index = NameIndex(expecting: expected)
    addresses.reserveCapacity(expected)
    for file in files {
      try RecipientReader(file.document, path: file.path).read(into: self)
      documents.append(file.document)
    }
  }

  // MARK: Looking up

  /// The address of these bytes, by its index.
  func address(_ text: UnsafePointer<UInt8>, _ count: Int) -> Int? {
    index.find(nameHash(text, 0..<count)) { entry in
      let known = addresses[entry]
      return known.count == count && isSameName(known.text, text, count)
    }
  }

  /// The type of a recipient.
  func type(of recipient: Int) -> RecipientType { types[Int(recipients[recipient].type)] }

  /// The primary address of a recipient.
  func primaryAddress(of recipient: Int) -> Address { addresses[Int(recipients[recipient].primary)] }

  /// Looks for recipients near to addresses that no recipient has.
  func withNearest<Result>(_ body: (NearestRecipients) -> Result) -> Result {
    lock.withLock {
      let built = nearest ?? NearestRecipients(self)
      nearest = built
      return body(built)
    }
  }

  /// The mailboxes that are not among some recipients, by their indices in the order of the exports.
  public func mailboxes(without migrated: RecipientSet) -> [Int] {
    let mayBeMailbox = types.map(\.mayBeMailbox)
    return recipients.indices.filter { mayBeMailbox[Int(recipients[$0].type)] && !migrated.contains($0) }
  }

  /// The primary address of a recipient, and its type as the export names it.
  public func description(of recipient: Int) -> (address: String, type: String) {
    (primaryAddress(of: recipient).string, type(of: recipient).name)
  }

  // MARK: Building

  /// Adds an address to a recipient; of one that is known already the recipient is that one.
  ///
  /// - Returns: the recipient that has the address.
  func add(_ text: UnsafePointer<UInt8>, _ count: Int, isSignInName: Bool, to recipient: Int?) -> Int {
    if let recipient {
      // Most exports have the primary address once more among all addresses.
      let primary = addresses[Int(recipients[recipient].primary)]
      if primary.count == count, isSameName(primary.text, text, count), isSignInName || !primary.isSignInName {
        return recipient
      }
    }
    let known = index.findOrInsert(nameHash(text, 0..<count), addresses.count) { entry in
      let known = addresses[entry]
      return known.count == count && isSameName(known.text, text, count)
    }
    if let known {
      let owner = Int(addresses[known].recipient)
      if !isSignInName {
        addresses[known].isSignInName = false
        recipients[owner].hasMailAddress = true
      }
      return recipient ?? owner
    }
    let owner = recipient ?? recipients.count
    if owner == recipients.count { recipients.append(Recipient(primary: Int32(addresses.count))) }
    if !isSignInName {
      if !recipients[owner].hasMailAddress { recipients[owner].primary = Int32(addresses.count) }
      recipients[owner].hasMailAddress = true
    }
    addresses.append(Address(text: text, count: Int32(count), recipient: Int32(owner), isSignInName: isSignInName))
    return owner
  }
}

/// Why a list of recipients cannot be used.
public struct RecipientError: UserFacingError {
  public var description: String
  init(_ description: String) { self.description = description }
}

/// Whether two names of one length are the same, letter case of ASCII aside.
@inline(__always)
func isSameName(_ a: UnsafePointer<UInt8>, _ b: UnsafePointer<UInt8>, _ count: Int) -> Bool {
  let distance = b - a
  return sameName(a, 0..<count, distance..<distance + count)
}
