import CZlib

/// Writes the members of a ZIP archive (PKWARE APPNOTE 6.3), without times, so that equal content gives equal bytes.
package struct ZIPWriter {
  private var file: [UInt8] = []
  private var directory: [UInt8] = []
  private var count = 0

  package init() {}

  /// Adds a member, deflated.
  package mutating func add(_ name: String, _ content: [UInt8]) {
    var packed = [UInt8](repeating: 0, count: czlib_deflate_bound(content.count))
    let length = czlib_deflate(content, content.count, &packed, packed.count)
    guard length > 0 else { return addStored(name, content) }
    add(name, content, packed: packed.prefix(length), method: 8)
  }

  /// Adds a member as it is.
  mutating func addStored(_ name: String, _ content: [UInt8]) { add(name, content, packed: content[...], method: 0) }

  private mutating func add(_ name: String, _ content: [UInt8], packed: ArraySlice<UInt8>, method: UInt16) {
    let crc = czlib_crc32(0, content, content.count)
    let offset = UInt32(file.count)
    // Names are UTF-8 (bit 11); the first date that MS-DOS knows.
    let common =
      little(UInt16(20)) + little(UInt16(1 << 11)) + little(method) + little(UInt16(0)) + little(UInt16(0x21))
      + little(crc) + little(UInt32(packed.count)) + little(UInt32(content.count)) + little(UInt16(name.utf8.count))
    file += little(UInt32(0x0403_4B50)) + common + little(UInt16(0)) + Array(name.utf8) + packed
    directory += little(UInt32(0x0201_4B50)) + little(UInt16(20)) + common
    // No extra field, comment, disk number or attributes.
    directory += [UInt8](repeating: 0, count: 12) + little(offset) + Array(name.utf8)
    count += 1
  }

  /// The archive with its directory.
  package func bytes() -> [UInt8] {
    let end =
      little(UInt32(0x0605_4B50)) + little(UInt32(0)) + little(UInt16(count)) + little(UInt16(count))
      + little(UInt32(directory.count)) + little(UInt32(file.count)) + little(UInt16(0))
    return file + directory + end
  }

  private func little<Number: FixedWidthInteger>(_ value: Number) -> [UInt8] {
    withUnsafeBytes(of: value.littleEndian) { Array($0) }
  }
}
