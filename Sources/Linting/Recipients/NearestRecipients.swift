import YAML

/// Finds the recipient that was probably meant by an address that none has.
///
/// Built on the first address that is missing, and kept.
final class NearestRecipients {
  private unowned let directory: RecipientDirectory
  /// By local part, the first address; the others follow by ``next``.
  private var byLocalPart: NameIndex
  private var next: [Int32]
  private var domains: [String]
  /// So many addresses are searched for typing errors; where more are missing, they are of another cause.
  private var searches = 500
  private static let mostDomains = 1000

  init(_ directory: RecipientDirectory) {
    self.directory = directory
    let addresses = directory.addresses
    byLocalPart = NameIndex(expecting: addresses.count)
    next = [Int32](repeating: -1, count: addresses.count)
    var known = NameIndex(expecting: 0)
    var names: [String] = []
    for (index, address) in addresses.enumerated() {
      guard let at = NearestRecipients.at(address.bytes) else { continue }
      let hash = nameHash(address.text, 0..<at)
      let first = byLocalPart.findOrInsert(hash, index) {
        NearestRecipients.sharesLocalPart(addresses[$0], address, at)
      }
      if let first {
        next[index] = next[first]
        next[first] = Int32(index)
      }
      let domain = at + 1..<Int(address.count)
      let domainHash = nameHash(address.text, domain)
      if names.count < NearestRecipients.mostDomains,
        known.findOrInsert(domainHash, names.count, isSame: { _ in true }) == nil
      {
        names.append(String(decoding: address.bytes[domain], as: UTF8.self).lowercased())
      }
    }
    self.domains = names
  }

  /// The address of the recipient that is probably meant.
  ///
  /// - Parameter signInName: the name or address of the mailbox on the source server, where the row has one.
  func nearest(to address: String, signInName: String?) -> RecipientDirectory.Address? {
    guard let at = address.lastIndex(of: "@") else { return nil }
    let localPart = String(address[..<at])
    let domain = address[address.index(after: at)...].lowercased()
    var likely = domain
    if !domains.contains(domain), let near = YAML.nearest(to: domain, among: domains),
      editDistance(Array(domain.utf8), Array(near.utf8)) <= 2
    {
      likely = near
      if let found = find("\(localPart)@\(near)") { return found }
    }
    if let found = only(localPart) { return found }
    if let signInName, let found = bySource(signInName, likely) { return found }
    return typingError(localPart, at: likely)
  }

  /// The recipient with the row's name, or address, on the source server.
  private func bySource(_ signInName: String, _ domain: String) -> RecipientDirectory.Address? {
    if signInName.contains("@"), let found = find(signInName) { return found }
    let name = signInName.prefix { $0 != "@" }
    return find("\(name)@\(domain)") ?? only(String(name))
  }

  private func find(_ address: String) -> RecipientDirectory.Address? {
    var address = address
    return address.withUTF8 { bytes in
      bytes.baseAddress.flatMap { directory.address($0, bytes.count) }.map { directory.addresses[$0] }
    }
  }

  /// The primary address of the only recipient with a local part.
  private func only(_ localPart: String) -> RecipientDirectory.Address? {
    var localPart = localPart
    let first = localPart.withUTF8 { bytes -> Int? in
      guard let base = bytes.baseAddress, !bytes.isEmpty else { return nil }
      return byLocalPart.find(nameHash(base, 0..<bytes.count)) { entry in
        let known = directory.addresses[entry]
        return NearestRecipients.at(known.bytes) == bytes.count && isSameName(known.text, base, bytes.count)
      }
    }
    guard let first else { return nil }
    let recipient = directory.addresses[first].recipient
    var other = next[first]
    while other >= 0 {
      if directory.addresses[Int(other)].recipient != recipient { return nil }
      other = next[Int(other)]
    }
    return directory.primaryAddress(of: Int(recipient))
  }

  /// The address with one letter more, less or other in its local part, or two exchanged.
  private func typingError(_ localPart: String, at domain: String) -> RecipientDirectory.Address? {
    let local = Array(localPart.lowercased().utf8)
    guard searches > 0, (3...64).contains(local.count) else { return nil }
    searches -= 1
    let letters = Array("abcdefghijklmnopqrstuvwxyz0123456789.-_".utf8)
    let suffix = Array("@\(domain)".utf8)
    func found(_ variant: [UInt8]) -> RecipientDirectory.Address? {
      guard !variant.isEmpty else { return nil }
      return (variant + suffix).withUnsafeBufferPointer { bytes in
        directory.address(bytes.baseAddress!, bytes.count).map { directory.addresses[$0] }
      }
    }
    for index in 0...local.count {
      if index < local.count {
        var variant = local
        variant.remove(at: index)
        if let address = found(variant) { return address }
        if index + 1 < local.count {
          variant = local
          variant.swapAt(index, index + 1)
          if let address = found(variant) { return address }
        }
      }
      for letter in letters {
        var variant = local
        variant.insert(letter, at: index)
        if let address = found(variant) { return address }
        guard index < local.count else { continue }
        variant = local
        variant[index] = letter
        if let address = found(variant) { return address }
      }
    }
    return nil
  }

  private static func at(_ address: UnsafeBufferPointer<UInt8>) -> Int? { address.lastIndex(of: UInt8(ascii: "@")) }

  private static func sharesLocalPart(
    _ a: RecipientDirectory.Address, _ b: RecipientDirectory.Address, _ count: Int
  ) -> Bool {
    a.count > count && a.text[count] == UInt8(ascii: "@") && isSameName(a.text, b.text, count)
  }
}
