import JSON
import Platform

/// A buffer in front of a file, standard output or memory; written in large pieces.
public final class Output {
  private let buffer: UnsafeMutablePointer<UInt8>
  @exclusivity(unchecked) private var count = 0
  private let sink: (UnsafeRawBufferPointer) -> Void
  private static let capacity = 1 << 17

  /// - Parameter sink: takes the bytes; it deals with errors itself.
  public init(_ sink: @escaping (UnsafeRawBufferPointer) -> Void) {
    self.sink = sink
    buffer = .allocate(capacity: Output.capacity)
  }

  deinit { buffer.deallocate() }

  public func put(_ text: StaticString) {
    put(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  public func put(_ text: String) {
    var text = text
    text.withUTF8 { put($0) }
  }

  public func put(_ bytes: [UInt8]) { bytes.withUnsafeBufferPointer { put($0) } }

  public func put(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let start = bytes.baseAddress else { return }
    guard bytes.count <= Output.capacity / 2 else {
      flush()
      return sink(UnsafeRawBufferPointer(bytes))
    }
    reserve(bytes.count)
    memcpy(buffer + count, start, bytes.count)
    count += bytes.count
  }

  public func put(_ number: Int) {
    guard number >= 0 else { return put(String(number)) }
    reserve(20)
    var length = 1
    var power = 10
    while length < 19, number >= power {
      length += 1
      power = power &* 10
    }
    var rest = UInt(bitPattern: number)
    var place = buffer + (count + length)
    while place > buffer + count {
      place -= 1
      place.pointee = UInt8(truncatingIfNeeded: 48 + rest % 10)
      rest /= 10
    }
    count += length
  }

  /// A JSON string with its quotes (RFC 8259 section 7).
  public func putJSON(_ bytes: UnsafeBufferPointer<UInt8>) {
    put(byte: UInt8(ascii: "\""))
    JSONText.escape(bytes) { put($0) }
    put(byte: UInt8(ascii: "\""))
  }

  /// A JSON string with its quotes that cannot end the script element of HTML around it.
  func putScriptJSON(_ bytes: UnsafeBufferPointer<UInt8>) {
    put(byte: UInt8(ascii: "\""))
    var rest = bytes[...]
    while let index = rest.firstIndex(of: UInt8(ascii: "<")) {
      JSONText.escape(UnsafeBufferPointer(rebasing: rest[..<index])) { put($0) }
      put("\\u003c")
      rest = rest[(index + 1)...]
    }
    JSONText.escape(UnsafeBufferPointer(rebasing: rest)) { put($0) }
    put(byte: UInt8(ascii: "\""))
  }

  public func putJSON(_ bytes: [UInt8]) { bytes.withUnsafeBufferPointer { putJSON($0) } }

  public func putJSON(_ text: String) {
    var text = text
    text.withUTF8 { putJSON($0) }
  }

  public func flush() {
    guard count > 0 else { return }
    sink(UnsafeRawBufferPointer(start: buffer, count: count))
    count = 0
  }

  private func put(byte: UInt8) {
    reserve(1)
    buffer[count] = byte
    count += 1
  }

  private func reserve(_ more: Int) {
    if count + more > Output.capacity { flush() }
  }
}
