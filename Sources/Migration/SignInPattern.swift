/// The pieces of a ``SignInForm`` as plain memory: takes names apart without counting a reference.
package struct SignInPattern {
  let pieces: UnsafeBufferPointer<SignInForm.Piece>
  let isSeparator: CharacterTable

  /// Takes a name apart; nil where it does not have the form.
  package func match(_ bytes: UnsafeBufferPointer<UInt8>) -> SignInName? {
    var ranges: (user: Range<Int>?, admin: Range<Int>?, domain: Range<Int>?) = (nil, nil, nil)
    let mismatch = walk(bytes) { part, range in
      switch part {
      case .user: ranges.user = range
      case .admin: ranges.admin = range
      case .domain: ranges.domain = range
      }
    }
    guard mismatch == nil else { return nil }
    return SignInName(user: ranges.user ?? ranges.admin!, admin: ranges.admin, domain: ranges.domain)
  }

  /// The first part of a name that does not fit; nil where the name has the form.
  func mismatch(_ bytes: UnsafeBufferPointer<UInt8>) -> SignInForm.Mismatch? { walk(bytes) { _, _ in } }

  /// Frees what ``SignInForm/allocatedPattern()`` allocated.
  package func deallocate() { pieces.deallocate() }

  @inline(__always)
  private func walk(_ bytes: UnsafeBufferPointer<UInt8>, _ keep: (SignInForm.Part, Range<Int>) -> Void)
    -> SignInForm.Mismatch?
  {
    var offset = 0
    for index in pieces.indices {
      switch pieces[index] {
      case .literal(let byte):
        guard offset < bytes.count, bytes[offset] == byte else {
          return SignInForm.Mismatch(reason: .separatorMissing(byte, before: part(behind: index)), offset: offset)
        }
        offset += 1
      case .part(let part, let shape):
        let start = offset
        var ats = 0
        while offset < bytes.count, !isSeparator.contains(bytes[offset]) {
          if bytes[offset] <= 0x20 { return SignInForm.Mismatch(reason: .blank(part), offset: offset) }
          if bytes[offset] == UInt8(ascii: "@") { ats += 1 }
          offset += 1
        }
        guard offset > start else { return SignInForm.Mismatch(reason: .missing(part), offset: start) }
        if shape == .address {
          guard ats == 1, bytes[start] != UInt8(ascii: "@"), bytes[offset - 1] != UInt8(ascii: "@") else {
            return SignInForm.Mismatch(reason: .notAnAddress(part), offset: start)
          }
        }
        keep(part, start..<offset)
      }
    }
    guard offset == bytes.count else {
      return SignInForm.Mismatch(reason: .furtherSeparator(bytes[offset]), offset: offset)
    }
    return nil
  }

  private func part(behind index: Int) -> SignInForm.Part? {
    for piece in pieces[index...] {
      if case .part(let part, _) = piece { return part }
    }
    return nil
  }
}
