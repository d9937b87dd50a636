import CLibXML2
import Platform

/// Receives the elements and text of a part while it is read.
///
/// A subclass overrides what it needs; the first ``fail(_:)`` or ``stop()`` ends the reading.
class XMLHandler {
  /// The part's name, for messages.
  let part: String
  fileprivate(set) var failure: WorkbookError?
  fileprivate var isStopped = false

  init(part: String) { self.part = part }

  func start(_ name: XMLName, _ attributes: XMLAttributes) {}
  func end(_ name: XMLName) {}
  func text(_ bytes: UnsafeRawBufferPointer) {}

  /// Ends the reading with an error.
  final func fail(_ error: WorkbookError) {
    if failure == nil { failure = error }
    isStopped = true
  }

  /// Ends the reading as a success, as nothing more is needed.
  final func stop() { isStopped = true }
}

/// An element's local name: both namespaces of OOXML, transitional and strict, have the same ones.
struct XMLName {
  fileprivate let pointer: UnsafePointer<CChar>

  static func == (name: XMLName, text: StaticString) -> Bool {
    memcmp(name.pointer, text.utf8Start, text.utf8CodeUnitCount + 1) == 0
  }
  static func ~= (text: StaticString, name: XMLName) -> Bool { name == text }

  /// The first byte, by which the frequent elements of a sheet are told apart without a comparison.
  var firstByte: UInt8 { UInt8(bitPattern: pointer[0]) }
  /// Whether the name is one byte long.
  var isOneByte: Bool { pointer[0] != 0 && pointer[1] == 0 }
}

/// The attributes of an element; valid until ``XMLHandler/start(_:_:)`` returns.
struct XMLAttributes {
  fileprivate let pointers: UnsafePointer<UnsafePointer<CChar>?>?
  let count: Int

  /// The local name of an attribute.
  func name(_ index: Int) -> XMLName { XMLName(pointer: pointers![index * 5]!) }

  /// The bytes of a value as they are in the file, but for references.
  func bytes(_ index: Int) -> UnsafeRawBufferPointer {
    let start = pointers![index * 5 + 3]!
    return UnsafeRawBufferPointer(start: start, count: pointers![index * 5 + 4]! - start)
  }

  /// Whether an attribute's namespace ends in `suffix`, which holds for all versions of a vocabulary.
  func namespace(_ index: Int, endsIn suffix: StaticString) -> Bool {
    guard let uri = pointers![index * 5 + 2] else { return false }
    let length = strlen(uri)
    guard length >= suffix.utf8CodeUnitCount else { return false }
    return memcmp(uri + length - suffix.utf8CodeUnitCount, suffix.utf8Start, suffix.utf8CodeUnitCount) == 0
  }

  /// The value of the first attribute of this local name.
  func bytes(_ name: StaticString) -> UnsafeRawBufferPointer? {
    for index in 0..<count where self.name(index) == name { return bytes(index) }
    return nil
  }

  /// The value of the first attribute of this local name, as text.
  func text(_ name: StaticString) -> String? { bytes(name).map(Self.text) }

  /// The value as text; libxml2 leaves `&` as a reference to it.
  static func text(_ bytes: UnsafeRawBufferPointer) -> String {
    guard bytes.contains(0x26) else { return String(decoding: bytes, as: UTF8.self) }
    var result: [UInt8] = []
    var index = 0
    let reference = Array("&#38;".utf8)
    while index < bytes.count {
      result.append(bytes[index])
      index += bytes[index...].starts(with: reference) ? reference.count : 1
    }
    return String(decoding: result, as: UTF8.self)
  }

  func integer(_ name: StaticString) -> Int? { bytes(name).flatMap(Self.integer) }

  /// A decimal integer without a sign.
  static func integer(_ bytes: UnsafeRawBufferPointer) -> Int? {
    guard !bytes.isEmpty, bytes.count <= 18 else { return nil }
    var result = 0
    for byte in bytes {
      guard byte &- 0x30 < 10 else { return nil }
      result = result * 10 + Int(byte &- 0x30)
    }
    return result
  }

  /// Whether the attribute is present and true (`1`, `true` or `on`).
  func flag(_ name: StaticString) -> Bool {
    guard let bytes = bytes(name) else { return false }
    return bytes.elementsEqual([0x31]) || bytes.elementsEqual("true".utf8) || bytes.elementsEqual("on".utf8)
  }
}

/// What connects libxml2's callbacks with a handler and the member that is read.
private final class XMLReading {
  let handler: XMLHandler
  let reader: MemberReader
  init(_ handler: XMLHandler, _ reader: MemberReader) {
    self.handler = handler
    self.reader = reader
  }

  static func of(_ context: UnsafeMutableRawPointer?) -> XMLReading {
    Unmanaged<XMLReading>.fromOpaque(context!).takeUnretainedValue()
  }
}

/// Reads a member as XML, handing its content to `handler`.
///
/// - Throws: what the handler failed with, `malformed`, `doctype`, a limit, or what reading the member failed with.
func readXML(_ reader: MemberReader, _ handler: XMLHandler) throws(WorkbookError) {
  let reading = XMLReading(handler, reader)
  var callbacks = cxml_handler(
    read: { context, buffer, capacity in
      let room = UnsafeMutableRawBufferPointer(start: buffer, count: Int(capacity))
      return XMLReading.of(context).reader.read(into: room).map(Int32.init) ?? -1
    },
    start: { context, name, attributes, count in
      let handler = XMLReading.of(context).handler
      handler.start(XMLName(pointer: name!), XMLAttributes(pointers: attributes, count: Int(count)))
      return handler.isStopped ? 1 : 0
    },
    end: { context, name in
      let handler = XMLReading.of(context).handler
      handler.end(XMLName(pointer: name!))
      return handler.isStopped ? 1 : 0
    },
    text: { context, bytes, length in
      let handler = XMLReading.of(context).handler
      handler.text(UnsafeRawBufferPointer(start: bytes, count: Int(length)))
      return handler.isStopped ? 1 : 0
    })
  var line: Int32 = 0
  let result = withExtendedLifetime(reading) {
    cxml_read(&callbacks, Unmanaged.passUnretained(reading).toOpaque(), Int32(WorkbookLimits.depth), &line)
  }
  if let failure = handler.failure ?? reader.failure { throw failure }
  switch result {
  case CXML_READ_WHOLE, CXML_READ_STOPPED: return
  case CXML_READ_DOCTYPE: throw .doctype(part: handler.part)
  case CXML_READ_TOO_DEEP: throw .limit(.depth(part: handler.part))
  case CXML_READ_NO_MEMORY: throw .damaged(part: handler.part, reason: "not enough memory")
  default: throw .malformed(part: handler.part, line: Int(line), reason: "not well-formed XML")
  }
}
