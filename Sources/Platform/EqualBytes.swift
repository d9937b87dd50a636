/// Whether two texts of the same length are equal, eight bytes a step.
@inlinable @inline(__always)
public func areEqual(_ a: UnsafePointer<UInt8>, _ b: UnsafePointer<UInt8>, _ count: Int) -> Bool {
  var offset = 0
  while offset &+ 8 <= count {
    let x = UnsafeRawPointer(a).loadUnaligned(fromByteOffset: offset, as: UInt64.self)
    let y = UnsafeRawPointer(b).loadUnaligned(fromByteOffset: offset, as: UInt64.self)
    if x != y { return false }
    offset &+= 8
  }
  while offset < count {
    if a[offset] != b[offset] { return false }
    offset &+= 1
  }
  return true
}
