/// The directory of a ZIP archive in memory, and its members (PKWARE APPNOTE 6.3).
///
/// ZIP64 and data descriptors are understood, as sizes are taken from the central directory.
struct ZIPArchive {
  /// A member as the central directory describes it.
  struct Member {
    /// As written, with `/` between folders.
    let name: String
    let flags: UInt16
    let method: UInt16
    let crc: UInt32
    let packedSize: Int
    let size: Int
    let headerOffset: Int

    /// Whether its content is encrypted (general purpose bit 0).
    var isEncrypted: Bool { flags & 1 != 0 }
  }

  let members: [Member]
  private let bytes: UnsafeRawBufferPointer
  private let indexes: [String: Int]

  /// Reads the central directory. `bytes` must live as long as the archive is used.
  ///
  /// - Throws: `truncated` where there is no directory, `damaged`, or a limit.
  init(_ bytes: UnsafeRawBufferPointer) throws(WorkbookError) {
    self.bytes = bytes
    let directory = try DirectoryPlace(bytes)
    guard directory.count <= WorkbookLimits.members else { throw .limit(.members) }
    var members: [Member] = []
    var indexes: [String: Int] = [:]
    var cursor = ByteCursor(bytes, at: directory.offset)
    for _ in 0..<directory.count {
      let member = try Self.readMember(&cursor, shift: directory.shift)
      indexes[Self.key(member.name)] = members.count
      members.append(member)
    }
    self.members = members
    self.indexes = indexes
  }

  /// The member of this name; letter case is ignored, as in part names (ECMA-376 part 2, 6.2.2.3).
  func member(_ name: String) -> Member? { indexes[Self.key(name)].map { members[$0] } }

  /// The compressed bytes of a member.
  ///
  /// - Throws: `truncated` or `damaged`.
  func packedBytes(of member: Member) throws(WorkbookError) -> UnsafeRawBufferPointer {
    var cursor = ByteCursor(bytes, at: member.headerOffset)
    guard cursor.uint32() == 0x0403_4B50 else { throw .damaged(part: member.name, reason: "no local header") }
    cursor.skip(22)
    let nameLength = Int(cursor.uint16())
    let extraLength = Int(cursor.uint16())
    cursor.skip(nameLength + extraLength)
    guard !cursor.isBeyondEnd, member.packedSize <= bytes.count - cursor.offset else { throw .truncated }
    return UnsafeRawBufferPointer(rebasing: bytes[cursor.offset..<cursor.offset + member.packedSize])
  }

  private static func key(_ name: String) -> String {
    String(decoding: name.utf8.map { (0x41...0x5A).contains($0) ? $0 + 0x20 : $0 }, as: UTF8.self)
  }

  private static func readMember(_ cursor: inout ByteCursor, shift: Int) throws(WorkbookError) -> Member {
    guard cursor.uint32() == 0x0201_4B50 else {
      throw .damaged(part: "ZIP directory", reason: "an entry has no signature")
    }
    cursor.skip(4)
    let flags = cursor.uint16()
    let method = cursor.uint16()
    cursor.skip(4)
    let crc = cursor.uint32()
    var packedSize = UInt64(cursor.uint32())
    var size = UInt64(cursor.uint32())
    let nameLength = Int(cursor.uint16())
    let extraLength = Int(cursor.uint16())
    let commentLength = Int(cursor.uint16())
    cursor.skip(8)
    var headerOffset = UInt64(cursor.uint32())
    let name = cursor.text(nameLength)
    var extra = cursor.slice(extraLength)
    cursor.skip(commentLength)
    guard !cursor.isBeyondEnd else { throw .truncated }

    // ZIP64 (APPNOTE 4.5.3): in this order, and only where the field before is all ones.
    while extra.left >= 4 {
      let tag = extra.uint16()
      var field = extra.slice(Int(extra.uint16()))
      guard tag == 1 else { continue }
      if size == 0xFFFF_FFFF { size = field.uint64() }
      if packedSize == 0xFFFF_FFFF { packedSize = field.uint64() }
      if headerOffset == 0xFFFF_FFFF { headerOffset = field.uint64() }
    }
    let limit = UInt64(Int.max / 4)
    guard size < limit, packedSize < limit, headerOffset < limit else {
      throw .damaged(part: name, reason: "impossible size")
    }
    return Member(
      name: name, flags: flags, method: method, crc: crc, packedSize: Int(packedSize), size: Int(size),
      headerOffset: Int(headerOffset) + shift)
  }
}

/// Where the central directory is.
private struct DirectoryPlace {
  let offset: Int
  let count: Int
  /// How many bytes precede the archive, such as a self-extracting program.
  let shift: Int

  init(_ bytes: UnsafeRawBufferPointer) throws(WorkbookError) {
    guard let end = Self.findEnd(bytes) else { throw .truncated }
    var cursor = ByteCursor(bytes, at: end + 10)
    var count = UInt64(cursor.uint16())
    var size = UInt64(cursor.uint32())
    var offset = UInt64(cursor.uint32())
    var directoryEnd = end

    if count == 0xFFFF || size == 0xFFFF_FFFF || offset == 0xFFFF_FFFF, end >= 20 {
      var locator = ByteCursor(bytes, at: end - 20)
      if locator.uint32() == 0x0706_4B50 {
        locator.skip(4)
        let place = locator.uint64()
        guard place <= UInt64(end - 20) else { throw .damaged(part: "ZIP directory", reason: "impossible offset") }
        var record = ByteCursor(bytes, at: Int(place))
        guard record.uint32() == 0x0606_4B50 else {
          throw .damaged(part: "ZIP directory", reason: "no ZIP64 record")
        }
        record.skip(28)
        count = record.uint64()
        size = record.uint64()
        offset = record.uint64()
        directoryEnd = Int(place)
      }
    }
    guard size <= UInt64(directoryEnd), offset <= UInt64(directoryEnd) - size, count <= size / 46 else {
      throw .damaged(part: "ZIP directory", reason: "impossible offset")
    }
    self.offset = directoryEnd - Int(size)
    shift = self.offset - Int(offset)
    self.count = Int(count)
  }

  /// The end record is within the last 64 KiB, followed only by a comment.
  private static func findEnd(_ bytes: UnsafeRawBufferPointer) -> Int? {
    guard bytes.count >= 22 else { return nil }
    var place = bytes.count - 22
    let first = max(0, place - 0xFFFF)
    while place >= first {
      if bytes[place] == 0x50, bytes[place + 1] == 0x4B, bytes[place + 2] == 5, bytes[place + 3] == 6 { return place }
      place -= 1
    }
    return nil
  }
}
