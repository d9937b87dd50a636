/// Writes JSON (RFC 8259) as UTF-8, front to back; commas come by themselves.
public struct JSONWriter {
  public private(set) var bytes: [UInt8] = []
  private var needsComma = false

  public init() {}

  public mutating func object(_ body: (inout JSONWriter) -> Void) { nest("{", "}", body) }
  public mutating func array(_ body: (inout JSONWriter) -> Void) { nest("[", "]", body) }

  /// The name of the member whose value comes next.
  public mutating func name(_ name: String) {
    string(name)
    bytes.append(UInt8(ascii: ":"))
    needsComma = false
  }

  public mutating func string(_ text: String) {
    var text = text
    text.withUTF8 { string($0) }
  }

  /// A string of UTF-8.
  public mutating func string(_ text: UnsafeBufferPointer<UInt8>) {
    begin()
    JSONText.append(text, to: &bytes)
  }

  public mutating func integer(_ number: Int) {
    begin()
    if 0..<10 ~= number { bytes.append(0x30 + UInt8(number)) } else { bytes.append(contentsOf: String(number).utf8) }
  }

  public mutating func boolean(_ flag: Bool) {
    begin()
    bytes.append(contentsOf: (flag ? "true" : "false").utf8)
  }

  public mutating func null() {
    begin()
    bytes.append(contentsOf: "null".utf8)
  }

  /// A value that was read.
  public mutating func value(_ value: JSONValue) {
    switch value {
    case .null: null()
    case .boolean(let flag): boolean(flag)
    case .integer(let number): integer(number)
    case .number(let number):
      begin()
      bytes.append(contentsOf: String(number).utf8)
    case .string(let text): string(text)
    case .array(let elements): array { for element in elements { $0.value(element) } }
    case .object(let members):
      object { for (name, member) in members.sorted(by: { $0.key < $1.key }) { $0.member(name, member) } }
    }
  }

  public mutating func member(_ name: String, _ text: String) { self.name(name); string(text) }
  public mutating func member(_ name: String, _ number: Int) { self.name(name); integer(number) }
  public mutating func member(_ name: String, _ flag: Bool) { self.name(name); boolean(flag) }
  public mutating func member(_ name: String, _ value: JSONValue) { self.name(name); self.value(value) }
  public mutating func member(_ name: String, _ texts: [String]) {
    self.name(name); array { for text in texts { $0.string(text) } }
  }
  /// A member that is an object, or an array.
  public mutating func object(_ name: String, _ body: (inout JSONWriter) -> Void) { self.name(name); object(body) }
  public mutating func array(_ name: String, _ body: (inout JSONWriter) -> Void) { self.name(name); array(body) }

  private mutating func nest(_ opening: Unicode.Scalar, _ closing: Unicode.Scalar, _ body: (inout JSONWriter) -> Void) {
    begin()
    bytes.append(UInt8(ascii: opening))
    needsComma = false
    body(&self)
    bytes.append(UInt8(ascii: closing))
    needsComma = true
  }

  private mutating func begin() {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
    needsComma = true
  }
}
