import CSV
import Migration

/// Finds out from the rows which server the sign-in names are for.
///
/// A server is chosen when at least nine in ten rows of a sample fit one of its forms, with one of the form's two
/// names the same throughout and the other one not.
struct ServerDetector {
  let layout: FileLayout
  let registry: ServerRegistry

  func detect() throws -> (server: Server, reason: String)? {
    guard let sample = SignInSample(layout), sample.signInNames.count >= 2 else { return nil }
    let candidates = try registry.detectable()
    let total = sample.signInNames.count
    guard sample.hasOnePassword else { return detectByDomain(sample.signInNames, candidates) }
    let count = sample.mostFrequentNameBesideRoots
    if count * 10 >= total * 9, let server = candidates.first(where: { $0.root == .required }) {
      return (server, "\(percent(count, total)) of the rows have a UserRoot and the same sign-in name")
    }
    for server in candidates where server.forms.contains(where: \.hasAdminAndUser) {
      let fits = SignInNameClassifier.fitting(sample.signInNames, server.forms, in: layout)
      if fits.count * 10 >= total * 9, fits.isAdminSignIn {
        return (server, "\(percent(fits.count, total)) of the rows match \(fits.form)")
      }
    }
    return detectByDomain(sample.signInNames, candidates)
  }

  private func detectByDomain(_ signInNames: [Range<Int>], _ candidates: [Server]) -> (server: Server, reason: String)?
  {
    let total = signInNames.count
    for server in candidates where !server.detectedDomains.isEmpty {
      let count = signInNames.count { signInName in
        server.detectedDomains.contains { layout.text(signInName).lowercased().hasSuffix("@" + $0) }
      }
      if count * 10 >= total * 9 {
        return (server, "\(percent(count, total)) of the sign-in names end in \(server.detectedDomains[0])")
      }
    }
    return nil
  }

  private func percent(_ part: Int, _ whole: Int) -> String { "\(part * 100 / whole) %" }
}

/// The sign-in names of the first rows of a file.
package struct SignInSample {
  /// Byte offsets of the names.
  package private(set) var signInNames: [Range<Int>] = []
  /// Nine in ten rows have one password, as they do where an admin's opens all the mailboxes.
  package let hasOnePassword: Bool
  /// How many rows with a root have the most frequent sign-in name.
  let mostFrequentNameBesideRoots: Int

  /// Rows that are read.
  private static let size = 1000

  /// Nil where the file has no column of sign-in names.
  package init?(_ layout: FileLayout) {
    guard let column = layout.signInColumn else { return nil }
    var passwords = ValueCounts()
    var namesBesideRoots = ValueCounts()
    var reader = layout.rowReader()
    while signInNames.count < SignInSample.size, reader.next() {
      guard reader.count == layout.expectedCount, reader.fields[column].count > 0 else { continue }
      signInNames.append(reader.fields[column].value)
      if let password = layout.passwordColumn { passwords.add(layout.bytes(reader.fields[password].value)) }
      if let root = layout.rootColumn, reader.fields[root].count > 0 {
        namesBesideRoots.add(layout.bytes(reader.fields[column].value))
      }
    }
    hasOnePassword = layout.passwordColumn == nil || passwords.highest * 10 >= signInNames.count * 9
    mostFrequentNameBesideRoots = namesBesideRoots.highest
  }
}

/// How often each of some byte strings occurs; the bytes must outlive it.
private struct ValueCounts {
  private struct Key: Hashable {
    var bytes: UnsafeBufferPointer<UInt8>

    static func == (a: Key, b: Key) -> Bool { a.bytes.elementsEqual(b.bytes) }
    func hash(into hasher: inout Hasher) { hasher.combine(bytes: UnsafeRawBufferPointer(bytes)) }
  }
  private var counts: [Key: Int] = [:]
  private(set) var highest = 0

  mutating func add(_ bytes: UnsafeBufferPointer<UInt8>) {
    let count = counts[Key(bytes: bytes), default: 0] + 1
    counts[Key(bytes: bytes)] = count
    highest = max(highest, count)
  }
}

/// The users' own sign-in where the server knows an admin's, too.
enum OwnSignIn {
  /// Whether at least half of the first sign-in names have no sign of an admin in them.
  static func prevails(in layout: FileLayout) -> Bool {
    guard layout.server.forms.contains(where: \.hasAdminAndUser), let sample = SignInSample(layout) else {
      return false
    }
    let signInNames = sample.signInNames
    return !signInNames.isEmpty && signInNames.count { isOwn($0, layout) } * 2 >= signInNames.count
  }

  private static func isOwn(_ range: Range<Int>, _ layout: FileLayout) -> Bool {
    let bytes = layout.bytes(range)
    let forms = layout.server.forms
    if !bytes.contains(where: { byte in forms.contains { $0.separators.contains(byte) } }) { return true }
    // `domain/user` and `domain\user`
    let slashes = bytes.indices.filter { bytes[$0] == UInt8(ascii: "/") || bytes[$0] == UInt8(ascii: "\\") }
    return slashes.count == 1 && slashes[0] > 0 && slashes[0] < bytes.count - 1
      && forms.allSatisfy { $0.match(bytes) == nil }
  }
}
