import CLibXML2
import Platform

/// The version of libxml2.
public var xmlLibraryVersion: String { String(cString: cxml_version()) }

/// libxml2's writer over an ``Output``. Characters that XML 1.0 cannot hold become visible escapes.
final class XMLWriter {
  private let writer: OpaquePointer
  private let target: Unmanaged<Output>

  init(_ output: Output) {
    target = Unmanaged.passRetained(output)
    writer = cxml_writer_open(
      { context, bytes, length in
        guard let context, let bytes else { return }
        Unmanaged<Output>.fromOpaque(context).takeUnretainedValue().put(
          UnsafeRawBufferPointer(start: bytes, count: length).assumingMemoryBound(to: UInt8.self))
      }, target.toOpaque())!
  }

  deinit { target.release() }

  func open(_ name: String) { cxml_start_element(writer, name) }
  func attribute(_ name: String, _ value: String) { cxml_attribute(writer, name, XMLWriter.legal(value)) }
  func text(_ text: String) { cxml_text(writer, XMLWriter.legal(text)) }

  /// An attribute whose value is UTF-8; the buffer is as it was afterwards.
  func attribute(_ name: String, _ value: inout [UInt8]) {
    withLegal(&value) { cxml_attribute(writer, name, $0) }
  }

  /// Text that is UTF-8; the buffer is as it was afterwards.
  func text(_ text: inout [UInt8]) { withLegal(&text) { cxml_text(writer, $0) } }

  private func withLegal(_ text: inout [UInt8], _ body: (UnsafePointer<CChar>) -> Void) {
    guard text.allSatisfy({ $0 >= 0x20 && $0 != 0xEF }) else {
      return XMLWriter.legal(String(decoding: text, as: UTF8.self)).withCString(body)
    }
    text.append(0)
    text.withUnsafeBytes { body($0.baseAddress!.assumingMemoryBound(to: CChar.self)) }
    text.removeLast()
  }

  func close() { cxml_end_element(writer) }

  func element(_ name: String, _ content: String) {
    open(name)
    text(content)
    close()
  }

  /// Ends the document; nothing can be written afterwards.
  func finish() { cxml_writer_close(writer) }

  /// XML 1.0 section 2.2: other characters are not allowed even as references.
  static func legal(_ text: String) -> String {
    // Below 0x20, and U+FFFE and U+FFFF, which begin with EF BF.
    guard text.utf8.contains(where: { $0 < 0x20 || $0 == 0xEF }) else { return text }
    var result = ""
    for scalar in text.unicodeScalars {
      if isLegal(scalar) {
        result.unicodeScalars.append(scalar)
      } else {
        result += "\\u{\(Hexadecimal.uppercase(scalar.value))}"
      }
    }
    return result
  }

  private static func isLegal(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A, 0x0D, 0x20...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: true
    default: false
    }
  }
}
